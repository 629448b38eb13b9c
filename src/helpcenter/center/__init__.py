"""What is true about the center, and its one clock."""

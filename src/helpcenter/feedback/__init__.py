"""What readers say of articles: counted, never attributed to anybody."""

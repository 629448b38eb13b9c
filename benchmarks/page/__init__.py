"""What a visit to a page costs, and what Lighthouse says of it."""

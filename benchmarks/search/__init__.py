"""How well, how fast and how small search is, beside others on the same queries."""

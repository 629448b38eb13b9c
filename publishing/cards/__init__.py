"""Cards: the pictures that stand beside a page where somebody shares its address (decisions/0016)."""

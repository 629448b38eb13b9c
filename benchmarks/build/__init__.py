"""How long a site of many articles takes to build, and again after an edit: ours, stock, and others."""

"""How building grows with articles and languages, what each part saves, and how soon an edit shows."""

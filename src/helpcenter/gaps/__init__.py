"""Where the center leaves people alone: searches that lead nowhere, articles that do not settle it.

Counted by day and language, without anything by which a person could be told from another.
"""

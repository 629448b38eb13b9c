"""The secret guard: finds what must not be kept in what people write, and masks it.

`rules.json` is the one rule set of functions and browsers; README.md beside it says how to read it.
"""

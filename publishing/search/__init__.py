"""The index that search reads: one file for each language, made while the site is built.

`theme/components/search/` reads it; decisions/0008-a-search-of-our-own.md says why it is our own.
"""

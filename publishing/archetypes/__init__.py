"""Archetypes: what a new page begins with, in every language. `make new` puts one in its place.

What is left to write stands behind a pencil, `✎`; while one is there, `make check` says so.
"""

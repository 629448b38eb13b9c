"""Figures of the project, each printed by `make bench`: a part is a folder here with a module `figures`."""

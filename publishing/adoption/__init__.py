"""Adopting the repository: a center of one's own in place of the demo. `make adopt` does it once.

The demo goes to `tests/sample/`: it is the center that the product's tests know, and they run over a copy of
the repository in which it stands where it stood (`sample.py`). What is written anew comes from `starter/`:
the facts, the settings of the site, and pages in each language for which there are words.
"""

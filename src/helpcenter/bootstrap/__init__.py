"""Wiring: which parts each function is made of, a module for each. Nothing is wired when one is imported.

A function imports its own module and no other: what is not imported costs a cold start nothing.
"""

"""`center.yml` checked and compiled: `python -m publishing.facts`."""

from publishing.facts.compiling import compile_facts
from publishing.facts.problems import CenterFileError, Problem
from publishing.facts.writing import write_facts

__all__ = ["CenterFileError", "Problem", "compile_facts", "write_facts"]

"""`python -m benchmarks [PART]`: print the figures of one part, or of all, and tell whether they hold."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.table import print_table
from helpcenter.messages import load_messages
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARTS = ("build", "functions", "growth", "page", "redaction", "search", "weight")
"""The folders here whose module `figures` has a function `figures() -> Table`."""


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Print the figures that were asked for; return 0 when every one holds its bar, else 1."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=messages.text("bench.help"), add_help=False
    )
    parser.add_argument("-h", "--help", action="help", help=messages.text("bench.help.help"))
    parts = ", ".join(PARTS)
    parser.add_argument(
        "part", nargs="?", choices=PARTS, metavar="PART", help=messages.text("bench.help.part", parts=parts)
    )
    options = parser.parse_args(arguments)
    tables = [
        import_module(f"benchmarks.{part}.figures").figures()
        for part in PARTS
        if options.part in {None, part}
    ]
    for table in tables:
        print_table(table, messages, sys.stdout)
    return 0 if all(table.holds for table in tables) else 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))

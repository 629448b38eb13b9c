"""`python -m proofs faults|permissions`: print a proof as a table, and tell whether it holds.

`python -m proofs transformed FILE` writes what SAM makes of template.yaml, for others to look over.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from helpcenter.messages import load_messages
from proofs.template import as_json, read_template, transformed
from publishing import operator_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROOT = Path(__file__).parents[1]
_PROOFS = {"faults": "proofs.faults_table", "permissions": "proofs.permissions_table"}
"""Modules with `rows(root) -> (columns as codes, rows, whether it holds)`."""


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Print one table; return 0 when what it proves holds, else 1."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    parser = argparse.ArgumentParser(prog="python -m proofs", description=messages.text("proofs.help"))
    parser.add_argument("proof", choices=[*_PROOFS, "transformed"], help=messages.text("proofs.help.proof"))
    parser.add_argument("file", nargs="?", type=Path, help=messages.text("proofs.help.file"))
    options = parser.parse_args(arguments)
    if options.proof == "transformed":
        options.file.write_text(as_json(transformed(_ROOT, read_template(_ROOT))), encoding="utf-8")
        return 0
    columns, rows, holds = import_module(_PROOFS[options.proof]).rows(_ROOT)
    table = [[messages.text(column) for column in columns], *rows]
    widths = [max(_width(row[number]) for row in table) for number in range(len(columns))]
    for row in table:
        sys.stdout.write(
            "  ".join(
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
            + "\n"
        )
    verdict = f"proofs.{options.proof}.{'holds' if holds else 'fails'}"
    sys.stdout.write(f"\n{messages.text(verdict, count=len(rows))}\n")
    return 0 if holds else 1


def _width(text: str) -> int:
    """Return the columns that a text takes on a terminal, where Hangul takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))

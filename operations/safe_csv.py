"""Cells that a spreadsheet shows and never computes."""

from __future__ import annotations

import csv
import unicodedata
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_FORMULA = frozenset("=+-@\t\r\n|%")


def safe_cell(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would take for a formula.

    That is a beginning with = + - @, a tab or a line break (https://owasp.org/www-community/attacks/CSV_Injection),
    in their full-width forms too, which Korean and Japanese input methods write and Excel reads alike; also
    behind blanks and invisible characters, which some programs take away first.
    """
    for character in text:
        if unicodedata.normalize("NFKC", character) in _FORMULA:
            return f"'{text}"
        if not character.isspace() and unicodedata.category(character) not in {"Cf", "Cc"}:
            return text
    return text


def write_csv(file: TextIO, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write rows as RFC 4180, every cell quoted and safe; return how many there were."""
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    count = 0
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        count += 1
    return count

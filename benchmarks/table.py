"""Figures as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpcenter.messages import Messages


@dataclass(frozen=True, slots=True)
class Table:
    """What one part measured.

    `title` and `columns` are codes of the catalogue, `values` fill the title's places. The first column is
    text, the others are figures. `holds` tells whether every bar that the project promises is met. `notes`
    are codes of sentences below the figures; `values` fill their places too.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    holds: bool
    values: Mapping[str, object]
    notes: Sequence[str] = ()
    more: Sequence[Table] = ()


def print_table(table: Table, messages: Messages, out: TextIO) -> None:
    """Write the table as Markdown in columns, fit for README, its title above and whether it holds below."""
    _print_rows(table, messages, out)
    out.writelines(f"\n{messages.text(note, **table.values)}\n" for note in table.notes)
    for other in table.more:
        out.write("\n")
        _print_rows(other, messages, out)
    out.write(f"\n{messages.text('bench.holds' if table.holds else 'bench.fails')}\n")


def _print_rows(table: Table, messages: Messages, out: TextIO) -> None:
    rows = [[messages.text(code) for code in table.columns], *table.rows]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(table.columns))]
    out.write(f"{messages.text(table.title, **table.values)}\n\n")
    for number, row in enumerate(rows):
        first, *figures = (_space(cell, width) for cell, width in zip(row, widths, strict=True))
        cells = [row[0] + first, *(space + cell for space, cell in zip(figures, row[1:], strict=True))]
        out.write(_line(cells))
        if number == 0:
            out.write(_line(["-" * widths[0], *(f"{'-' * (width - 1)}:" for width in widths[1:])]))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _space(cell: str, width: int) -> str:
    return " " * (width - _width(cell))


def _width(text: str) -> int:
    """Return the columns that a text takes on a terminal, where Hangul takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)

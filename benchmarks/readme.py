"""Tables in README, between two marks that name their part: README=yes in the environment writes them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import load_messages

if TYPE_CHECKING:
    from benchmarks.table import Table

README = Path(__file__).parents[1] / "README.md"


def write_table(part: str, table: Table, readme: Path = README) -> None:
    """Write a part's table and notes, in English, between `<!-- PART figures: begin -->` and its end."""
    if not os.environ.get("README"):
        return
    messages = load_messages(Path(__file__).parent / "messages")["en"]
    rows = [
        [messages.text(code) for code in table.columns],
        ["---", *("---:" for _ in table.columns[1:])],
        *table.rows,
    ]
    lines = [
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        *(messages.text(note, **table.values) for note in table.notes),
    ]
    begin, end = (f"<!-- {part} figures: {word} -->" for word in ("begin", "end"))
    before, _, rest = readme.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    readme.write_text(before + "\n".join([begin, *lines, end]) + after, encoding="utf-8")

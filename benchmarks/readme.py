"""Tables in README, between two marks that name their part: README=yes in the environment writes them."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import load_messages

if TYPE_CHECKING:
    from benchmarks.table import Table
    from helpcenter.messages import Messages

README = Path(__file__).parents[1] / "README.md"


def write_table(part: str, table: Table, readme: Path = README) -> None:
    """Write a part's tables and notes, in English, between `<!-- PART figures: begin -->` and its end."""
    if not os.environ.get("README"):
        return
    messages = load_messages(Path(__file__).parent / "messages")["en"]
    lines = [
        *_rows(table, messages),
        *(line for note in table.notes for line in ("", messages.text(note, **table.values))),
    ]
    for other in table.more:
        lines += ["", messages.text(other.title, **other.values), "", *_rows(other, messages)]
    begin, end = (f"<!-- {part} figures: {word} -->" for word in ("begin", "end"))
    before, _, rest = readme.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    readme.write_text(before + "\n".join([begin, *lines, end]) + after, encoding="utf-8")


def conditions() -> dict[str, object]:
    """Return what a table's figures depend on, for its note: day in UTC, Python, machine and its load."""
    return {
        "day": datetime.now(UTC).date(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _rows(table: Table, messages: Messages) -> list[str]:
    names = [messages.text(code) for code in table.columns]
    rule = ["---", *("---:" for _ in names[1:])]
    return [f"| {' | '.join(row)} |" for row in (names, rule, *table.rows)]

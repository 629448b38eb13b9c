"""The table of all figures: on the terminal, and in the operators' guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from soak.results import add_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from helpcenter.messages import Messages
    from soak.figures import Part
    from soak.results import Result

BEGIN, END = "<!-- {name}: written by make soak -->", "<!-- end of {name} -->"


def rows(parts: Sequence[Part], results: Mapping[str, Result], messages: Messages) -> list[list[str]]:
    """Return a row a figure: its words, its bar, what was measured, whether it holds, how long, when."""
    return [_row(part, row, results, messages) for part in parts for row in part.rows]


def _row(part: Part, row: str, results: Mapping[str, Result], messages: Messages) -> list[str]:
    found = [result for key in part.keys if (result := results.get(key))]
    words = [messages.text(f"figure.{row}"), messages.text(f"bar.{row}")]
    if not found:
        return [*words, messages.text("soak.not_run"), "", "", ""]
    verdict = _verdict(part, found, messages)
    last = max(found, key=lambda result: result.at)
    seconds = messages.text("soak.seconds", seconds=sum(result.seconds for result in found))
    return [*words, measured(row, found, messages), verdict, seconds, f"{last.at[:10]} {last.commit}"]


def _verdict(part: Part, found: Sequence[Result], messages: Messages) -> str:
    if not all(result.passed for result in found):
        return messages.text("soak.fails")
    if len(found) < part.pieces:
        return messages.text("soak.pieces", done=len(found), pieces=part.pieces)
    return messages.text("soak.holds")


def measured(row: str, found: Sequence[Result], messages: Messages) -> str:
    """Return what the pieces of a figure measured, in words."""
    counts: dict[str, Any] = {"tests": sum(result.tests for result in found)}
    for result in found:
        add_up(counts, result.counts)
    try:
        return messages.text(f"measured.{row}", **counts)
    except KeyError:  # it broke before it had measured anything
        return "-"


def print_rows(table: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of the table for a terminal: a figure is a line, and what it measured the next."""
    for figure, bar, found, verdict, seconds, when in table:
        yield f"{verdict:>6}  {figure} ({bar})"
        yield f"        {found}{f', {seconds}, {when}' if when else ''}"


def as_markdown(table: Sequence[Sequence[str]], head: Sequence[str]) -> str:
    """Return a table as Markdown."""
    lines = [head, ["---"] * len(head), *table]
    return "".join(f"| {' | '.join(_cell(text) for text in line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def put_between(path: Path, name: str, text: str) -> None:
    """Put text between the marks of a name in a document.

    Raises:
        ValueError: the document has no such marks.
    """
    whole = path.read_text(encoding="utf-8")
    begin, end = BEGIN.format(name=name), END.format(name=name)
    before, _, rest = whole.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(name)
    path.write_text(f"{before}{begin}\n{text}{end}{after}", encoding="utf-8")

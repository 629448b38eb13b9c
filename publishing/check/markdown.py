"""A page's body as passages. Reads as much Markdown as pages use: headings, lists, tables, admonitions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from publishing.check.cleaning import without_comments
from publishing.check.passages import About, Passage, passage_of

if TYPE_CHECKING:
    from publishing.check.pages import SourcePage

_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_ITEM = re.compile(r"(?:([-*+])|\d{1,9}[.)])\s+(.*)")
_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===)[\w -]*(?:\"(.*)\")?\s*$")
# Lines between things: rules, fences of code, the line under a table's head.
_BETWEEN = re.compile(r"(?:-{3,}|\*{3,}|_{3,}|`{3,}.*|~{3,}.*|\|?[\s:|-]+\|[\s:|-]*)$")
_LISTED = frozenset({"item", "step", "row"})


def body_passages(page: SourcePage) -> list[Passage]:
    """Return the passages of a page's body, in order."""
    reader = _Reader(page)
    for number, line in enumerate(without_comments("\n".join(page.body)).split("\n"), page.body_line):
        reader.read(number, line)
    reader.end()
    return reader.passages


def page_subject(page: SourcePage) -> About:
    """Return what a page is about, as its front matter says."""
    return About(topic=page.word("topic"), service=page.word("service"))


class _Holder(NamedTuple):
    """A heading, item or box, and what stands under it: what is indented more, or less of a heading."""

    indent: int
    level: int
    passage: Passage


class _Reader:
    """Reads line by line. The block being read is in `_lines`; the holders are those it stands under."""

    def __init__(self, page: SourcePage) -> None:
        self.passages: list[Passage] = []
        self._page = page
        self._about = page_subject(page)
        self._holders: list[_Holder] = []
        self._lead: Passage | None = None
        self._lines: list[str] = []
        self._kind, self._start, self._indent, self._level = "paragraph", 0, 0, 0
        self._group, self._groups = 0, 0

    def read(self, number: int, line: str) -> None:
        """Take the next line."""
        words = line.strip()
        if not words or _BETWEEN.match(words):
            self.end()
            if not words and self._kind == "row":
                self._group = 0
            return
        indent = len(line) - len(line.lstrip())
        if heading := _HEADING.match(words):
            self._begin(number, indent, "heading", heading[2], len(heading[1]))
            self.end()
        elif words.startswith(("!!!", "???", "===")) and (box := _BOX.match(words)):
            self._begin(number, indent, "box", box[1] or "")
            self.end()
        elif item := _ITEM.match(words):
            self._begin(number, indent, "item" if item[1] else "step", item[2])
        elif words.startswith("|"):
            self._begin(number, indent, "row", words.replace("|", " | "))
        elif self._lines and self._kind != "row":
            self._lines.append(line)
        else:
            self._begin(number, indent, "paragraph", line)

    def end(self) -> None:
        """End the block that is being read."""
        if not self._lines:
            return
        page, kind = self._page, self._kind
        passage = passage_of(
            (page.path, self._start, page.language),
            "heading" if kind == "box" else kind,
            "\n".join(self._lines),
            self._above(),
            self._about,
        )
        passage.group = self._group
        self._lines = []
        if passage.text.strip():
            self.passages.append(passage)
        if kind in {"heading", "box", "item", "step"}:
            self._holders.append(_Holder(self._indent, self._level, passage))
        if kind == "paragraph" and not self._group:
            self._lead = passage

    def _begin(self, number: int, indent: int, kind: str, words: str, level: int = 0) -> None:
        self.end()
        self._holders = [
            holder
            for holder in self._holders
            if (holder.level and (not level or holder.level < level) and holder.indent <= indent)
            or (not holder.level and holder.indent < indent)
        ]
        if kind not in _LISTED:
            in_item = any(holder.passage.group for holder in self._holders)
            self._group = self._group if in_item else 0
            self._lead = None if level else self._lead
        elif not self._group or (kind == "row" != self._kind):
            self._groups += 1
            self._group = self._groups
        self._kind, self._start, self._indent, self._level = kind, number, indent, level
        self._lines = [words]

    def _above(self) -> tuple[Passage, ...]:
        held = [holder.passage for holder in reversed(self._holders)]
        nested = [passage for passage in held if passage.group]
        lead = [self._lead] if self._lead and self._kind in _LISTED else []
        return (*nested, *lead, *(passage for passage in held if not passage.group))

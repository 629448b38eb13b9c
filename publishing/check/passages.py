"""Passages: the stretches of text that are read, and judged, in one go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from publishing.check.cleaning import Reference, clean

# A stop between digits is part of a date; one before a small space and a digit after a digit too.
_SENTENCE_END = re.compile(r"(?:(?<!\d)[.!?]|(?<=\d)\.(?=\s+\D)|[!?]|。)[^\w\s]?\s+|\n\s*\n")


@dataclass(frozen=True)
class About:
    """What a text is about when it names nothing itself; each is the name of a fact or None."""

    channel: str | None = None
    topic: str | None = None
    service: str | None = None


class Sentence(NamedTuple):
    """One sentence and where in its passage it begins."""

    text: str
    offset: int


@dataclass(eq=False)
class Passage:
    """A paragraph, heading, list item or table row, or a text of front matter, catalogue or center file.

    `kind` is `paragraph`, `heading`, `item`, `step` (of a numbered list), `row`, `meta`, `question` (how
    customers put it), `message` or `fact`. `above` is what it stands under, the nearest first: the item it is
    part of, the words that lead into the list, the admonition, the headings. Rows of a table share a `group`,
    and so do the items of a list and what is in them.
    """

    file: str
    line: int
    language: str
    kind: str
    text: str
    references: tuple[Reference, ...]
    links: tuple[str, ...]
    above: tuple[Passage, ...]
    about: About
    group: int = 0

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return its sentences, one at least."""
        starts = [0, *(found.end() for found in _SENTENCE_END.finditer(self.text))]
        ends = [*starts[1:], len(self.text)]
        return tuple(
            Sentence(self.text[start:end], start)
            for start, end in zip(starts, ends, strict=True)
            if end > start
        )

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which a place in the text stands."""
        return self.line + self.text.count("\n", 0, offset)


def passage_of(
    place: tuple[str, int, str],
    kind: str,
    markdown: str,
    above: tuple[Passage, ...] = (),
    about: About = About(),
) -> Passage:
    """Make a passage of one block of Markdown; `place` is file, first line and language."""
    return Passage(*place, kind, *clean(markdown), above, about)


def unit_of(passage: Passage) -> tuple[str, object]:
    """Return the key of what is read as one: the outermost list item with all in it, a table, a paragraph."""
    if passage.kind == "row":
        return passage.file, passage.group
    items = [above for above in passage.above if above.group and above.kind != "row"]
    return passage.file, id(items[-1] if items else passage)

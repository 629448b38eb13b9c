"""Passages: the stretches of text that are read, and judged, in one go."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from publishing.check.cleaning import Reference, clean
from publishing.check.rules.gates import held

if TYPE_CHECKING:
    from collections.abc import Iterable

# A stop after a digit ends a sentence unless a digit follows: 2026. 11. 22.
_SENTENCE_END = re.compile(r"[.!?。](?:(?<!\d\.)|(?=\s+\D))[^\w\s]?\s+")


@dataclass(frozen=True)
class About:
    """What a text is about when it names nothing itself; each is the name of a fact or None."""

    channel: str | None = None
    topic: str | None = None
    service: str | None = None


class Sentence(NamedTuple):
    """One sentence, where in its passage it begins, and what gates look at."""

    text: str
    offset: int
    small: str


@dataclass(eq=False)
class Passage:
    """A paragraph, heading, list item or table row, or a text of front matter, catalogue or center file.

    `kind` is `paragraph`, `heading`, `item`, `step` (of a numbered list), `row`, `meta`, `question` (how
    customers put it), `message` or `fact`. `above` is what it stands under, the nearest first: the item it is
    part of, the words that lead into the list, the admonition, the headings. Rows of a table share a `group`,
    and so do the items of a list and what is in them. `said` is what rules remember about it.
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
    said: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def small(self) -> str:
        """Return the text as gates look at it."""
        return held(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return its sentences, one at least."""
        starts = [0, *(found.end() for found in _SENTENCE_END.finditer(self.text))]
        ends = [*starts[1:], len(self.text)]
        return tuple(
            Sentence(self.text[start:end], start, held(self.text[start:end]))
            for start, end in zip(starts, ends, strict=True)
            if end > start
        )

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which a place in the text stands."""
        return self.line + self.text.count("\n", 0, offset)


@dataclass(frozen=True)
class Text:
    """The passages of one file in one language."""

    language: str
    passages: list[Passage]

    @cached_property
    def small(self) -> str:
        """Return all of it as gates look at it."""
        return "\n".join(passage.small for passage in self.passages)

    @cached_property
    def _ends(self) -> list[int]:
        """Return where each passage ends in `small`."""
        return list(accumulate(len(passage.small) + 1 for passage in self.passages))

    def passages_with(self, literals: Iterable[str]) -> list[Passage]:
        """Return the passages that hold one of the literals, in small letters."""
        found = set()
        for literal in literals:
            place = self.small.find(literal)
            while place >= 0:
                index = bisect_right(self._ends, place)
                found.add(index)
                place = self.small.find(literal, self._ends[index])
        return [self.passages[index] for index in sorted(found)]


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

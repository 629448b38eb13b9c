"""The blocks of a page: what a translator translates one after the other, and a check can point at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from publishing.translations.front_matter import read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TRANSLATED_META = ("title", "description")  # the front matter that visitors get to see

_UNSEEN = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?^[ \t]*(?P=fence)[`~]*[ \t]*$|<!--.*?-->|\{#.*?#\}",
    re.MULTILINE | re.DOTALL,
)
_FENCE = re.compile(r"(`{3,}|~{3,})")
_HEADING = re.compile(r"#{1,6}\s")
_HEADING_ID = re.compile(r"\{[^{}]*#(?P<id>[^\s{}]+)[^{}]*\}\s*$")
_STEP = re.compile(r"\d{1,3}[.)]\s")  # four digits are a year
_ITEM = re.compile(r"[-*+]\s")
_ALONE = re.compile(r"\||!!!|\?\?\?|===\s")  # a row of a table, the head of an admonition or a tab
_RULE = re.compile(r"[-*_=|:\s]+$")  # a line across, or the one below a table's head
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_TAGS_ONLY = re.compile(r"(?:<[^>]*>\s*)+$")


class Block(NamedTuple):
    """A heading, a paragraph, an item or step of a list, a row of a table, the title of a box, or code.

    `text` is its Markdown, a paragraph's lines joined into one. `line` counts from 1 in the file. `section`
    is the anchor of the heading above it, or where that names none, which heading of the page it is; empty
    above the first one.
    """

    text: str
    line: int
    section: str = ""

    @property
    def is_step(self) -> bool:
        """Whether its place in the page matters: a step of a numbered list."""
        return _STEP.match(self.text) is not None


def read_blocks(source: str) -> list[Block]:
    """Cut a page's Markdown, front matter included, into its blocks, in order."""
    meta = read_front_matter(source)
    blocks = [
        Block(f"{key}: {' '.join(meta[key].value.split())}", meta[key].line)
        for key in TRANSLATED_META
        if key in meta and meta[key].value.strip()
    ]
    section, headings = "", 0
    for block in _body_blocks(source.splitlines(), meta.end):
        if _HEADING.match(block.text):
            headings += 1
            named = _HEADING_ID.search(block.text)
            section = named["id"] if named else str(headings)
        blocks.append(block._replace(section=section))
    return blocks


def join_blocks(texts: Iterable[str]) -> list[Block]:
    """Return the blocks whose texts were kept; their lines mean nothing."""
    return read_blocks("\n\n".join(["", *texts]))


def _body_blocks(lines: list[str], start: int) -> Iterator[Block]:
    """Yield the blocks below the front matter, which ends at line `start`."""
    body = _UNSEEN.sub(
        lambda found: found[0] if found["fence"] else _blank(found[0]), "\n".join(lines[start:])
    )
    begun: list[str] = []
    first, fence = 0, ""
    for number, raw in enumerate([*body.split("\n"), ""], start + 1):
        line = raw.strip()
        if fence:
            begun.append(raw.rstrip())
            if line.startswith(fence) and not line.strip(fence[0]):
                yield Block("\n".join(begun), first)
                begun, fence = [], ""
            continue
        opening = _FENCE.match(line)
        if begun and (
            opening or not line or _starts_block(line) or _RULE.match(line) or _stands_alone(begun)
        ):
            yield from _block(begun, first)
            begun = []
        if opening:
            fence = opening[1]
        if opening or (line and not _RULE.match(line)):
            first = first if begun else number
            begun.append(line)
    if fence:  # never closed
        yield Block("\n".join([*begun[:-1], fence]), first)


def _block(lines: list[str], first: int) -> Iterator[Block]:
    text = " ".join(" ".join(lines).split())
    if _SAYS_SOMETHING.search(text) and not _TAGS_ONLY.match(text):
        yield Block(text, first)


def _starts_block(line: str) -> bool:
    return any(start.match(line) for start in (_HEADING, _STEP, _ITEM, _ALONE))


def _stands_alone(lines: list[str]) -> bool:
    return bool(_HEADING.match(lines[0]) or _ALONE.match(lines[0]))


def _blank(text: str) -> str:
    return "\n" * text.count("\n")

"""From a page's HTML to the texts that search finds, section by section."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from publishing.site.markup import read_markup

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SILENT = frozenset({"script", "style", "template", "svg", "form"})
# All else ends a word. Emphasis and links do not, for in Korean a particle follows them without a space, nor
# does a place where a line may break.
_INLINE = frozenset(
    {"a", "abbr", "b", "code", "em", "i", "kbd", "mark", "s", "small", "strong", "sub", "sup", "wbr"}
)
_BESIDE_MARK = re.compile(r" (?=[,.;!?)](?:\s|$))|(?<=\() ")


class Section(NamedTuple):
    """A part of a page: the fragment that leads to it (empty: the page's beginning), its heading and text."""

    fragment: str
    heading: str
    text: str


def sections_of(html: str) -> list[Section]:
    """Return the sections of a rendered page in its order; the first is what stands before any heading.

    The heading of the first level is the page's title and belongs to none.
    """
    reader = _Reader()
    read_markup(html, reader)
    return reader.sections()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._parts: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self._heading = ""
        self._silent = ""

    def sections(self) -> list[Section]:
        read = [Section(fragment, _spaced(heading), _spaced(text)) for fragment, heading, text in self._parts]
        return [read[0], *(section for section in read[1:] if section.heading or section.text)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._silent:
            return
        if tag in _SILENT or attributes.get("class") == "headerlink":
            self._silent = tag
        elif tag in _HEADINGS:
            self._heading = tag
            if tag != "h1":
                self._parts.append((attributes.get("id") or "", [], []))
        elif tag not in _INLINE:
            self._say(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif tag == self._heading:
            self._heading = ""
        elif tag not in _INLINE:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if self._silent or self._heading == "h1":
            return
        _, heading, body = self._parts[-1]
        (heading if self._heading else body).append(text)


def _spaced(parts: list[str]) -> str:
    """Return the text with single spaces; none between an element and the mark or bracket beside it."""
    return _BESIDE_MARK.sub("", " ".join("".join(parts).split()))

"""A rendered page cut at its second-level headings: their anchors, their words and the text below them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

_HEADING = "h2"
_PERMALINK = "headerlink"
# What begins a line of its own when a page is read as text.
_LINES = frozenset({"p", "li", "tr", "br", "div", "dt", "dd", "h3", "h4", "pre"})


class PageSection(NamedTuple):
    """A heading with its anchor, and the text below it: a line for each paragraph or list item."""

    anchor: str
    heading: str
    text: str


def page_sections(html: str) -> list[PageSection]:
    """Return the sections of a page's content, in order; what stands before the first is left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [
        PageSection(anchor, _one_line(heading), _lines(text)) for anchor, heading, text in reader.sections
    ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[str, list[str], list[str]]] = []
        self._in_heading = False
        self._in_permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == _HEADING:
            self.sections.append((attributes.get("id") or "", [], []))
            self._in_heading = True
        elif tag == "a" and attributes.get("class") == _PERMALINK:
            self._in_permalink = True
        elif tag in _LINES:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == _HEADING:
            self._in_heading = False
        elif tag == "a":
            self._in_permalink = False

    def handle_data(self, data: str) -> None:
        if not self.sections or self._in_permalink:
            return
        _, heading, text = self.sections[-1]
        # A line break of the source is a blank, as browsers show it.
        (heading if self._in_heading else text).append(data if data == "\n" else data.replace("\n", " "))


def _one_line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


def _lines(parts: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)

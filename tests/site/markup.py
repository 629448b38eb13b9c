"""Reads just enough HTML for the tests: elements with their attributes, in order."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple


class Element(NamedTuple):
    """A start tag."""

    tag: str
    attributes: dict[str, str]


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))


def elements(html: str, *tags: str) -> list[Element]:
    """Return the elements with these tags."""
    collector = _Collector()
    collector.feed(html)
    return [element for element in collector.elements if element.tag in tags]

"""Reads just enough HTML for the tests: elements with their attributes, in order."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple


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


def structured_data(html: str) -> list[dict[str, Any]]:
    """Return what a page tells search engines as JSON-LD."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return [json.loads(data) for data in found]


def visible_text(html: str) -> str:
    """Return the words of a piece of HTML, without links to headings; a break of lines ends none."""
    without_permalinks = re.sub(r'<a class="headerlink".*?</a>|<wbr>', "", html)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", without_permalinks)).split())

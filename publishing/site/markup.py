"""Reading a page's content, which Markdown wrote and is plainer than what browsers must take."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from html.parser import HTMLParser

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""\s([a-zA-Z_:][\w:.-]*)(?:="([^"]*)")?(?=[\s/]|\Z)""")
# What is read by rules of its own: comments and declarations, and elements whose text is no markup.
_OTHER = re.compile(
    r"<(?:[!?]|/?(?:script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|plaintext)\b)",
    re.IGNORECASE,
)


def read_markup(html: str, reader: HTMLParser) -> None:
    """Have a reader read a whole page: as `feed` and `close` do, sooner where the page is plain."""
    tokens = _tokens(html)
    if tokens is None:
        reader.feed(html)
        reader.close()
        return
    for text, closes, tag, attributes in tokens:
        if text:
            reader.handle_data(text)
        if not tag:
            continue
        if closes:
            reader.handle_endtag(tag)
            continue
        reader.handle_starttag(tag, _pairs(attributes) if attributes else [])
        if attributes.endswith("/"):
            reader.handle_endtag(tag)


def _tokens(html: str) -> list[tuple[str, bool, str, str]] | None:
    """Return texts, each with the tag that follows it; None if the page is not plain."""
    if _OTHER.search(html):
        return None
    found = []
    at = 0
    for tag in _TAG.finditer(html):
        text = html[at : tag.start()]
        if "<" in text or "'" in tag[3]:
            return None
        found.append((unescape(text) if "&" in text else text, bool(tag[1]), tag[2].lower(), tag[3]))
        at = tag.end()
    rest = html[at:]
    if "<" in rest:
        return None
    return [*found, (unescape(rest), False, "", "")]


def _pairs(attributes: str) -> list[tuple[str, str | None]]:
    return [
        (found[1].lower(), unescape(found[2]) if found[2] else found[2])
        for found in _ATTRIBUTE.finditer(attributes)
    ]

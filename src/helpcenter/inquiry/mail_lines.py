"""The paragraphs of a follow-up mail: text, which a customer may have written, and links, which are ours."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from helpcenter.mail.fragments import highlighted
from helpcenter.mail.templates import Html
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEXT = Template('<p dir="auto" style="margin:0 0 16px;white-space:pre-wrap">$text</p>')
_LINK = Template('<p style="margin:0 0 16px"><a href="$url" style="color:#084f45">$words</a></p>')


@record
class Link:
    """An address of the site, and the words for it."""

    words: str
    url: str


def text_lines(lines: Iterable[str | Link]) -> str:
    """Return the paragraphs as text; what looks like an address in them stays as it was written."""
    return "\n\n".join(line if isinstance(line, str) else f"{line.words}\n{line.url}" for line in lines)


def html_lines(lines: Iterable[str | Link], mark: str) -> Html:
    """Return the paragraphs as HTML, each `mark` of a secret highlighted; nothing but a Link becomes one."""
    return Html("".join(_line(line, mark) for line in lines))


def _line(line: str | Link, mark: str) -> str:
    if isinstance(line, Link):
        return _LINK.substitute(url=escape(line.url), words=escape(line.words))
    return _TEXT.substitute(text=highlighted(line, mark))

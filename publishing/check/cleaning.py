"""Markdown to the words a visitor reads, line for line.

Nothing here adds or removes a line break, so that a place in the result is on the line it was written on.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

REFERENCE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a reference in cleaned text."""

_COMMENT = re.compile(r"<!--.*?-->|\{#.*?#\}|\{%.*?%\}", re.DOTALL)
_FACT = re.compile(r"\{\{-?\s*([\w.]+|[^{}]*?)\s*(?:\|[^{}]*)?-?\}\}")
_LINK = re.compile(
    r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\(\s*([^\s()]*(?:\([^\s()]*\))?)[^()]*\)|\[[^\]]*\])"
)
_TARGET = re.compile(r"\]\(\s*([^\s()]+)|<a\s[^>]*?href=[\"']([^\"']*)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKS = str.maketrans("", "", "*`\u200b\u200c\u200d\u2060\ufeff\u00ad")


class Reference(NamedTuple):
    """A reference to a fact: its path (`channels`, `pay_phone`, `number`) and where in the text it stands."""

    path: tuple[str, ...]
    offset: int


class Cleaned(NamedTuple):
    """Words without markup, and what the markup said."""

    text: str
    references: tuple[Reference, ...]
    links: tuple[str, ...]


def without_comments(markdown: str) -> str:
    """Blank out comments and template statements."""
    if "<!--" not in markdown and "{" not in markdown:
        return markdown
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), markdown)


def clean(markdown: str) -> Cleaned:
    """Return the words of one block of Markdown."""
    paths = [tuple(found[1].split(".")) for found in _FACT.finditer(markdown)] if "{{" in markdown else []
    text = _FACT.sub(_mark, markdown) if paths else markdown
    links = (
        [found[1] or found[2] or "" for found in _TARGET.finditer(text)]
        if "](" in text or "<" in text
        else []
    )
    for sign, pattern, plain in _MARKUP:
        if sign in text:
            text = pattern.sub(plain, text)
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.translate(_MARKS)
    offsets = (found.start() for found in re.finditer(REFERENCE, text)) if paths else ()
    return Cleaned(text, tuple(map(Reference, paths, offsets)), tuple(links))


def _mark(reference: re.Match[str]) -> str:
    return REFERENCE + "\n" * reference[0].count("\n")


def _shown(link: re.Match[str]) -> str:
    """Return the words of a link; a number that it dials counts as one of them."""
    target = link[2] or ""
    return f"{link[1]} {target}" if target.startswith(("tel:", "sms:")) else link[1]


def _dialled(tag: re.Match[str]) -> str:
    found = re.search(r"(?:tel|sms):[^\"']*", tag[0])
    return (f" {found[0]} " if found else " ") + "\n" * tag[0].count("\n")


_MARKUP: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("](", _LINK, _shown),
    ("<", _TAG, _dialled),
    ("://", re.compile(r"https?://[^\s<>)]+"), ""),
    ("{", re.compile(r"\{:?\s*[.#][^{}]*\}"), ""),
    (":", re.compile(r":[a-z]+(?:-[a-z0-9]+)+:"), ""),
    # The stops of these are no ends of sentences.
    ("m.", re.compile(r"\b([ap])\. ?m\.", re.IGNORECASE), r"\1m"),
    (".", re.compile(r"\be\.g\.|\bi\.e\.", re.IGNORECASE), "eg"),
    ("o.", re.compile(r"\bNo\.(?= ?\d)", re.IGNORECASE), "No"),
)
"""In this order: a sign without which a text is not searched, what to look for, what becomes of it."""

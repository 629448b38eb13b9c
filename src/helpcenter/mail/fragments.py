"""Pieces of a mail whose number is known only when it is composed: lists, entries, links.

Each comes as text and as HTML that say the same. Styles stand on the elements, for mail programs that drop
all others; the classes are those of `templates/parts/head.mjml`, which knows the dark mode.
"""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING

from helpcenter.mail.templates import Html

if TYPE_CHECKING:
    from collections.abc import Iterable

_ENTRY = Template(
    '<p style="margin:0 0 8px"><span class="label" style="color:#4a5663;font-size:13px">$name</span><br>'
    '<span dir="auto" style="white-space:pre-wrap">$value</span></p>'
)
_BUTTON = Template(
    '<p class="button-quiet" style="margin:0 0 12px"><a href="$url" style="display:inline-block;'
    "padding:9px 17px;background:#ffffff;color:#0b6b5d;border:1px solid #0b6b5d;border-radius:6px;"
    'text-decoration:none;font-weight:700">$label</a></p>'
)
_BOX = Template(
    '<div dir="auto" class="plain" style="margin:0 0 16px;padding:12px;background:#f6f8fa;color:#1c2530;'
    'border:1px solid #d5dbe1;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere">$content</div>'
)
_HIDDEN = '<mark class="hidden" style="background:#f3dfae;color:#2b2000">{}</mark>'


def list_html(intro: str, lines: Iterable[str]) -> Html:
    """Return a sentence, and lines as a list below it."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    told = f'<p style="margin:0 0 8px">{escape(intro)}</p>' if intro else ""
    return Html(f'{told}<ul style="margin:0;padding:0 0 0 20px">{items}</ul>' if items else told)


def list_text(intro: str, lines: Iterable[str]) -> str:
    """Return a sentence, and lines as a list below it."""
    return "\n".join([*([intro] if intro else []), *(f"- {line}" for line in lines)])


def entries_html(entries: Iterable[tuple[str, str]], mark: str) -> Html:
    """Return (name, value) one below the other, what was masked with `mark` highlighted."""
    return Html(
        "".join(
            _ENTRY.substitute(name=escape(name), value=highlighted(value, mark)) for name, value in entries
        )
    )


def entries_text(entries: Iterable[tuple[str, str]]) -> str:
    """Return (name, value) one below the other; a value of several lines begins on its own."""
    return "".join(f"\n{name}:{_line_break(value)}{value}\n" for name, value in entries)


def buttons_html(links: Iterable[tuple[str, str]]) -> Html:
    """Return (label, address) as buttons."""
    return Html("".join(_BUTTON.substitute(url=escape(url), label=escape(label)) for label, url in links))


def buttons_text(links: Iterable[tuple[str, str]]) -> str:
    """Return (label, address), the address on a line of its own."""
    return "".join(f"\n{label}:\n{url}\n" for label, url in links)


def box_html(text: str, mark: str) -> Html:
    """Return a text in a frame, its line breaks kept, what was masked highlighted."""
    return Html(_BOX.substitute(content=highlighted(text, mark)))


def highlighted(text: str, mark: str) -> str:
    """Return the text escaped, with each `mark` in it highlighted."""
    return escape(text).replace(mark, _HIDDEN.format(mark))


def _line_break(value: str) -> str:
    return "\n" if "\n" in value else " "

"""The pages of a built site as visitors tell them apart: address, title, text."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_UNREAD = {"script", "style", "template", "svg"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, the text of its article, and whether it only leads elsewhere."""

    title: str
    text: str
    leads_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class PageChanges:
    """Addresses of pages, sorted: new ones, others, and those that are no more."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    vanished: tuple[str, ...]


def read_pages(site: Path) -> dict[str, Page]:
    """Return the pages of a built site by their address, like `/en/contact/`."""
    return {
        f"/{file.relative_to(site).as_posix().removesuffix('index.html')}": read_page(
            file.read_text(encoding="utf-8")
        )
        for file in sorted(site.rglob("index.html"))
    }


def read_page(html: str) -> Page:
    """Read one page: the text of its article, or of all of it where it has none."""
    reader = _Reader(has_article="<article" in html)
    reader.feed(html)
    reader.close()
    return Page(_plain(reader.title) or _plain(reader.head), _plain(reader.text), reader.leads_elsewhere)


def compare(before: Mapping[str, Page], after: Mapping[str, Page]) -> PageChanges:
    """Return what is different. A page that leads elsewhere is an address, not a page."""
    shown = {address for address, page in after.items() if not page.leads_elsewhere}
    showed = {address for address, page in before.items() if not page.leads_elsewhere}
    both = shown & showed
    return PageChanges(
        tuple(sorted(shown - showed)),
        tuple(sorted(one for one in both if before[one] != after[one])),
        tuple(sorted(set(before) - set(after))),
    )


def _plain(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


class _Reader(HTMLParser):
    def __init__(self, *, has_article: bool) -> None:
        super().__init__()
        self.title: list[str] = []
        self.head: list[str] = []
        self.text: list[str] = []
        self.leads_elsewhere = False
        self._open: list[str] = []
        self._has_article = has_article

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (given.get("http-equiv") or "").lower() == "refresh":
            self.leads_elsewhere = True
        if tag not in _VOID:
            permalink = tag == "a" and "headerlink" in (given.get("class") or "")
            self._open.append("template" if permalink else tag)
        if tag not in {"a", "b", "em", "strong", "span", "code", "small", "time"}:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in _VOID:
            closed = self._open.pop()
            if closed == tag or (closed == "template" and tag == "a"):
                break

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        if _UNREAD & set(self._open):
            return
        if "title" in self._open:
            self.head.append(text)
        elif not self._has_article or "article" in self._open:
            self.text.append(text)
            if "h1" in self._open:
                self.title.append(text)

"""The addresses that pages, styles and modules of a built site name, and those of them that lead nowhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_NAMES = {"href", "src", "poster", "action", "data-src"}
_SHARED = {"og:image", "og:url", "twitter:image"}
_ANSWERED = ("/api/", "/_local/")  # by functions, not by files
_LEFT_TO_CSS = re.compile(r"url\(\s*[\"']?([^\"')]+)[\"']?\s*\)")
_IMPORTED = re.compile(r"""(?:^|[;\s])(?:import|export)\b[^;"'`]*?["'](\.{1,2}/[^"'`]+)["']""")
_MADE = re.compile(r"""new URL\(\s*["'](\.{1,2}/[^"'`]+?\.\w+)["'],\s*import\.meta\.url""")


@dataclass(frozen=True, slots=True)
class Broken:
    """An address that leads nowhere. `file` is where it stands, relative to the site, `line` its line there.

    `what` is `file` where there is nothing, `anchor` where the page lacks the place.
    """

    file: str
    line: int
    address: str
    what: str


@dataclass(frozen=True)
class BuiltLinks:
    """A built site in `site`, which visitors find at `url`; `more` are pages beside it, such as shells."""

    site: Path
    url: str
    more: tuple[Path, ...] = ()

    def broken(self) -> Iterator[Broken]:
        """Yield what leads nowhere, file by file."""
        for name, named in sorted(self._named.items()):
            for line, address in named.addresses:
                what = self._wrong(name, address)
                if what:
                    yield Broken(name, line, address, what)

    @cached_property
    def _named(self) -> Mapping[str, _Named]:
        kinds = {".html": _of_page, ".css": _of_styles, ".mjs": _of_module}
        found = {}
        for file in [*self.site.rglob("*"), *self.more]:
            read = kinds.get(file.suffix)
            if read:
                name = file.relative_to(self.site).as_posix() if file.is_relative_to(self.site) else file.name
                found[name] = read(file.read_text(encoding="utf-8"))
        return found

    def _wrong(self, name: str, address: str) -> str:
        absolute = urljoin(urljoin(self.url, name.removesuffix("index.html")), address)
        if not absolute.startswith(self.url) or urlsplit(absolute).path.startswith(_ANSWERED):
            return ""
        parts = urlsplit(absolute)
        path = unquote(parts.path.removeprefix(urlsplit(self.url).path))
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if not (self.site / file).is_file():
            return "file"
        anchor = unquote(parts.fragment)
        target = self._named.get(file)
        text_part = anchor.startswith(":~:")
        return "anchor" if anchor and not text_part and target and anchor not in target.places else ""


@dataclass(frozen=True, slots=True)
class _Named:
    addresses: tuple[tuple[int, str], ...]
    places: frozenset[str] = frozenset()


def _of_page(html: str) -> _Named:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _Named(tuple(reader.addresses), frozenset(reader.places))


def _of_styles(css: str) -> _Named:
    return _Named(tuple(_in_lines(_LEFT_TO_CSS, css)))


def _of_module(code: str) -> _Named:
    return _Named((*_in_lines(_IMPORTED, code), *_in_lines(_MADE, code)))


def _in_lines(pattern: re.Pattern[str], text: str) -> Iterable[tuple[int, str]]:
    return [(text.count("\n", 0, match.start(1)) + 1, match[1]) for match in pattern.finditer(text)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[tuple[int, str]] = []
        self.places: set[str] = {"", "top"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self.places.update({given.get("id", ""), given.get("name", "") if tag == "a" else ""})
        if tag == "meta" and (given.get("property") or given.get("name")) in _SHARED:
            self.addresses.append((line, given.get("content", "")))
        for name, value in given.items():
            if name in _NAMES:
                self.addresses.append((line, value.strip()))
            elif name == "srcset":
                parts = (part.split() for part in value.split(","))
                self.addresses += [(line, part[0]) for part in parts if part]

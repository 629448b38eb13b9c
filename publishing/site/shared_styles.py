"""Puts the stylesheet of all pages in place of those it was made from."""

from __future__ import annotations

import hashlib
import re
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from publishing.site.stylesheet import names_in_code, site_stylesheet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

_LINK_TAG = '<link rel="stylesheet" '
_LINK = re.compile(rf"""[ \t]*{_LINK_TAG}href="([./]*|/[^"]*/)((?:assets|components)/[^"]+)">\n?""")
_FOLDER = "assets/stylesheets"


def share_styles(
    site: Path, own: Sequence[str], code: Sequence[Path], in_pages: Collection[str]
) -> Callable[[str], str]:
    """Write the stylesheet of all pages into the site; return what makes a page load it alone.

    `own` are our stylesheets, relative to `site`, in their order. `code` are files, beside the site's browser
    modules, that name classes of what becomes part of a page. `in_pages` are the names that stand in pages.
    """
    theme = theme_sheets(site)
    modules = (site / "components").rglob("*.mjs")
    names = {
        *in_pages,
        *chain.from_iterable(names_in_code(_text(file)) for file in [*modules, *code]),
    }
    sheet = site_stylesheet(
        [_text(site / name) for name in theme], [_text(site / name) for name in own], names
    )
    digest = hashlib.sha256(sheet.encode()).hexdigest()[:8]
    target = f"{_FOLDER}/site.{digest}.css"
    (site / target).write_text(sheet, encoding="utf-8")
    return partial(linked_once, parts={*theme, *own}, whole=target)


def theme_sheets(site: Path) -> list[str]:
    """Return the theme's own stylesheets in a site that is not finished, relative to it, in their order."""
    return sorted(file.relative_to(site).as_posix() for file in (site / _FOLDER).glob("*.min.css"))


def linked_once(html: str, parts: Collection[str], whole: str) -> str:
    """Return a page that links to the stylesheet `whole` where it linked to the first of its `parts`."""
    done = False

    def replace(link: re.Match[str]) -> str:
        nonlocal done
        if link[2] not in parts:
            return link[0]
        first, done = not done, True
        return link[0].replace(link[2], whole) if first else ""

    start, last = html.find(_LINK_TAG), html.rfind(_LINK_TAG)
    if start < 0:
        return html
    while start and html[start - 1] in " \t":
        start -= 1
    end = html.find("\n", last) + 1 or len(html)
    return html[:start] + _LINK.sub(replace, html[start:end]) + html[end:]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")

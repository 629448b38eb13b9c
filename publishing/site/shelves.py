"""Every page by topic: what the list of all articles shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.structure.pages import Page


class Shelf(NamedTuple):
    """The pages of one folder; `first` is the folder's own page, None for the pages outside of any."""

    first: Page | None
    pages: list[Page]


def make_shelves(pages: Iterable[Page], home: str) -> list[Shelf]:
    """Return one shelf a folder, in the order of the navigation; loose pages come last.

    `pages` are in that order, `home` is the folder of the language in addresses.
    """
    shelves: dict[str, Shelf] = {}
    for page in pages:
        if page.url.strip("./") == home.strip("/"):
            continue
        path = page.url.removeprefix(home).rstrip("/")
        is_first = page.file.src_uri.endswith("/index.md")
        folder = path if is_first else path.rpartition("/")[0]
        shelf = shelves.get(folder, Shelf(None, []))
        shelves[folder] = shelf._replace(first=page) if is_first else Shelf(shelf.first, [*shelf.pages, page])
    return sorted(shelves.values(), key=lambda shelf: shelf.first is None)

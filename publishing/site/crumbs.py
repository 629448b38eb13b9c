"""Where a page stands: the way to it from the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.structure import StructureItem
    from mkdocs.structure.nav import Navigation


class Crumb(NamedTuple):
    """A step on the way: a title and a site-relative address."""

    title: str
    url: str


def crumbs_to(page: Page, nav: Navigation) -> list[Crumb]:
    """Return the way to a page, the home page first, without the page itself.

    A section leads to its first page. Empty for the home page.
    """
    if nav.homepage is None or page is nav.homepage:
        return []
    sections = [
        Crumb(str(section.title), first.url)
        for section in reversed(list(page.ancestors))
        for first in [next(_pages(section), None)]
        if first and first is not page
    ]
    return [Crumb(str(nav.homepage.title), nav.homepage.url), *sections]


def _pages(item: StructureItem) -> Iterator[Page]:
    """Yield the pages of an item of the navigation, in order."""
    if isinstance(item, Page):
        yield item
    elif isinstance(item, Section):
        for child in item.children:
            yield from _pages(child)

"""The pages of one language as lists and previews name them, read from MkDocs's navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure import StructureItem
    from mkdocs.structure.nav import Navigation


class PageName(NamedTuple):
    """A page in a list: its title, one sentence about it, and its absolute address."""

    title: str
    description: str
    address: str


class Stop(NamedTuple):
    """A step on the way to a page: how the navigation calls it, and the page it leads to."""

    title: str
    page: Page


class Chapter(NamedTuple):
    """Pages under a heading, as the navigation groups them; `first` leads to the others."""

    title: str
    first: Page | None
    pages: list[Page]


def page_name(page: Page, config: MkDocsConfig) -> PageName:
    """Return how a page is named; a home page bears the name of the site."""
    title, description = page.meta.get("title") or page.title, page.meta.get("description")
    return PageName(
        config.site_name if is_home(page) else _plain(title),
        description or config.site_description or "",
        page.canonical_url or "",
    )


def is_home(page: Page) -> bool:
    """Whether a page is the home page of its language."""
    return page.file.src_uri.partition("/")[2] == "index.md"


def way_to(page: Page, nav: Navigation) -> list[Stop]:
    """Return the way from the home page to a page, both of them included; each leads somewhere.

    A section leads to its first page, and is no step on the way to that.
    """
    home, own = nav.homepage, Stop(_plain(page.title), page)
    if home is None or page is home:
        return [own]
    sections = [
        Stop(str(section.title), first)
        for section in reversed(list(page.ancestors))
        for first in [next(_pages(section), None)]
        if first and first is not page
    ]
    return [Stop(str(home.title), home), *sections, own]


def chapters(nav: Navigation) -> list[Chapter]:
    """Return every page that may be found, by the sections of the navigation that hold pages."""
    return [chapter for item in nav.items for chapter in _chapters(item) if chapter.pages]


def _chapters(item: StructureItem) -> Iterator[Chapter]:
    if isinstance(item, Section):
        pages = [child for child in item.children if isinstance(child, Page) and "robots" not in child.meta]
        first = next((page for page in pages if page.is_index), None)
        yield Chapter(str(item.title), first, pages)
        for child in item.children:
            yield from _chapters(child)


def _pages(item: StructureItem) -> Iterator[Page]:
    """Yield the pages of an item of the navigation, in order."""
    if isinstance(item, Page):
        yield item
    elif isinstance(item, Section):
        for child in item.children:
            yield from _pages(child)


def _plain(title: str | None) -> str:
    return Markup(title or "").striptags()  # noqa: S704 to plain text

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


class Chapter(NamedTuple):
    """Pages under a heading, as the navigation groups them."""

    title: str
    pages: list[PageName]


def page_name(page: Page, config: MkDocsConfig) -> PageName:
    """Return how a page is named; a home page bears the name of the site."""
    title, description = page.meta.get("title") or page.title, page.meta.get("description")
    return PageName(
        config.site_name if is_home(page) else Markup(title or "").striptags(),  # noqa: S704 to plain text
        description or config.site_description or "",
        page.canonical_url or "",
    )


def is_home(page: Page) -> bool:
    """Whether a page is the home page of its language."""
    return page.file.src_uri.partition("/")[2] == "index.md"


def trail(page: Page, nav: Navigation, config: MkDocsConfig) -> list[PageName]:
    """Return the pages on the way from the home page to `page`, both of them included.

    A section without a page of its own is no stop on the way.
    """
    sections = reversed([section for section in page.ancestors if isinstance(section, Section)])
    stops = [nav.homepage, *(_index_of(section) for section in sections), page]
    names = (page_name(stop, config) for stop in stops if stop)
    return list(dict.fromkeys(names))  # an index is on the way to itself


def chapters(nav: Navigation, config: MkDocsConfig) -> list[Chapter]:
    """Return every page that may be found, by the sections of the navigation that hold pages."""
    return [chapter for item in nav.items for chapter in _chapters(item, config) if chapter.pages]


def _chapters(item: StructureItem, config: MkDocsConfig) -> Iterator[Chapter]:
    if isinstance(item, Section):
        pages = [child for child in item.children if isinstance(child, Page) and "robots" not in child.meta]
        yield Chapter(item.title, [page_name(page, config) for page in pages])
        for child in item.children:
            yield from _chapters(child, config)


def _index_of(section: Section) -> Page | None:
    return next((child for child in section.children if isinstance(child, Page) and child.is_index), None)

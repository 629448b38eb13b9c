"""The topics of the help pages with their most needed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation

_INDEX = "topics/index.md"


class TopicCard(NamedTuple):
    """A topic: its own page, and the articles that say `featured: true` in their front matter."""

    title: str
    page: Page
    featured: tuple[Page, ...]


def topic_cards(nav: Navigation) -> list[TopicCard]:
    """Return the topics in the order of the navigation: the sections beside `topics/index.md`."""
    [topics] = [
        item
        for item in nav.items
        if isinstance(item, Section)
        and any(isinstance(page, Page) and page.file.src_uri.endswith(f"/{_INDEX}") for page in item.children)
    ]
    cards = []
    for section in topics.children:
        if isinstance(section, Section):
            first, *articles = (page for page in section.children if isinstance(page, Page))
            featured = tuple(page for page in articles if page.meta.get("featured"))
            cards.append(TopicCard(str(section.title), first, featured))
    return cards

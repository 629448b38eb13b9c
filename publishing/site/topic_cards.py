"""The topics of the help pages with their most needed answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publishing.site.outline import chapters

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_FOLDER = "topics"  # below each language's folder: one folder a topic


class TopicCard(NamedTuple):
    """A topic: its own page, and the articles that say `featured: true` in their front matter."""

    title: str
    page: Page
    featured: tuple[Page, ...]


def topic_cards(nav: Navigation) -> list[TopicCard]:
    """Return the topics in the order of the navigation."""
    return [
        TopicCard(
            chapter.title, chapter.first, tuple(page for page in chapter.pages if page.meta.get("featured"))
        )
        for chapter in chapters(nav)
        if chapter.first and chapter.first.file.src_uri.split("/")[1:-2] == [_FOLDER]
    ]

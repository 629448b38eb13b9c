"""What the events of one build share: MkDocs hands its configuration to each, so it is kept there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.site.edition import Edition
from publishing.translations.memory import TranslationMemory

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


def edition_of(config: MkDocsConfig) -> Edition:
    """Return the edition that is being built."""
    edition = config.theme["edition"]
    if not isinstance(edition, Edition):
        raise TypeError(edition)
    return edition


def page_of(config: MkDocsConfig) -> Mapping[str, Page]:
    """Return the pages of the navigation by their names without the language, like `topics/mail/index.md`."""
    pages: Mapping[str, Page] = config.theme["page_of"]
    return pages


def memory_of(config: MkDocsConfig) -> TranslationMemory:
    """Return what is known of translations and their sources."""
    memory = config.theme["translation_memory"]
    if not isinstance(memory, TranslationMemory):
        raise TypeError(memory)
    return memory

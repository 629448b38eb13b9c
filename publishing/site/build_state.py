"""What the events of one build share: MkDocs hands its configuration to each, so it is kept there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.site.edition import Edition
from publishing.translations.memory import TranslationMemory

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def edition_of(config: MkDocsConfig) -> Edition:
    """Return the edition that is being built."""
    edition = config.theme["edition"]
    if not isinstance(edition, Edition):
        raise TypeError(edition)
    return edition


def memory_of(config: MkDocsConfig) -> TranslationMemory:
    """Return what is known of translations and their sources."""
    memory = config.theme["translation_memory"]
    if not isinstance(memory, TranslationMemory):
        raise TypeError(memory)
    return memory

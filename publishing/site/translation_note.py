"""What visitors of a translated page are told when its source says something else by now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publishing.site.dates import date_words
from publishing.translations.records import BrokenRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.structure.toc import AnchorLink

    from publishing.site.edition import Edition
    from publishing.translations.memory import TranslationMemory


class Section(NamedTuple):
    """A heading of the translated page: its text in HTML and its anchor."""

    title: str
    anchor: str


class TranslationNote(NamedTuple):
    """The note in words, the language of the source, and the sections under which it changed."""

    text: str
    link: str
    source_language: str
    sections: list[Section]


def translation_note(
    page: str, toc: Iterable[AnchorLink], memory: TranslationMemory, edition: Edition
) -> TranslationNote | None:
    """Return the note for a page like `en/contact.md`, None for one that is up to date or no translation.

    A page that was never marked has none: nothing is known about it, and the check refuses it.
    """
    source = memory.translations.get(page)
    try:
        record = memory.record(page) if source else None
    except BrokenRecordError:
        return None
    changes = memory.changes(page, record) if record else []
    if not (source and record and changes):
        return None
    messages = edition.messages
    source_language = source.partition("/")[0]
    language = edition.facts.spoken_languages[source_language][messages.language]
    date = date_words(record.translated_on, messages)
    changed = {
        block.section
        for change in changes
        if (block := change.old if change.kind == "removed" else change.new)
    }
    return TranslationNote(
        messages.text("translation.text", date=date, language=language),
        messages.text("translation.link", language=language),
        source_language,
        [section for section in _sections(toc) if section.anchor in changed],
    )


def _sections(toc: Iterable[AnchorLink]) -> Iterable[Section]:
    for link in toc:
        yield Section(link.title, link.id)
        yield from _sections(link.children)

"""The translations of a project: which page is made from which, and what its source says since."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from publishing.translations.blocks import join_blocks, read_blocks
from publishing.translations.changes import find_changes
from publishing.translations.declarations import by_name, read_declaration
from publishing.translations.records import BrokenRecordError, Record, read_record, write_record

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from publishing.translations.changes import Change

DOCS, RECORDS = "docs", "translations"


class NotTranslatedError(Exception):
    """A page that is no translation: it does not exist, or is itself the source."""


@dataclass(frozen=True)
class TranslationMemory:
    """The pages below `docs/` in `root` and the records of their translations below `translations/`.

    Pages are named like `en/contact.md`. `languages` are those of the center; a page is made from the one of
    the same name in the first of them that has it.
    """

    root: Path
    languages: tuple[str, ...]

    @cached_property
    def names(self) -> dict[str, list[str]]:
        """The pages by name, with the languages each is in."""
        docs = self.root / DOCS
        pages = (path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
        return by_name(pages, self.languages)

    @cached_property
    def translations(self) -> dict[str, str]:
        """Each translated page with its source."""
        return {
            f"{language}/{name}": f"{languages[0]}/{name}"
            for name, languages in sorted(self.names.items())
            for language in languages[1:]
        }

    def missing(self) -> list[tuple[str, str]]:
        """Return each page that should exist and doesn't, after the one of the same name that does.

        Every page should be in every language, or in those that it declares.
        """
        return [
            (f"{languages[0]}/{name}", f"{language}/{name}")
            for name, languages in sorted(self.names.items())
            if set(languages) != set(self.languages)
            for language in self._expected(f"{languages[0]}/{name}")
            if language not in languages
        ]

    def _expected(self, page: str) -> list[str]:
        declared = read_declaration(self.text(page))
        return [code for code in self.languages if not declared or code in declared.languages]

    def text(self, page: str) -> str:
        """Return the Markdown of a page."""
        return (self.root / DOCS / page).read_text(encoding="utf-8-sig")

    def record_path(self, page: str) -> Path:
        """Return where the record of a page is."""
        return self.root / RECORDS / f"{page.removesuffix('.md')}.json"

    def record(self, page: str) -> Record | None:
        """Return what a page was made from, None when it was never marked.

        Raises:
            BrokenRecordError: the record cannot be read.
        """
        return read_record(self.record_path(page))

    def changes(self, page: str, record: Record) -> list[Change]:
        """Return the changes of substance in the source of a translated page since `record`."""
        blocks = read_blocks(self.text(self.translations[page]))
        if record.source == tuple(block.text for block in blocks):
            return []  # as nearly every page, and nothing is compared word by word
        return find_changes(join_blocks(record.source), blocks)

    def mark(self, page: str, today: date) -> bool:
        """Record that a page now says what its source says; return False when that was recorded already.

        The day is kept while nothing of substance changed.

        Raises:
            NotTranslatedError: the page is no translation.
        """
        if page not in self.translations:
            raise NotTranslatedError(page)
        source = tuple(block.text for block in read_blocks(self.text(self.translations[page])))
        try:
            before = self.record(page)
        except BrokenRecordError:
            before = None
        if before and before.source == source:
            return False
        day = before.translated_on if before and not self.changes(page, before) else today
        write_record(self.record_path(page), Record(day, source), f"{DOCS}/{page}")
        return True

    def leftovers(self) -> list[Path]:
        """Return the records whose page is gone or is no translation any more."""
        right = {self.record_path(page) for page in self.translations}
        return sorted(set((self.root / RECORDS).rglob("*.json")) - right)

"""What is wrong with the translations of a project: codes and values, with the places in both files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publishing.translations.blocks import join_blocks, read_blocks
from publishing.translations.declarations import Declaration, read_declaration
from publishing.translations.excerpts import counterpart_line, excerpts
from publishing.translations.memory import DOCS
from publishing.translations.records import BrokenRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publishing.translations.memory import TranslationMemory
    from publishing.translations.records import Record


@dataclass(frozen=True, slots=True)
class TranslationProblem:
    """One thing to do. `file` is relative to the project, `line` counts from 1.

    `is_told` says that visitors of the page see a note about it, so that the site may be published as it is.
    """

    file: str
    line: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    is_told: bool = False


def find_problems(memory: TranslationMemory) -> Iterator[TranslationProblem]:
    """Yield what a page's translations lack, page by page, then the records that belong to none."""
    for page, absent in memory.missing():
        values = {"page": f"{DOCS}/{absent}", "own": page.partition("/")[0]}
        yield TranslationProblem(f"{DOCS}/{page}", 1, "missing", values)
    for name, languages in sorted(memory.names.items()):
        page = f"{languages[0]}/{name}"
        declared = read_declaration(memory.text(page))
        if declared:
            yield from _declaration_problems(declared, page, languages, memory.languages)
    for page, source in memory.translations.items():
        yield from _staleness(memory, page, source)
    for path in memory.leftovers():
        yield TranslationProblem(path.relative_to(memory.root).as_posix(), 1, "leftover", is_told=True)


def _declaration_problems(
    declared: Declaration, page: str, languages: list[str], known: tuple[str, ...]
) -> Iterator[TranslationProblem]:
    file, name = f"{DOCS}/{page}", page.partition("/")[2]
    values = {"only": ", ".join(declared.languages), "known": ", ".join(known)}
    for value in declared.languages:
        if value not in known:
            yield TranslationProblem(file, declared.line, "unknown_language", {**values, "value": value})
    for language in languages:
        if language not in declared.languages:
            other = {**values, "page": f"{DOCS}/{language}/{name}"}
            yield TranslationProblem(file, declared.line, "not_only", other)
    if not declared.reason:
        yield TranslationProblem(file, declared.line, "no_reason", values)


def _staleness(memory: TranslationMemory, page: str, source: str) -> Iterator[TranslationProblem]:
    file, values = f"{DOCS}/{page}", {"source": f"{DOCS}/{source}"}
    try:
        record = memory.record(page)
    except BrokenRecordError as error:
        place = memory.record_path(page).relative_to(memory.root).as_posix()
        yield TranslationProblem(place, error.line, "unreadable", {"page": file})
        return
    if record is None:
        yield TranslationProblem(file, 1, "unmarked", {**values, "file": file})
        return
    yield from _changes(memory, page, source, record)


def _changes(
    memory: TranslationMemory, page: str, source: str, record: Record
) -> Iterator[TranslationProblem]:
    changes = memory.changes(page, record)
    if not changes:
        return
    old, translated = join_blocks(record.source), read_blocks(memory.text(page))
    last = memory.text(source).count("\n") or 1
    for change in changes:
        was, now = excerpts(change)
        values = {
            "file": f"{DOCS}/{page}",
            "source": f"{DOCS}/{source}",
            "source_line": change.new.line if change.new else last,
            "day": record.translated_on.isoformat(),
            "was": was,
            "now": now,
        }
        line = counterpart_line(change.old, old, translated)
        yield TranslationProblem(f"{DOCS}/{page}", line, change.kind, values, is_told=True)

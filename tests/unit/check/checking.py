"""A center to check pages against: facts of its own, so that editing the shipped ones breaks no test."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.center.facts import Facts, facts_from_json
from publishing.check import CHECKS, CheckedCenter, check_center
from publishing.check.dead_ends import find_dead_ends
from publishing.check.pages import SourcePage, parse_page
from publishing.check.reviews import find_overdue_reviews
from publishing.check.translations import find_stale_translations
from publishing.facts import compile_facts
from publishing.facts.source import Source, read_source

if TYPE_CHECKING:
    from publishing.check import Finding

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / "tests" / "check-pages"
TODAY = date(2026, 11, 22)
LANGUAGES = ("ko", "en")
# What is asked of texts; the facts themselves, and files on disk, have tests of their own.
OF_TEXTS = [
    check for check in CHECKS if check not in {find_dead_ends, find_overdue_reviews, find_stale_translations}
]


@cache
def facts() -> tuple[Facts, Source]:
    """Return the facts of the tests."""
    path = CORPUS / "center.yml"
    return facts_from_json(compile_facts(path, TODAY)), read_source(path)


def center_with(pages: dict[str, str], today: date = TODAY) -> CheckedCenter:
    """Return a center with pages by name, like `docs/ko/chat.md`; it has no catalogues."""
    parsed: dict[str, list[SourcePage]] = {language: [] for language in LANGUAGES}
    for name, text in pages.items():
        language, _, uri = name.removeprefix("docs/").partition("/")
        parsed[language].append(parse_page(name, language, uri, text))
    known, source = facts()
    by_language = {language: tuple(found) for language, found in parsed.items()}
    return CheckedCenter(CORPUS, known, source, by_language, today)


def check_page(text: str, language: str = "ko", today: date = TODAY) -> list[Finding]:
    """Return what is found in one page."""
    return check_pages({f"docs/{language}/page.md": text}, today)


def check_pages(pages: dict[str, str], today: date = TODAY) -> list[Finding]:
    """Return what is found in pages."""
    return check_center(center_with(pages, today), checks=OF_TEXTS)


def found_in(text: str, language: str = "ko", today: date = TODAY) -> list[tuple[int, str]]:
    """Return line and code of what is found in one page."""
    return [(finding.line, finding.code) for finding in check_page(text, language, today)]


def corpus(kind: str, language: str) -> list[str]:
    """Return the sentences of a corpus."""
    text = (CORPUS / kind / f"{language}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

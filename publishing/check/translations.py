"""Translations that are behind their source, and pages that a language lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding
from publishing.translations.memory import TranslationMemory
from publishing.translations.problems import find_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publishing.check.center import CheckedCenter
    from publishing.check.finding import Severity


def find_stale_translations(center: CheckedCenter) -> Iterator[Finding]:
    """Yield which paragraphs of a source changed since its translation, and what nobody marked or wrote.

    What visitors are told on the page itself is a warning, so that a source can be corrected before its
    translations; everything else is an error. Pages that cannot be read are mended first.
    """
    if any(page.unreadable for page in center.every_page()):
        return
    for problem in find_problems(TranslationMemory(center.root, center.facts.languages)):
        severity: Severity = "warning" if problem.is_told else "error"
        yield Finding(problem.file, problem.line, f"translation_{problem.code}", problem.values, severity)

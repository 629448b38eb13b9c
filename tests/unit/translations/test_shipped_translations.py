from __future__ import annotations

from pathlib import Path

from publishing.facts.source import read_source
from publishing.translations.memory import TranslationMemory
from publishing.translations.problems import find_problems

ROOT = Path(__file__).parents[3]


def test_every_shipped_translation_is_marked() -> None:
    """`make translated PAGE=...` was run once for every page; one that is behind now tells its visitors."""
    languages = tuple(read_source(ROOT / "center.yml").data["languages"])
    problems = find_problems(TranslationMemory(ROOT, languages))
    assert [problem for problem in problems if not problem.is_told] == []

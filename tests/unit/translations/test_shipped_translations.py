from __future__ import annotations

from pathlib import Path

from publishing.facts.source import read_source
from publishing.translations.memory import TranslationMemory
from publishing.translations.problems import find_problems

ROOT = Path(__file__).parents[3]


def test_every_shipped_translation_is_marked_and_says_what_its_source_says() -> None:
    """`make translated PAGE=...` was run for every page; nothing is behind, missing or left over."""
    languages = tuple(read_source(ROOT / "center.yml").data["languages"])
    assert list(find_problems(TranslationMemory(ROOT, languages))) == []

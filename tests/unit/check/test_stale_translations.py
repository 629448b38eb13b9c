from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from publishing import operator_messages
from publishing.check import CheckedCenter
from publishing.check.translations import find_stale_translations
from publishing.translations.memory import TranslationMemory
from tests.unit.check.checking import LANGUAGES, TODAY, facts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def center(tmp_path: Path) -> CheckedCenter:
    """A center with a page whose source changed, one that was never marked, and one in Korean alone."""
    pages = {
        "ko/refund.md": "# 환불\n\n7일 안에 환불합니다.\n",
        "en/refund.md": "# Refunds\n\nYou get a refund within 7 days.\n",
        "ko/event.md": "# 행사\n",
    }
    for name, text in pages.items():
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    TranslationMemory(tmp_path, LANGUAGES).mark("en/refund.md", date(2026, 11, 1))
    source = tmp_path / "docs/ko/refund.md"
    source.write_text(source.read_text(encoding="utf-8").replace("7일", "14일"), encoding="utf-8")
    for language in LANGUAGES:
        (tmp_path / "docs" / language / "new.md").write_text("# x\n", encoding="utf-8")
    return CheckedCenter(tmp_path, *facts(), {}, TODAY)


def test_a_stale_paragraph_is_a_warning_and_what_nobody_vouches_for_an_error(center: CheckedCenter) -> None:
    """The site tells its visitors of the first; of the second nobody would."""
    found = [(one.file, one.line, one.code, one.severity) for one in find_stale_translations(center)]
    assert found == [
        ("docs/ko/event.md", 1, "translation_missing", "error"),
        ("docs/en/new.md", 1, "translation_unmarked", "error"),
        ("docs/en/refund.md", 3, "translation_changed", "warning"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_says_both_places_and_what_to_do(center: CheckedCenter, language: str) -> None:
    """A writer goes from the line in the translation to the line in the source, and knows the command."""
    *_, stale = find_stale_translations(center)
    sentence = stale.sentence(operator_messages({"LANG": language}))
    assert sentence.startswith("docs/en/refund.md:3: ")
    for part in ("docs/ko/refund.md:3", "14일 안에 환불합니다.", "make translated PAGE=docs/en/refund.md"):
        assert part in sentence

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publishing.translations.substance import is_same_substance, tokens

EDITS: dict[str, list[list[str]]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "substance.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(("old", "new"), EDITS["typos"])
def test_a_typo_is_no_change_of_substance(old: str, new: str) -> None:
    """Spacing, punctuation, markup, articles and spelling leave translations as good as they were."""
    assert is_same_substance(tokens(old), tokens(new))
    assert is_same_substance(tokens(new), tokens(old))


@pytest.mark.parametrize(("old", "new"), EDITS["substance"])
def test_a_change_of_what_is_said_is_one_of_substance(old: str, new: str) -> None:
    """However few letters it takes, a number, a negation, a reference or another word is never a typo."""
    assert not is_same_substance(tokens(old), tokens(new))
    assert not is_same_substance(tokens(new), tokens(old))

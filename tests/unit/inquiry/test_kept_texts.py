"""Which texts can be kept as they were written."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from helpcenter.inquiry.texts import text_problem


@pytest.mark.parametrize("one_line", [True, False])
def test_control_characters_are_those_of_unicode(one_line: bool) -> None:  # noqa: FBT001 - both are tried
    """All of category Cc are refused and nothing else is; line breaks and tabs pass where there are lines."""
    kept = set("" if one_line else "\n\r\t")
    refused = {
        character
        for character in map(chr, range(sys.maxunicode + 1))
        if text_problem(character, one_line=one_line) == "control_characters"
    }
    controls = {character for character in map(chr, range(0x100)) if unicodedata.category(character) == "Cc"}
    assert refused == controls - kept


def test_half_a_pair_is_no_text() -> None:
    """A lone surrogate can't be written as UTF-8, so it is refused wherever it stands."""
    for code in range(0xD7FF, 0xE001):
        expected = "broken_text" if 0xD800 <= code <= 0xDFFF else None
        assert text_problem(f"가{chr(code)}나", one_line=False) == expected


def test_what_is_no_text_is_told_apart() -> None:
    """A number or a list is of the wrong type."""
    assert [text_problem(value, one_line=True) for value in (1, None, ["가"], "가")] == ["wrong_type"] * 3 + [
        None
    ]

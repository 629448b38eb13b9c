"""Exports that a spreadsheet shows and never computes."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operations.safe_csv import safe_cell, write_csv

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\ufe62", "|", "%"]


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\u3000", "\u200b", "\ufeff", "\u202e", "\xa0 "])
def test_what_could_be_a_formula_is_text(start: str, before: str) -> None:
    """In its full-width form too, and behind what cannot be seen."""
    text = f"{before}{start}HYPERLINK(1)"
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "환불", "a=b", "1-1", "메일@", "  ", "문의 =1", "🎬"])
def test_other_text_stays_as_it_is(text: str) -> None:
    """Signs inside a text compute nothing."""
    assert safe_cell(text) == text


@given(
    st.lists(
        st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), min_size=2, max_size=2)
    )
)
def test_every_cell_comes_back(rows: list[list[str]]) -> None:
    """Commas, quotes and line breaks included; nothing is lost but an apostrophe gained."""
    file = io.StringIO(newline="")
    assert write_csv(file, ["a", "b"], rows) == len(rows)
    file.seek(0)
    read = list(csv.reader(file))
    assert read == [["a", "b"], *[[safe_cell(cell) for cell in row] for row in rows]]

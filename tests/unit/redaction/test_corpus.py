from __future__ import annotations

import pytest

from benchmarks.redaction.corpus import Line, by_hand, generated, parse
from benchmarks.redaction.scoring import score
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from soak.sizes import counted, size

GUARD = SecretGuard(load_rules(), frozenset({"17000310"}))


def test_marks_in_a_line_are_its_labels() -> None:
    """A marked line is its text and the places of its secrets."""
    line = parse("비번: [[password|a]b1]] ⏎ [[[pin|1234]]]")
    assert line.text == "비번: a]b1 \n [1234]"
    assert [(label.kind, line.text[label.start : label.end]) for label in line.labels] == [
        ("password", "a]b1"),
        ("pin", "1234"),
    ]


def test_the_generator_makes_the_same_lines_again() -> None:
    """Figures can be compared from one day to another."""
    assert generated(200) == generated(200)
    assert generated(200) != generated(200, seed=1)


@pytest.mark.parametrize(
    ("of", "lines", "least"),
    [("by_hand", by_hand(), 0.98), ("generated", generated(size("lines")), 0.99)],
    ids=["by hand", "generated"],
)
def test_secrets_are_found_and_other_numbers_left_alone(of: str, lines: list[Line], least: float) -> None:
    """On the corpus recall and precision stay what they are said to be."""
    total = score(GUARD, lines)
    counted(**{f"recall_{of}": total.recall(), f"precision_{of}": total.precision()})
    assert total.recall() >= least, total.wrong_lines
    assert total.precision() >= 0.99, total.wrong_lines


def test_all_lines_together_meet_the_figure_that_is_promised() -> None:
    """Recall at least 99 %, precision at least 95 %, over what people wrote and what was made by chance."""
    lines = [*by_hand(), *generated(size("lines"))]
    total = score(GUARD, lines)
    counted(lines=len(lines), recall=total.recall(), precision=total.precision())
    assert total.recall() >= 0.99, total.wrong_lines
    assert total.precision() >= 0.95, total.wrong_lines

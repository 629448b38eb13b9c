"""A deliberate exception has a reason and a last day, and disappears when nothing needs it."""

from __future__ import annotations

import pytest

from tests.unit.check.checking import found_in

ALLOWED = "check: allow unknown_number until 2027-03-31: the number of a partner, agreed with them"

ALLOWED_HOURS = ALLOWED.replace("unknown_number", "loose_hours")

ALLOWED_HOURS = ALLOWED.replace("unknown_number", "loose_hours")


@pytest.mark.parametrize(
    "page",
    [
        f"<!-- {ALLOWED} -->\n전화 1588-3819\n",
        f"전화 1588-3819 <!-- {ALLOWED} -->\n",
        f"- 하나\n<!-- {ALLOWED} -->\n- 전화 1588-3819\n",
        f"---\n# {ALLOWED}\ntitle: 전화 1588-3819\n---\n",
        f"---\ntitle: 전화 1588-3819 # {ALLOWED}\n---\n",
        f"<!-- {ALLOWED} -->\n<!-- {ALLOWED_HOURS} -->\n전화 1588-3819 09:00~18:00\n",
    ],
)
def test_an_exception_lets_a_finding_pass(page: str) -> None:
    """On the line itself or on lines of its own above, in text and front matter."""
    assert found_in(page) == []


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("check: allow unknown_number until 2027-03-31:", "exception_malformed"),
        ("check: allow unknown_number: because", "exception_malformed"),
        ("check: allow unknown_number until 2027-02-30: because", "exception_malformed"),
        ("check: alow unknown_number until 2027-03-31: because", "exception_malformed"),
        ("check: allow unknown_number until 2026-11-21: because", "exception_expired"),
        ("check: allow loose_hours until 2027-03-31: because", "exception_unused"),
        ("check: allow unknwon_number until 2027-03-31: because", "exception_unused"),
    ],
)
def test_an_exception_that_is_none_is_told_beside_the_finding(comment: str, code: str) -> None:
    """Without a reason or a day, past it, or for something else: it allows nothing."""
    assert found_in(f"# 제목\n\n<!-- {comment} -->\n전화 1588-3819\n") == [(3, code), (4, "unknown_number")]


def test_an_exception_holds_on_its_last_day_and_for_its_line_only() -> None:
    """The next line and the next code are checked as ever."""
    page = "<!-- check: allow unknown_number until 2026-11-22: last day -->\n전화 1588-3819\n전화 1588-3816\n"
    assert found_in(page) == [(3, "unknown_number")]

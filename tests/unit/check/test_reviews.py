"""Facts that nobody looked at in time are told."""

from __future__ import annotations

from datetime import date

from publishing.check.reviews import find_overdue_reviews
from tests.unit.check.checking import center_with


def overdue(today: date) -> list[tuple[str, str, object]]:
    """Return severity, code and fact of what is found on a day."""
    return [
        (found.severity, found.code, found.values["found"])
        for found in find_overdue_reviews(center_with({}, today))
    ]


def test_an_old_entry_of_the_directory_is_a_warning_and_our_own_fact_an_error() -> None:
    """Others' numbers may be old if we say so; ours may not. The last day of review is still in time."""
    warnings = [
        ("warning", "directory_overdue", "directory.old"),
        ("warning", "directory_unverified", "directory.unseen"),
    ]
    assert overdue(date(2027, 5, 2)) == warnings
    assert overdue(date(2027, 5, 3)) == [
        ("error", "fact_overdue", "schedules.pay_phone"),
        ("warning", "directory_overdue", "directory.checked"),
        *warnings,
    ]


def test_the_line_is_that_of_the_review_date() -> None:
    """Whoever reads the finding sees the day that has passed."""
    center = center_with({}, date(2027, 5, 3))
    [own] = [found for found in find_overdue_reviews(center) if found.severity == "error"]
    assert own.file == "center.yml"
    assert "review_after: 2027-05-02" in center.source.text.splitlines()[own.line - 1]

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from helpcenter.center.clock import NaiveMomentError
from helpcenter.center.moments import print_moment
from tests.unit.inquiry.sample import CALENDAR, MESSAGES


@pytest.mark.parametrize(
    ("at", "korean", "english"),
    [
        (
            datetime(2026, 11, 24, 6, 0, tzinfo=UTC),
            "2026년 11월 24일(화) 15:00(KST)",
            "Tuesday 24 November 2026, 15:00 (KST)",
        ),
        (
            datetime(2026, 12, 31, 15, 5, 59, tzinfo=UTC),
            "2027년 1월 1일(금) 00:05(KST)",
            "Friday 1 January 2027, 00:05 (KST)",
        ),
        (
            datetime(2026, 11, 21, 20, 30, tzinfo=timezone(timedelta(hours=-5))),
            "2026년 11월 22일(일) 10:30(KST)",
            "Sunday 22 November 2026, 10:30 (KST)",
        ),
    ],
)
def test_a_moment_is_printed_in_the_zone_of_the_center(at: datetime, korean: str, english: str) -> None:
    """Day, weekday and time are those on the center's wall, with the zone named and no rounding up."""
    assert print_moment(CALENDAR, MESSAGES["ko"], at) == korean
    assert print_moment(CALENDAR, MESSAGES["en"], at) == english


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_every_day_of_a_year_has_words_of_its_own(language: str) -> None:
    """No month or weekday is missing or said twice."""
    first = datetime(2026, 1, 1, tzinfo=UTC)
    printed = {print_moment(CALENDAR, MESSAGES[language], first + timedelta(days=day)) for day in range(365)}
    assert len(printed) == 365


def test_a_moment_needs_a_zone() -> None:
    """A time without a zone is refused, never guessed."""
    naive = datetime(2026, 11, 24, 6, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(NaiveMomentError):
        print_moment(CALENDAR, MESSAGES["ko"], naive)

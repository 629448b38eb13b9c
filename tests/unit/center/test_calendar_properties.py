"""The calendar against the minute table, at instants that nobody chose."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, seed, settings
from hypothesis import strategies as st

from helpcenter.center.calendar import Calendar, CalendarRangeError
from helpcenter.center.facts import facts_from_json
from helpcenter.center.topics import Promise
from publishing.facts import compile_facts
from soak.sizes import counted, piece, size
from tests.unit.center.minute_table import MinuteTable, read_center

CENTERS = Path(__file__).parents[2] / "vectors" / "centers"
TODAY = date(2026, 11, 22)
SCHEDULES = [
    ("seoul", "phone"),
    ("seoul", "night"),
    ("seoul", "seasons"),
    ("new_york", "night"),
    ("new_york", "small_hours"),
    ("berlin", "weekend"),
]
START = datetime(2025, 1, 2, tzinfo=UTC)
SECONDS = int((datetime(2028, 12, 31, tzinfo=UTC) - START).total_seconds())


@cache
def calendar(center: str) -> Calendar:
    """Return the calendar of a center compiled now."""
    return Calendar(facts_from_json(compile_facts(CENTERS / f"{center}.yml", TODAY)))


@cache
def table(center: str, schedule: str) -> MinuteTable:
    """Return the minute table of one of its schedules."""
    return MinuteTable(read_center(CENTERS / f"{center}.yml"), schedule, 2025, 2029)


@seed(piece()[0])
@settings(deadline=None, max_examples=size("instants_of_changes"), database=None)
@given(which=st.sampled_from(SCHEDULES), second=st.integers(0, SECONDS))
def test_open_and_next_change_agree_with_the_minutes(which: tuple[str, str], second: int) -> None:
    """At any instant of 2025 to 2028 both calendars say the same about now and about the next change."""
    center, schedule = which
    at = START + timedelta(seconds=second)
    counted(instants=1, disagreements=0)
    assert calendar(center).is_open(schedule, at) == table(*which).is_open(at)
    assert calendar(center).next_change(schedule, at) == table(*which).next_change(at)


@seed(piece()[0])
@settings(deadline=None, max_examples=size("instants_of_promises"), database=None)
@given(which=st.sampled_from(SCHEDULES), second=st.integers(0, SECONDS), number=st.integers(1, 12))
def test_promises_agree_with_the_minutes(which: tuple[str, str], second: int, number: int) -> None:
    """At any instant of 2025 to 2028 both calendars promise the same moments."""
    center, schedule = which
    at = START + timedelta(seconds=second)
    counted(instants=1, disagreements=0)
    hours, days = Promise(schedule, number, None), Promise(schedule, None, number)
    assert promised(center, hours, at) == table(*which).after_open_hours(number, at)
    assert promised(center, days, at) == table(*which).after_business_days(number, at)


def promised(center: str, promise: Promise, at: datetime) -> datetime | None:
    """Return the promised moment, None when it lies beyond the covered years."""
    try:
        return calendar(center).promised_moment(promise, at)
    except CalendarRangeError:
        return None

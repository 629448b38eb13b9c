"""The calendar against the shared table, and what it refuses."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from helpcenter.center.calendar import Calendar, CalendarRangeError, UnknownScheduleError
from helpcenter.center.clock import NaiveMomentError
from helpcenter.center.facts import facts_from_json
from helpcenter.center.topics import promise_from_json

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "calendar.json").read_text(encoding="utf-8"))
FACTS = {name: facts_from_json(data) for name, data in VECTORS["facts"].items()}
CALENDARS = {name: Calendar(facts) for name, facts in FACTS.items()}
NOON = datetime(2026, 11, 23, 3, tzinfo=UTC)


def answer(case: dict[str, Any]) -> object:
    """Ask the calendar what the case asks, in the table's words."""
    calendar, at = CALENDARS[case["facts"]], datetime.fromisoformat(case["at"])
    try:
        if case["ask"] == "is_open":
            return calendar.is_open(case["schedule"], at)
        if case["ask"] == "next_change":
            return calendar.next_change(case["schedule"], at)
        if case["ask"] == "promised_moment":
            return calendar.promised_moment(promise_from_json(case["promise"]), at)
    except CalendarRangeError:
        return {"error": "range"}
    local = calendar.local_time(at)
    offset = local.utcoffset()
    return {
        "local": local.replace(tzinfo=None).isoformat(),
        "offset": int(offset.total_seconds()) if offset is not None else None,
        "abbreviation": local.tzname(),
    }


@pytest.mark.parametrize(
    "case",
    VECTORS["cases"],
    ids=lambda case: f"{case['facts']}-{case['ask']}-{case['at']}-{case.get('why', '')}",
)
def test_the_calendar_answers_like_the_shared_table(case: dict[str, Any]) -> None:
    """Each answer of the table is the calendar's answer."""
    expected = case["answer"]
    if isinstance(expected, str):
        expected = datetime.fromisoformat(expected)
    assert answer(case) == expected


def test_the_table_is_large_enough() -> None:
    """The table has at least 300 cases, 30 of them worked out by hand, with and without DST."""
    cases = VECTORS["cases"]
    assert len(cases) >= 300
    assert sum(case["by"] == "hand" for case in cases) >= 30
    assert {FACTS[case["facts"]].time_zone for case in cases} >= {"Asia/Seoul", "America/New_York"}


@pytest.mark.parametrize("schedule", ["phone", "always"])
def test_answers_are_in_utc_whatever_zone_the_question_is_in(schedule: str) -> None:
    """An instant given in local time is answered in UTC, to the same instant."""
    calendar = CALENDARS["seoul"]
    local = calendar.local_time(NOON)
    assert calendar.next_change(schedule, local) == calendar.next_change(schedule, NOON)
    promise = promise_from_json({"schedule": schedule, "open_hours": 2})
    moment = calendar.promised_moment(promise, local)
    assert moment == calendar.promised_moment(promise, NOON)
    assert moment.tzinfo is UTC


def test_fractions_of_a_second_are_kept() -> None:
    """Open hours run from the very instant of acceptance."""
    at = NOON.replace(hour=5, microsecond=250_000)
    promise = promise_from_json({"schedule": "phone", "open_hours": 1})
    assert CALENDARS["seoul"].promised_moment(promise, at) == at.replace(hour=6)


def test_an_instant_needs_a_zone() -> None:
    """A datetime without a zone is refused instead of being taken for the machine's local time."""
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(NaiveMomentError):
        CALENDARS["seoul"].is_open("phone", naive)
    with pytest.raises(NaiveMomentError):
        CALENDARS["seoul"].local_time(naive)


def test_a_schedule_must_exist() -> None:
    """Asking for a schedule that the facts do not have is an error, not `closed`."""
    with pytest.raises(UnknownScheduleError):
        CALENDARS["seoul"].is_open("fone", NOON)


def test_the_hours_of_a_day_are_in_minutes_after_midnight() -> None:
    """Hours of a covered day come with lunch cut out; of another day they are not known."""
    calendar, today = CALENDARS["seoul"], NOON.date()
    assert calendar.hours_on("phone", today) == ((540, 720), (780, 1080))
    with pytest.raises(CalendarRangeError):
        calendar.hours_on("phone", today.replace(year=2024))

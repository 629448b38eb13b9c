"""Days to test on, next year's, so that the tests do not age."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts

_DAY = timedelta(days=1)


def ordinary_monday(facts: Facts) -> date:
    """Return a Monday with no holiday or exception from the Saturday before to a week after it."""
    day = _next_year(facts)
    while day.weekday() or any(_is_special(facts, day + ahead * _DAY) for ahead in range(-2, 8)):
        day += _DAY
    return day


def chuseok(facts: Facts) -> date:
    """Return the day of Chuseok."""
    year = str(_next_year(facts).year)
    [day] = [
        day for day, name in facts.holidays["KR"].items() if name["en"] == "Chuseok" and day.startswith(year)
    ]
    return date.fromisoformat(day)


def at(facts: Facts, day: date, time: str) -> datetime:
    """Return the instant of a time in the center's zone."""
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=ZoneInfo(facts.time_zone))


def _next_year(facts: Facts) -> date:
    return date(facts.covers_from.year + 2, 3, 1)


def _is_special(facts: Facts, day: date) -> bool:
    iso_day = day.isoformat()
    return iso_day in facts.holidays["KR"] or any(
        iso_day in schedule.special
        or any(week.valid_from and week.holds_on(iso_day) for week in schedule.weeks)
        for schedule in facts.schedules.values()
    )

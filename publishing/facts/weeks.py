"""Schedules in their compiled form: weeks in minutes, and the days that are exceptions worked out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from helpcenter.center.schedules import Spans, schedule_from_json
from publishing.facts.spans import (
    DAY,
    parse_days,
    parse_hours,
    parse_span,
    union,
    without,
    without_breaks,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_ONE_DAY = timedelta(days=1)


def compile_weeks(schedule: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the schedule's weeks, the dated ones first: the first that is in force holds."""
    weeks = [{"on_holidays": schedule["on_holidays"], **dated} for dated in schedule.get("dated", [])]
    return [_week(week) for week in [*weeks, schedule]]


def compile_special_days(
    key: str,
    compiled: dict[str, Any],
    data: dict[str, Any],
    holidays: Container[str],
    covers: tuple[date, date],
) -> dict[str, Any]:
    """Return ISO day -> hours and reason for each day that `closures` and `openings` change.

    A closure without hours takes away what starts on the day. One with hours is a time on the wall: it
    cuts into a night shift of the evening before as well.
    """
    schedule = schedule_from_json(key, {**compiled, "special": {}})
    special: dict[str, Any] = {}

    def change(day: date, spans: Spans, reason: dict[str, str]) -> None:
        special[day.isoformat()] = {"hours": spans, "reason": reason}

    def hours(day: date) -> Spans:
        changed = special.get(day.isoformat())
        return changed["hours"] if changed else schedule.hours_on(day, holiday=day.isoformat() in holidays)

    for day, closure in _days(key, data.get("closures", []), covers):
        if "hours" not in closure:
            change(day, (), closure["reason"])
            continue
        for text in closure["hours"]:
            start, end = parse_span(text)
            for ahead in (-1, 0, 1):
                touched = day + ahead * _ONE_DAY
                left = without(hours(touched), (start - ahead * DAY, end - ahead * DAY))
                if left != hours(touched):
                    change(touched, left, closure["reason"])
    for day, opening in _days(key, data.get("openings", []), covers):
        change(day, union([*hours(day), *parse_hours(opening["hours"])]), opening["reason"])
    return special


def _week(week: dict[str, Any]) -> dict[str, Any]:
    days: list[Spans] = [()] * 7
    for name, hours in week["hours"].items():
        for day in parse_days(name):
            days[day] = parse_hours(hours)
    for name, breaks in week.get("breaks", {}).items():
        for day in parse_days(name):
            days[day] = without_breaks(days[day], [parse_span(text) for text in breaks])
    holiday = (
        {"closed": (), "as_usual": None}.get(week["on_holidays"])
        if isinstance(week["on_holidays"], str)
        else parse_hours(week["on_holidays"])
    )
    return {"from": week.get("valid_from"), "to": week.get("valid_to"), "days": days, "holiday": holiday}


def _days(
    key: str, specials: list[dict[str, Any]], covers: tuple[date, date]
) -> Iterator[tuple[date, dict[str, Any]]]:
    for special in specials:
        if key not in special["schedules"]:
            continue
        day = date.fromisoformat(special["date"])
        last = date.fromisoformat(special.get("until", special["date"]))
        while day <= last:
            # The day before the first covered one matters for its night shift.
            if covers[0] - _ONE_DAY <= day <= covers[1]:
                yield day, special
            day += _ONE_DAY

"""Opening hours as data: what a schedule says about one day.

A span is `(start, end)` in minutes after the local midnight of the day on which it starts, the end not
included. A shift past midnight ends after 1440 and belongs to the day on which it starts: a holiday or a
closed day takes away the shifts that start on it, not the end of last night's. Breaks are already cut out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.center.texts import Record, record_from_json
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from helpcenter.center.texts import Json, Texts

Spans = tuple[tuple[int, int], ...]


@record
class Week:
    """Hours of an ordinary week. Valid on ISO dates from..to, both included; None has no limit.

    `days` has seven entries, Monday first. `holiday` are the hours of a public holiday, empty when closed;
    None treats a holiday as the weekday it is.
    """

    valid_from: str | None
    valid_to: str | None
    days: tuple[Spans, ...]
    holiday: Spans | None

    def holds_on(self, iso_day: str) -> bool:
        """Tell whether this week is in force on a day."""
        return (self.valid_from or iso_day) <= iso_day <= (self.valid_to or iso_day)


@record
class SpecialDay:
    """The hours of one day that has been closed, shortened or opened by way of exception, and why."""

    hours: Spans
    reason: Texts


@record
class Schedule:
    """When something is open. `country` (ISO 3166) says whose public holidays count.

    `weeks` are tried in order, the first that is in force holds; `special` (by ISO date) goes before them.
    """

    id: str
    name: Texts
    country: str
    weeks: tuple[Week, ...]
    special: Mapping[str, SpecialDay]
    record: Record

    def week_on(self, day: date) -> Week | None:
        """Return the ordinary week that is in force on `day`, None when there is none."""
        iso_day = day.isoformat()
        return next((week for week in self.weeks if week.holds_on(iso_day)), None)

    def hours_on(self, day: date, *, holiday: bool) -> Spans:
        """Return the spans that start on `day`, in order; none when it is closed."""
        special = self.special.get(day.isoformat())
        if special is not None:
            return special.hours
        week = self.week_on(day)
        if week is None:
            return ()
        return week.holiday if holiday and week.holiday is not None else week.days[day.weekday()]


def spans_from_json(data: Iterable[Sequence[int]]) -> Spans:
    """Read `[[start, end], ...]`."""
    return tuple((start, end) for start, end in data)


def schedule_from_json(key: str, data: Json) -> Schedule:
    """Read one compiled schedule."""
    return Schedule(
        id=key,
        name=data["name"],
        country=data["country"],
        weeks=tuple(week_from_json(week) for week in data["weeks"]),
        special={
            day: SpecialDay(spans_from_json(special["hours"]), special["reason"])
            for day, special in data["special"].items()
        },
        record=record_from_json(data),
    )


def week_from_json(data: Json) -> Week:
    """Read one compiled week."""
    holiday = data["holiday"]
    return Week(
        valid_from=data["from"],
        valid_to=data["to"],
        days=tuple(spans_from_json(day) for day in data["days"]),
        holiday=None if holiday is None else spans_from_json(holiday),
    )

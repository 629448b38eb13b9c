"""A schedule's hours in words: the sentence for running text and the rows of the weekly table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from publishing.site.dates import time_words

if TYPE_CHECKING:
    from datetime import date

    from helpcenter.center.facts import Schedule
    from helpcenter.center.schedules import Spans, Week
    from helpcenter.messages import Messages

_ALL_DAY: Spans = ((0, 1440),)


class DayHours(NamedTuple):
    """One row of a weekly table: the days it is about and their hours, both in words."""

    days: str
    hours: str


def hours_words(spans: Spans, messages: Messages) -> str:
    """Return one day's hours: its spans, or that it is open all day, or closed."""
    if not spans:
        return messages.text("hours.closed")
    if spans == _ALL_DAY:
        return messages.text("hours.all_day")
    return messages.text("hours.and").join(
        messages.text("hours.span", start=time_words(start, messages), end=time_words(end, messages))
        for start, end in spans
    )


def week_rows(week: Week, messages: Messages) -> list[DayHours]:
    """Return the rows of a week: neighbouring days with the same hours share one; holidays come last."""
    rows = []
    for hours, group in groupby(range(7), key=lambda weekday: week.days[weekday]):
        days = list(group)
        rows.append(DayHours(days_words(days[0], days[-1], messages), hours_words(hours, messages)))
    holiday = (
        messages.text("hours.as_weekday") if week.holiday is None else hours_words(week.holiday, messages)
    )
    return [*rows, DayHours(messages.text("weekday.holiday"), holiday)]


def schedule_sentence(schedule: Schedule, day: date, messages: Messages) -> str:
    """Return the hours in force on `day` for running text; days without hours are left out, holidays said."""
    week = schedule.week_on(day)
    if week is None:
        return messages.text("hours.closed")
    if all(spans == _ALL_DAY for spans in week.days) and week.holiday in (None, _ALL_DAY):
        return messages.text("hours.always")
    return week_sentence(week, messages)


def week_sentence(week: Week, messages: Messages) -> str:
    """Return a week's hours for running text; holidays are said where they differ from their weekday."""
    closed = messages.text("hours.closed")
    *days, holiday = week_rows(week, messages)
    parts = [messages.text("hours.on", days=row.days, hours=row.hours) for row in days if row.hours != closed]
    if week.holiday is not None:
        code = "hours.holidays.closed" if holiday.hours == closed else "hours.holidays.open"
        parts.append(messages.text(code, hours=holiday.hours))
    return messages.text("hours.and").join(parts)


def days_words(first: int, last: int, messages: Messages) -> str:
    """Return the weekdays from `first` to `last`, Monday 0."""
    if first == last:
        return messages.text(f"weekday.{first}")
    if (first, last) == (0, 6):
        return messages.text("weekday.every")
    return messages.text(
        "weekday.pair" if last == first + 1 else "weekday.range",
        first=messages.text(f"weekday.{first}"),
        last=messages.text(f"weekday.{last}"),
    )

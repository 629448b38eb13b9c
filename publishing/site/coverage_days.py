"""The days of a coverage: its ordinary week, and days to come that differ from it, those alike together."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from publishing.site.dates import date_words
from publishing.site.opening_hours import days_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import date

    from helpcenter.center.coverage import Coverage
    from helpcenter.center.facts import Facts
    from helpcenter.center.reach import Day
    from helpcenter.messages import Messages

_DATES_SHOWN = 3


class AlikeDays(NamedTuple):
    """Days on which the same is open: a short label, all of them in words, and what is open."""

    label: str
    words: str
    day: Day


def weekdays_alike(week: tuple[Day, ...], messages: Messages) -> list[AlikeDays]:
    """Return the days of a week, neighbours that are alike together."""
    found = []
    for day, group in groupby(range(7), key=lambda weekday: week[weekday]):
        weekdays = list(group)
        words = days_words(weekdays[0], weekdays[-1], messages)
        found.append(AlikeDays(words, words, day))
    return found


def days_that_differ(
    coverage: Coverage, facts: Facts, messages: Messages, first: date, last: date
) -> list[AlikeDays]:
    """Return the days from `first` to `last` that are not like their weekday, by the first of each kind.

    Holidays are told apart from other days that are as different.
    """
    holidays = _holidays(coverage, facts)
    groups: list[tuple[Day, bool, list[date]]] = []
    for date, day in _differing(coverage, first, last):
        holiday = date.isoformat() in holidays
        # A Day cannot be hashed; there are few groups.
        dates = next((dates for *kind, dates in groups if kind == [day, holiday]), None)
        if dates is None:
            dates = []
            groups.append((day, holiday, dates))
        dates.append(date)
    return [
        AlikeDays(_label(dates, messages, holiday=holiday), _words(dates, messages, holiday=holiday), day)
        for day, holiday, dates in groups
    ]


def _differing(coverage: Coverage, first: date, last: date) -> Iterator[tuple[date, Day]]:
    week = coverage.ordinary_week(first)
    for ahead in range((last - first).days + 1):
        date = first + timedelta(days=ahead)
        day = coverage.on(date)
        if day != week[date.weekday()]:
            yield date, day


def _holidays(coverage: Coverage, facts: Facts) -> Container[str]:
    schedules = {channel.schedule_in(coverage.language) for channel in coverage.channels} - {None}
    countries = {facts.schedules[key].country for key in schedules if key}
    return {day for country in countries for day in facts.holidays.get(country, {})}


def _label(dates: list[date], messages: Messages, *, holiday: bool) -> str:
    if holiday:
        return messages.text("coverage.holidays")
    month = messages.text(f"month.{dates[0].month}")
    label = messages.text("coverage.date", month=month, day=dates[0].day)
    return f"{label} +{len(dates) - 1}" if len(dates) > 1 else label


def _words(dates: list[date], messages: Messages, *, holiday: bool) -> str:
    shown = [date_words(day, messages) for day in dates[:_DATES_SHOWN]]
    words = messages.text("list.comma").join(shown)
    if len(dates) > len(shown):
        words = messages.text("coverage.dates.more", dates=words, count=len(dates) - len(shown))
    return messages.text("coverage.dates.holidays", dates=words) if holiday else words

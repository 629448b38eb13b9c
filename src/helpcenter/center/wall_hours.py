"""Hours as the wall clock of one day shows them, last night's shift included."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.center.calendar import CalendarRangeError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from helpcenter.center.facts import Facts
    from helpcenter.center.schedules import Spans

_DAY, _DAY_MINUTES = timedelta(days=1), 1440


class WallHours:
    """The open spans of schedules between minute 0 and 1440 of a day, joined and in order.

    An hour that the clock repeats or skips counts as the wall shows it.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[str, date], Spans] = {}
        self._alike: dict[tuple[date, date], list[list[date]]] = {}

    def on(self, schedule_id: str, day: date) -> Spans:
        """Return the spans of a day.

        Raises:
            CalendarRangeError: the facts do not cover the day.
            KeyError: there is no such schedule.
        """
        key = (schedule_id, day)
        if key not in self._known:
            if not self._facts.covers_from <= day <= self._facts.covers_to:
                raise CalendarRangeError(day)
            self._known[key] = _on_the_wall(
                self._starting(schedule_id, day - _DAY), self._starting(schedule_id, day)
            )
        return self._known[key]

    def ordinarily(self, schedule_id: str, weekday: int, day: date) -> Spans:
        """Return the spans of a weekday (Monday 0) of the ordinary week that is in force on `day`.

        Raises:
            KeyError: there is no such schedule.
        """
        week = self._facts.schedules[schedule_id].week_on(day)
        return _on_the_wall(week.days[weekday - 1], week.days[weekday]) if week else ()

    def days_alike(self, first: date, last: date) -> list[list[date]]:
        """Return the days from `first` to `last`, those together on which channels and hours are the same.

        Years have few kinds of day: whoever looks at one of each has seen them all.

        Raises:
            CalendarRangeError: the facts do not cover these days.
        """
        if (first, last) not in self._alike:
            groups: dict[object, list[date]] = {}
            for ahead in range((last - first).days + 1):
                day = first + timedelta(days=ahead)
                iso_day = day.isoformat()
                spans = tuple(self.on(schedule_id, day) for schedule_id in self._facts.schedules)
                there = tuple(channel.record.holds_on(iso_day) for channel in self._facts.channels.values())
                groups.setdefault((spans, there), []).append(day)
            self._alike[first, last] = list(groups.values())
        return self._alike[first, last]

    def _starting(self, schedule_id: str, day: date) -> Spans:
        schedule = self._facts.schedules[schedule_id]
        holidays = self._facts.holidays.get(schedule.country, {})
        return schedule.hours_on(day, holiday=day.isoformat() in holidays)


def _on_the_wall(yesterday: Spans, today: Spans) -> Spans:
    over = [(max(start - _DAY_MINUTES, 0), end - _DAY_MINUTES) for start, end in yesterday]
    return _joined([*over, *((start, min(end, _DAY_MINUTES)) for start, end in today)])


def _joined(spans: Iterable[tuple[int, int]]) -> Spans:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)

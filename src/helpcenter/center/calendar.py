"""The one clock: is it open, when does that change, and by when is an answer promised.

The same questions are answered the same way by the browser; the table `tests/vectors/calendar.json`
holds both to it. Every datetime taken is aware, every datetime returned is in UTC.

The calendar knows the days that the facts cover, `covers_from` to `covers_to`. It never guesses beyond.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from helpcenter.center.clock import Clock, NaiveMomentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from helpcenter.center.facts import Facts
    from helpcenter.center.schedules import Schedule, Spans
    from helpcenter.center.topics import Promise

_DAY, _NO_TIME = timedelta(days=1), timedelta()


class CalendarRangeError(ValueError):
    """The instant, or the answer, lies outside the days that the compiled facts cover."""


class UnknownScheduleError(KeyError):
    """A schedule that the facts do not have: a mistake in our code, the facts' own references are checked."""


class Calendar:
    """Answers from compiled facts. Pure: the instant is always passed in."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._clock = Clock(facts.clock)
        self._start = self._clock.instant(facts.covers_from, 0)
        self._end = self._clock.instant(facts.covers_to, 1440)

    def local_time(self, at: datetime) -> datetime:
        """Return the instant in the center's local time, tzinfo a fixed offset named like `KST`.

        Works for any instant; outside the covered days with the nearest known offset.

        Raises:
            NaiveMomentError: `at` has no zone.
        """
        return self._clock.local(at)

    def is_open(self, schedule_id: str, at: datetime) -> bool:
        """Tell whether the schedule is open at the instant. The second of closing is closed already.

        Raises:
            CalendarRangeError: `at` is outside the covered days.
            NaiveMomentError: `at` has no zone.
            UnknownScheduleError: there is no such schedule.
        """
        schedule, day = self._schedule(schedule_id), self._day_of(at)
        return any(
            opens <= at < closes
            for owner in (day - _DAY, day)
            for opens, closes in self._openings(schedule, owner)
        )

    def next_change(self, schedule_id: str, at: datetime) -> datetime | None:
        """Return the first instant after `at` at which the schedule opens or closes.

        None when nothing is known to change until the covered days end (24 hours a day, or never open):
        what is open at that end may go on, so its end is not known either.

        Raises:
            CalendarRangeError: `at` is outside the covered days.
            NaiveMomentError: `at` has no zone.
            UnknownScheduleError: there is no such schedule.
        """
        end = None
        for opens, closes in self._openings_after(schedule_id, at):
            if end is None:
                if opens > at:
                    return opens
                end = closes
            elif opens <= end:
                end = max(end, closes)
            else:
                return end
        return end if end and end < self._end else None

    def promised_moment(self, promise: Promise, at: datetime) -> datetime:
        """Return the moment by which what was accepted at `at` is answered.

        Open hours: the earliest instant by which the schedule has been open for so many hours since `at`.
        Accepted outside opening hours, the count starts when it next opens. A count that is full at
        closing time ends then, not at the next opening.

        Business days: the end of the last span of the N-th day after the local date of `at` on which
        the schedule opens at all. The day of acceptance never counts, whatever the hour; between midnight
        and the end of a night shift it is the new date.

        Raises:
            CalendarRangeError: `at` is outside the covered days, or they end before the promise does.
            NaiveMomentError: `at` has no zone.
            UnknownScheduleError: there is no such schedule.
        """
        if promise.business_days is not None:
            return self._end_of_business_day(promise.schedule, promise.business_days, at)
        remaining = timedelta(hours=promise.open_hours or 0)
        counted = at
        for opens, closes in self._openings_after(promise.schedule, at):
            begins = max(opens, counted)
            if closes - begins >= remaining:
                return (begins + remaining).astimezone(UTC)
            remaining -= max(closes - begins, _NO_TIME)
            counted = max(counted, closes)
        raise CalendarRangeError(promise, at)

    def hours_on(self, schedule_id: str, day: date) -> Spans:
        """Return the spans in minutes after midnight that start on the local `day`; none when closed.

        Raises:
            CalendarRangeError: `day` is not covered.
            UnknownScheduleError: there is no such schedule.
        """
        if not self._facts.covers_from <= day <= self._facts.covers_to:
            raise CalendarRangeError(day)
        return self._hours(self._schedule(schedule_id), day)

    def _end_of_business_day(self, schedule_id: str, number: int, at: datetime) -> datetime:
        schedule = self._schedule(schedule_id)
        day = self._day_of(at)
        while day < self._facts.covers_to:
            day += _DAY
            spans = self._hours(schedule, day)
            number -= bool(spans)
            if spans and not number:
                return self._clock.instant(day, max(end for _, end in spans))
        raise CalendarRangeError(schedule_id, at)

    def _openings_after(self, schedule_id: str, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Yield the openings that end after `at`, the earliest first; those of two days may overlap."""
        schedule = self._schedule(schedule_id)
        # The day before the first covered one is in the tables too, for the night shift that ends on it.
        day = self._day_of(at) - _DAY
        while day <= self._facts.covers_to:
            yield from (span for span in self._openings(schedule, day) if span[1] > at)
            day += _DAY

    def _openings(self, schedule: Schedule, day: date) -> list[tuple[datetime, datetime]]:
        """Return the day's spans as instants; one that a change of offset swallows is none."""
        instant = self._clock.instant
        spans = [(instant(day, start), instant(day, end)) for start, end in self._hours(schedule, day)]
        return sorted((begins, ends) for begins, ends in spans if begins < ends)

    def _day_of(self, at: datetime) -> date:
        if at.tzinfo is None:
            raise NaiveMomentError(at)
        if not self._start <= at < self._end:
            raise CalendarRangeError(at)
        return self._clock.local(at).date()

    def _hours(self, schedule: Schedule, day: date) -> Spans:
        holidays = self._facts.holidays.get(schedule.country, {})
        return schedule.hours_on(day, holiday=day.isoformat() in holidays)

    def _schedule(self, schedule_id: str) -> Schedule:
        try:
            return self._facts.schedules[schedule_id]
        except KeyError as error:
            raise UnknownScheduleError(schedule_id) from error

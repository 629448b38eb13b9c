"""No dead ends: for a topic in a language, who can be reached at which time of which day.

Times are minutes after midnight on the wall clock of the center's zone, exact to the minute, so every
quarter hour of a week or of a holiday can be read off them.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.center.reach import Reach, Stretch, reach_of, spans_where
from helpcenter.center.wall_hours import WallHours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from helpcenter.center.channels import Channel
    from helpcenter.center.facts import Facts
    from helpcenter.center.reach import Day
    from helpcenter.center.schedules import Spans
    from helpcenter.center.topics import Topic

_DAY_MINUTES = 1440
_ALL_DAY: Spans = ((0, _DAY_MINUTES),)


class Hours(NamedTuple):
    """When something is so: in the ordinary week, Monday first, and on each day that has more of it."""

    week: tuple[Spans, ...]
    days: Mapping[date, Spans]

    @property
    def ever(self) -> bool:
        """Tell whether it is ever so."""
        return any(self.week) or bool(self.days)


class Coverage:
    """What is open for one topic in one language. A day is one in the center's zone."""

    def __init__(self, topic: Topic, language: str, channels: Iterable[Channel], hours: WallHours) -> None:
        self.topic = topic
        self.language = language
        self.channels = tuple(
            channel for channel in channels if channel.is_for(topic) and language in channel.languages
        )
        self._hours = hours
        self._known: dict[tuple[Spans, ...], Day] = {}

    def on(self, day: date) -> Day:
        """Return what is open on a day: holidays, exceptions and last night's shifts are in it.

        Raises:
            CalendarRangeError: the facts do not cover the day.
        """
        return self._day(day, lambda schedule_id: self._hours.on(schedule_id, day))

    def ordinary_week(self, day: date) -> tuple[Day, ...]:
        """Return the week in force on a day, Monday first, as it is without holidays and exceptions."""
        return tuple(
            self._day(day, partial(self._hours.ordinarily, weekday=weekday, day=day)) for weekday in range(7)
        )

    def dead_ends(self, first: date, last: date) -> Hours:
        """Return when nobody is reached on the days from `first` to `last` on which there is the topic.

        Raises:
            CalendarRangeError: the facts do not cover these days.
        """
        return self._when(first, last, lambda stretch: stretch.reach == Reach.NOBODY)

    def locked_out(self, first: date, last: date) -> Hours:
        """Return when the center cannot be reached without signing in, on the days that have the topic.

        Raises:
            CalendarRangeError: the facts do not cover these days.
        """
        return self._when(first, last, lambda stretch: stretch.locks_out)

    def _when(self, first: date, last: date, is_so: Callable[[Stretch], bool]) -> Hours:
        record = self.topic.record
        first = max(first, date.fromisoformat(record.valid_from)) if record.valid_from else first
        last = min(last, date.fromisoformat(record.valid_to)) if record.valid_to else last
        if first > last:
            return Hours((), {})
        week = tuple(spans_where(day, is_so) for day in self.ordinary_week(first))
        more = {}
        for alike in self._hours.days_alike(first, last):
            spans = spans_where(self.on(alike[0]), is_so)
            more.update({day: spans for day in alike if not _within(spans, week[day.weekday()])})
        return Hours(week, dict(sorted(more.items())))

    def _day(self, day: date, hours: Callable[[str], Spans]) -> Day:
        iso_day = day.isoformat()
        spans = tuple(self._open(channel, iso_day, hours) for channel in self.channels)
        if spans not in self._known:
            self._known[spans] = self._stretches(spans)
        return self._known[spans]

    def _open(self, channel: Channel, iso_day: str, hours: Callable[[str], Spans]) -> Spans:
        if not channel.record.holds_on(iso_day):
            return ()
        schedule_id = channel.schedule_in(self.language)
        return hours(schedule_id) if schedule_id else _ALL_DAY

    def _stretches(self, opened: tuple[Spans, ...]) -> Day:
        edges = {0, _DAY_MINUTES, *(edge for spans in opened for span in spans for edge in span)}
        found = []
        for start, end in pairwise(sorted(edges)):
            channels = tuple(
                channel
                for channel, spans in zip(self.channels, opened, strict=True)
                if any(opens <= start < closes for opens, closes in spans)
            )
            found.append(Stretch(start, end, channels, reach_of(self.topic, channels)))
        return tuple(found)


def coverages(facts: Facts) -> list[Coverage]:
    """Return the coverage of each topic that can be written about, in each language of the site."""
    hours = WallHours(facts)
    return [
        Coverage(topic, language, facts.channels.values(), hours)
        for topic in facts.choices.values()
        for language in facts.languages
    ]


def _within(spans: Spans, others: Spans) -> bool:
    return all(any(first <= start and end <= last for first, last in others) for start, end in spans)

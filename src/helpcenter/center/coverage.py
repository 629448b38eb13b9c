"""No dead ends: for a topic in a language, who can be reached at which time of which day.

Times are minutes after midnight on the wall clock of the center's zone, exact to the minute, so every
quarter hour of a week or of a holiday can be read off them.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from functools import partial
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.center.wall_hours import WallHours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from helpcenter.center.channels import Channel
    from helpcenter.center.facts import Facts
    from helpcenter.center.schedules import Spans
    from helpcenter.center.topics import Topic

_DAY_MINUTES = 1440
_ALL_DAY: Spans = ((0, _DAY_MINUTES),)
_LIVE = frozenset({"phone", "chat"})
# In a community users answer, not the center: that it is open leads nobody out of a dead end.
_OFFICIAL = _LIVE | {"inquiry", "mail"}


class Reach(StrEnum):
    """Who can be reached, the best there is.

    `LIVE`: an agent, without signing in. `LIVE_SIGNED_IN`: an agent, but only after signing in. `WRITTEN`: a
    message is taken, nobody answers now. `NOBODY` is a dead end: not even a message is taken, or only a
    message and the topic is urgent. For sign-in trouble, channels that need a sign-in do not count.
    """

    LIVE = "live"
    LIVE_SIGNED_IN = "live_signed_in"
    WRITTEN = "written"
    NOBODY = "nobody"


class Stretch(NamedTuple):
    """A part of a day, from minute `start` to `end`, in which the same channels are open."""

    start: int
    end: int
    channels: tuple[Channel, ...]
    reach: Reach


Day = tuple[Stretch, ...]
"""Stretches from minute 0 to 1440, in order, with nothing between them."""


class DeadEnds(NamedTuple):
    """When nobody is reached: in the ordinary week, Monday first, and on each day that is worse than it."""

    week: tuple[Spans, ...]
    days: Mapping[date, Spans]


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

    def dead_ends(self, first: date, last: date) -> DeadEnds:
        """Return when nobody is reached on the days from `first` to `last` on which there is the topic.

        Raises:
            CalendarRangeError: the facts do not cover these days.
        """
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        days = [day for day in days if self.topic.record.holds_on(day.isoformat())]
        week = tuple(spans_of(day, Reach.NOBODY) for day in self.ordinary_week(days[0])) if days else ()
        worse = {}
        for day in days:
            spans = spans_of(self.on(day), Reach.NOBODY)
            if not _within(spans, week[day.weekday()]):
                worse[day] = spans
        return DeadEnds(week, worse)

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
            found.append(Stretch(start, end, channels, self._reach(channels)))
        return tuple(found)

    def _reach(self, channels: Iterable[Channel]) -> Reach:
        trouble = self.topic.sign_in_trouble
        usable = [one for one in channels if one.kind in _OFFICIAL and not (trouble and one.sign_in)]
        live = [one for one in usable if one.kind in _LIVE]
        if live:
            return Reach.LIVE_SIGNED_IN if all(one.sign_in for one in live) else Reach.LIVE
        return Reach.WRITTEN if usable and not self.topic.urgent else Reach.NOBODY


def coverages(facts: Facts) -> list[Coverage]:
    """Return the coverage of each topic that can be written about, in each language of the site."""
    hours = WallHours(facts)
    return [
        Coverage(topic, language, facts.channels.values(), hours)
        for topic in facts.choices.values()
        for language in facts.languages
    ]


def spans_of(day: Day, reach: Reach) -> Spans:
    """Return the parts of a day with this reach, neighbouring ones joined."""
    joined = []
    for same, group in groupby(day, key=lambda stretch: stretch.reach):
        stretches = list(group)
        if same == reach:
            joined.append((stretches[0].start, stretches[-1].end))
    return tuple(joined)


def _within(spans: Spans, others: Spans) -> bool:
    return all(any(first <= start and end <= last for first, last in others) for start, end in spans)

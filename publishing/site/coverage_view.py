"""Who can be reached when, as the operators' page shows it: for each topic a picture and a table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.center.coverage import coverages
from helpcenter.center.reach import Reach, spans_of
from publishing.site.coverage_days import days_that_differ, weekdays_alike
from publishing.site.dates import time_words
from publishing.site.heat_map import Block, Strip, heat_map, swatch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from markupsafe import Markup

    from helpcenter.center.coverage import Coverage
    from helpcenter.center.facts import Facts
    from helpcenter.center.reach import Day, Stretch
    from helpcenter.messages import Messages

_YEAR = timedelta(days=364)


class LegendEntry(NamedTuple):
    """What a kind of block looks like, is called and means."""

    swatch: Markup
    name: str
    meaning: str


class StretchWords(NamedTuple):
    """A stretch of a day: its hours, who is reached (a `Reach`, and in words), which channels are open."""

    hours: str
    kind: str
    reach: str
    channels: str


class DaysWords(NamedTuple):
    """Days that are alike, and their stretches."""

    days: str
    stretches: list[StretchWords]


class TopicCoverage(NamedTuple):
    """One topic in one language. `dead_end` says when nobody is reached, empty when that never happens."""

    id: str
    name: str
    urgent: bool
    sign_in_trouble: bool
    dead_end: str
    when_closed: str
    picture: Markup
    table: list[DaysWords]


class LanguageCoverage(NamedTuple):
    """All topics in one language of the visitors."""

    language: str
    name: str
    topics: list[TopicCoverage]


def legend(messages: Messages) -> list[LegendEntry]:
    """Return the kinds of block, from the most help to the least."""
    text = messages.text
    return [
        LegendEntry(swatch(reach), text(f"coverage.{reach}"), text(f"coverage.{reach}.meaning"))
        for reach in Reach
    ]


def coverage_view(facts: Facts, messages: Messages, today: date) -> list[LanguageCoverage]:
    """Return what the page shows, in the words of `messages`: the week in force on `today`.

    The days that differ from it are those of the coming year, as far as the facts cover it. Days are in the
    center's zone.
    """
    found = [one for one in coverages(facts) if one.topic.record.holds_on(today.isoformat())]
    view = []
    for language in facts.languages:
        topics = [_topic(one, facts, messages, today) for one in found if one.language == language]
        view.append(LanguageCoverage(language, facts.spoken_languages[language][messages.language], topics))
    return view


def _topic(coverage: Coverage, facts: Facts, messages: Messages, today: date) -> TopicCoverage:
    topic, week = coverage.topic, coverage.ordinary_week(today)
    name = topic.name[messages.language]
    special = days_that_differ(coverage, facts, messages, today, min(today + _YEAR, facts.covers_to))
    strips = [
        *((messages.text(f"weekday.{number}.short"), day) for number, day in enumerate(week)),
        *((days.label, days.day) for days in special),
    ]
    return TopicCoverage(
        id=topic.id,
        name=name,
        urgent=topic.urgent,
        sign_in_trouble=topic.sign_in_trouble,
        dead_end=_dead_end(week, [days.day for days in special], messages),
        when_closed=(topic.when_closed or {}).get(coverage.language, ""),
        picture=heat_map(
            messages.text("coverage.picture", topic=name),
            [Strip(label, [_block(stretch, messages) for stretch in day]) for label, day in strips],
        ),
        table=[
            DaysWords(days.words, _stretches(days.day, messages))
            for days in (*weekdays_alike(week, messages), *special)
        ],
    )


def _dead_end(week: Iterable[Day], special: Iterable[Day], messages: Messages) -> str:
    weekly = sum(end - start for day in week for start, end in spans_of(day, Reach.NOBODY))
    if weekly:
        return messages.text("coverage.weekly", hours=f"{weekly / 60:g}")
    ever = any(spans_of(day, Reach.NOBODY) for day in special)
    return messages.text("coverage.weekly.special") if ever else ""


def _stretches(day: Day, messages: Messages) -> list[StretchWords]:
    return [_stretch(stretch, messages) for stretch in day]


def _stretch(stretch: Stretch, messages: Messages) -> StretchWords:
    start, end = (time_words(minute, messages) for minute in stretch[:2])
    channels = [
        messages.text(
            "coverage.channel.sign_in" if channel.sign_in else "coverage.channel",
            name=channel.name[messages.language],
        )
        for channel in stretch.channels
    ]
    return StretchWords(
        hours=messages.text("hours.span", start=start, end=end),
        kind=stretch.reach,
        reach=messages.text(f"coverage.{stretch.reach}"),
        channels=messages.text("list.comma").join(channels),
    )


def _block(stretch: Stretch, messages: Messages) -> Block:
    words = _stretch(stretch, messages)
    title = messages.text("coverage.block", hours=words.hours, reach=words.reach, channels=words.channels)
    return Block(stretch.start, stretch.end, stretch.reach, title)

"""Claims to be open at all times, held against the hours of the channel that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.mentions import of_others, spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpcenter.center.facts import Channel
    from publishing.check.center import CheckedCenter
    from publishing.check.finding import Finding
    from publishing.check.rules import Found

_ALL_DAY = ((0, 1440),)


def find_always_open(center: CheckedCenter) -> Iterable[Finding]:
    """Find "24/7" and its like where the channel has closing times. A question claims nothing."""
    for found in center.found("always_open"):
        language = found.passage.language
        asked = center.rules[language].has("question", found.sentence.text)
        if not asked and not of_others(center, found):
            channel = _limited_channel(center, found)
            if channel:
                yield found.finding("always_open", center.hours(channel, language))


def is_limited(center: CheckedCenter, channel: Channel, language: str) -> bool:
    """Tell whether a channel closes at all on ordinary days or holidays, now or in a dated week to come."""
    schedule = center.facts.schedules.get(channel.schedule_in(language) or "")
    if schedule is None:
        return False
    weeks = [week for week in schedule.weeks if (week.valid_to or "9999") >= center.today.isoformat()]
    return any(
        any(day != _ALL_DAY for day in week.days) or week.holiday not in {None, _ALL_DAY} for week in weeks
    )


def _limited_channel(center: CheckedCenter, found: Found) -> Channel | None:
    """Return a channel that the claim is about and that closes; None when all that it can mean are open."""
    passage, spoken = found.passage, spoken_of(center, found)
    rules = center.rules[passage.language]
    about_us = spoken.said or any(rules.says("contact", part) for part in (passage, *passage.above))
    limited = [channel for channel in spoken.channels if is_limited(center, channel, passage.language)]
    return limited[0] if limited and about_us else None

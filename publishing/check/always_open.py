"""Claims to be open at all times, held against the hours of the channel that they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding
from publishing.check.mentions import clause_around, spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpcenter.center.facts import Channel
    from publishing.check.center import CheckedCenter
    from publishing.check.passages import Passage

_ALL_DAY = ((0, 1440),)


def find_always_open(center: CheckedCenter) -> Iterable[Finding]:
    """Find "24/7" and its like where the channel has closing times. A question claims nothing."""
    for passage in center.passages:
        if passage.kind == "question":
            continue
        rules = center.rules(passage.language)
        for sentence in passage.sentences:
            for found in rules.found("always_open", sentence.text):
                start, end = (sentence.offset + place for place in found.span())
                first, last = clause_around(center, passage, start, end)
                if rules.has("question", sentence.text) or rules.has("others", passage.text[first:last]):
                    continue
                channel = _limited_channel(center, passage, start, end)
                if channel:
                    yield Finding(
                        passage.file,
                        passage.line_at(start),
                        "always_open",
                        {"found": " ".join(found[0].split()), **center.hours(channel, passage.language)},
                    )


def is_limited(center: CheckedCenter, channel: Channel, language: str) -> bool:
    """Tell whether a channel closes at all on ordinary days or holidays, now or in a dated week to come."""
    schedule = center.facts.schedules.get(channel.schedule_in(language) or "")
    if schedule is None:
        return False
    weeks = [week for week in schedule.weeks if (week.valid_to or "9999") >= center.today.isoformat()]
    return any(
        any(day != _ALL_DAY for day in week.days) or week.holiday not in {None, _ALL_DAY} for week in weeks
    )


def _limited_channel(center: CheckedCenter, passage: Passage, start: int, end: int) -> Channel | None:
    """Return a channel that the claim is about and that closes; None when all that it can mean are open."""
    spoken = spoken_of(center, passage, start, end)
    about_us = spoken.said or center.rules(passage.language).has("contact", _with_headings(passage))
    limited = [channel for channel in spoken.channels if is_limited(center, channel, passage.language)]
    return limited[0] if limited and about_us else None


def _with_headings(passage: Passage) -> str:
    return "\n".join([passage.text, *(above.text for above in passage.above)])

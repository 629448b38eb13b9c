"""Which channel first: the one rule by which ways to reach the center are put in order.

The browser has the same rule in `theme/components/launcher/ranking.mjs`; the table
`tests/vectors/ranking.json` holds both to it.

A channel that is not for the topic, or needs a sign-in that somebody cannot do, drops out. What is left comes
in four groups: open and in the visitor's language, closed and in their language, open and in other languages,
closed and in other languages. What is closed comes in the order of opening. Then:

- Someone with an urgent matter, or who has not said what it is about, is led to whoever answers soonest:
  phone and chat before what is answered later.
- For any other matter a channel made for its topic comes before one for everything.
- A community is unofficial and comes after every official channel of its group.
- Then counts the longest usual wait, peaks included, and in the end the order of `center.yml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from helpcenter.records import record

if TYPE_CHECKING:
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.channels import Channel
    from helpcenter.center.facts import Facts
    from helpcenter.center.topics import Topic

# How soon somebody answers: while one waits, later, or when other users care to.
_LIVE, _LATER, _UNOFFICIAL = range(3)
_PROMPTNESS = {"phone": _LIVE, "chat": _LIVE, "inquiry": _LATER, "mail": _LATER, "community": _UNOFFICIAL}
_NEVER = 2**53  # later and longer than anything real
_DAY_MINUTES = 1440


@record
class Need:
    """What somebody wants to contact the center about, as far as they have said.

    `service` counts only without a topic, which has a service of its own or is about the whole company.
    """

    language: str
    topic: str | None = None
    service: str | None = None
    cannot_sign_in: bool = False


@record
class RankedChannel:
    """A channel as it is at the instant of ranking.

    `open` is None when no instant was given. `until` is when that changes, None when nothing is known to
    change. `wait_minutes` is the usual wait, its longer end raised where `busy`: in a peak.
    """

    channel: Channel
    speaks: bool
    open: bool | None
    until: datetime | None
    wait_minutes: tuple[int, int] | None
    busy: bool


class Ranking(NamedTuple):
    """The channels, the best first. `nobody_now`: the matter is urgent and no agent can be reached now."""

    channels: list[RankedChannel]
    nobody_now: bool


def rank_channels(facts: Facts, calendar: Calendar, need: Need, at: datetime | None) -> Ranking:
    """Return the channels for a need at an instant; without one, as if every channel were open.

    Raises:
        CalendarRangeError: `at` is outside the days that the facts cover.
        KeyError: there is no such topic.
        NaiveMomentError: `at` has no zone.
    """
    topic = facts.topics[need.topic] if need.topic else None
    ranked = [
        _state(channel, facts, calendar, need, at)
        for channel in facts.channels.values()
        if _is_for(channel, topic, need) and (at is None or _is_valid(channel, calendar, at))
    ]
    ranked.sort(key=lambda one: _key(one, topic))  # stable: equal ones stay in the order of the facts
    reachable = any(
        one.speaks and one.open is not False and _PROMPTNESS[one.channel.kind] == _LIVE for one in ranked
    )
    return Ranking(ranked, topic is not None and topic.urgent and not reachable)


def _is_for(channel: Channel, topic: Topic | None, need: Need) -> bool:
    if channel.sign_in and need.cannot_sign_in:
        return False
    if topic:
        return channel.is_for(topic)
    return need.service is None or channel.service in (None, need.service)


def _is_valid(channel: Channel, calendar: Calendar, at: datetime) -> bool:
    day = calendar.local_time(at).date().isoformat()
    record = channel.record
    return (record.valid_from or day) <= day <= (record.valid_to or day)


def _state(
    channel: Channel, facts: Facts, calendar: Calendar, need: Need, at: datetime | None
) -> RankedChannel:
    schedule = channel.schedule_in(need.language)
    extra = _extra_wait_percent(channel, facts, calendar, at)
    wait = channel.usual_wait_minutes
    return RankedChannel(
        channel=channel,
        speaks=need.language in channel.languages,
        open=None if at is None else schedule is None or calendar.is_open(schedule, at),
        until=None if at is None or schedule is None else calendar.next_change(schedule, at),
        wait_minutes=wait and (wait[0], -(-wait[1] * (100 + extra) // 100)),  # rounded up
        busy=extra > 0,
    )


def _extra_wait_percent(channel: Channel, facts: Facts, calendar: Calendar, at: datetime | None) -> int:
    if at is None:
        return 0
    local = calendar.local_time(at)
    minute, today = local.hour * 60 + local.minute, local.weekday()
    # A peak past midnight is one of the day on which it starts.
    readings = [(today, minute), ((today - 1) % 7, minute + _DAY_MINUTES)]
    return max(
        (
            peak.extra_wait_percent
            for peak in facts.peaks
            if channel.id in peak.channels
            and any(day in peak.days and peak.start <= time < peak.end for day, time in readings)
        ),
        default=0,
    )


def _key(one: RankedChannel, topic: Topic | None) -> tuple[float, ...]:
    closed = one.open is False
    promptness = _PROMPTNESS[one.channel.kind]
    special = bool(one.channel.topics)
    purpose = (not special, 0) if topic else (special, -len(one.channel.topics))
    soonest_first = topic is None or topic.urgent
    return (
        not one.speaks,
        closed,
        (one.until.timestamp() if one.until else _NEVER) if closed else 0,
        promptness == _UNOFFICIAL,
        *((promptness, *purpose) if soonest_first else (*purpose, promptness)),
        one.wait_minutes[1] if one.wait_minutes else _NEVER,
    )

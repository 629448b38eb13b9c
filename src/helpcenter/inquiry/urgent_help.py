"""Whom a customer reaches at once: the channels that are open at a moment, in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpcenter.center.calendar import CalendarRangeError
from helpcenter.center.moments import print_moment
from helpcenter.center.ranking import Need, rank_channels

if TYPE_CHECKING:
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.center.ranking import RankedChannel
    from helpcenter.messages import Messages

_LIVE = {"phone", "chat"}


@dataclass(slots=True)
class UrgentHelp:
    """Tells whom a customer reaches at once.

    What it says is made once a minute for a topic and a language: looking for the next closing time of a
    channel that never closes takes longer than a mail may (14 a second).
    """

    facts: Facts
    calendar: Calendar
    _minute: int = 0
    _told: dict[tuple[str, str], tuple[str, list[str]]] = field(default_factory=dict)

    def __call__(self, topic_id: str, messages: Messages, at: datetime) -> tuple[str, list[str]]:
        """Return a sentence, and the phones and chats for the topic that are open, in the launcher's order.

        Only those that speak the language count. With none open it says so, what to do meanwhile, and which
        opens next. Outside the days that the facts cover nobody knows, and both are empty.
        """
        minute = int(at.timestamp()) // 60
        if minute != self._minute:
            self._minute, self._told = minute, {}
        key = topic_id, messages.language
        if key not in self._told:
            self._told[key] = self._lines(topic_id, messages, at)
        return self._told[key]

    def _lines(self, topic_id: str, messages: Messages, at: datetime) -> tuple[str, list[str]]:
        topic = self.facts.topics.get(topic_id)
        need = Need(
            messages.language,
            topic.id if topic else None,
            cannot_sign_in=bool(topic and topic.sign_in_trouble),
        )
        try:
            ranked = rank_channels(self.facts, self.calendar, need, at).channels
        except CalendarRangeError:
            return "", []
        live = [one for one in ranked if one.channel.kind in _LIVE and one.speaks]
        open_now = [one for one in live if one.open]
        if open_now:
            moment = print_moment(self.calendar, messages, at)
            told = messages.text("mail.open_now", moment=moment)
            return told, [_line(one, self.calendar, messages) for one in open_now]
        lines = []
        if topic and topic.when_closed:
            lines.append(topic.when_closed[messages.language])
        upcoming = [one for one in live if one.until]
        if upcoming:
            first = min(upcoming, key=lambda one: one.until or at)
            channel = _line(first, self.calendar, messages)
            lines.append(messages.text("mail.opens_next", channel=channel))
        return messages.text("mail.nobody_now"), lines


def _line(one: RankedChannel, calendar: Calendar, messages: Messages) -> str:
    """Return a channel's name, how to reach it, and when that changes."""
    parts = [one.channel.name[messages.language]]
    if one.channel.number:
        parts.append(one.channel.number)
    if one.channel.sign_in:
        parts.append(messages.text("mail.channel.sign_in"))
    if one.until:
        code = "mail.channel.closes" if one.open else "mail.channel.opens"
        parts.append(messages.text(code, moment=print_moment(calendar, messages, one.until)))
    return messages.text("list.comma").join(parts)

"""Moments in words, in the center's own zone or in a customer's."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.messages import Messages


def print_moment(calendar: Calendar, messages: Messages, at: datetime) -> str:
    """Return the instant as a date and a time to the minute, with weekday and zone, both named.

    Seconds are left out, never rounded up: a promise must not be printed later than it is.

    Raises:
        NaiveMomentError: `at` has no zone.
    """
    return _in_words(messages, calendar.local_time(at))


def print_moment_there(messages: Messages, at: datetime, utc_offset: int) -> str:
    """Return the same where clocks are `utc_offset` minutes ahead of UTC, the zone like `UTC-05:00`."""
    return _in_words(messages, at.astimezone(timezone(timedelta(minutes=utc_offset))))


def _in_words(messages: Messages, local: datetime) -> str:
    return messages.text(
        "moment",
        year=local.year,
        month=messages.text(f"month.{local.month}"),
        day=local.day,
        weekday=messages.text(f"weekday.{local.weekday()}"),
        time=f"{local:%H:%M}",
        zone=local.tzname(),
    )

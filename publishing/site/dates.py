"""Days and times of day in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from helpcenter.messages import Messages

_DAY_MINUTES = 1440


def date_words(day: date, messages: Messages) -> str:
    """Return a date with its weekday and year."""
    return messages.text(
        "date.full",
        year=day.year,
        month=messages.text(f"month.{day.month}"),
        day=day.day,
        weekday=messages.text(f"weekday.{day.weekday()}.short"),
    )


def days_words(days: int, messages: Messages) -> str:
    """Return a number of days; whole years of 365 are said as such too."""
    years, rest = divmod(days, 365)
    unit, count = ("days", days) if rest or not years else ("years", years)
    own = f"{unit}.{count}"
    return messages.text(own if own in messages.texts else unit, count=count, days=days)


def zone_words(time_zone: str, messages: Messages) -> str:
    """Return the name of a time zone, given by its IANA name; one without words of its own by its city.

    It holds for summer and winter, so that a page that stands for months names no offset.
    """
    own = f"zone.{time_zone}"
    city = time_zone.rpartition("/")[2].replace("_", " ")
    return messages.text(own if own in messages.texts else "zone", city=city)


def time_words(minute: int, messages: Messages) -> str:
    """Return a time of day; `minute` counts from midnight, past 1440 it is one of the next day.

    The end of a day stays 24:00: 00:00 would read as its beginning.
    """
    if minute > _DAY_MINUTES:
        return messages.text("time.next_day", time=time_words(minute - _DAY_MINUTES, messages))
    return f"{minute // 60:02}:{minute % 60:02}"

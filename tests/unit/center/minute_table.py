"""A second calendar, slow and plain: a table that says of each minute whether it is open.

It shares no code with the first: it reads the hours as they are written in a center file, takes offsets
from the zone database and holidays from the library, and finds every answer by going through the minutes.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import holidays
from ruamel.yaml import YAML

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def read_center(path: Path) -> dict[str, Any]:
    """Read a center file as it stands; days are dates."""
    center: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return center


class MinuteTable:
    """One schedule from 1 January of `first_year` to 31 December of `last_year`, minute by minute."""

    def __init__(self, center: dict[str, Any], schedule: str, first_year: int, last_year: int) -> None:
        self.center, self.key, self.schedule = center, schedule, center["schedules"][schedule]
        self.zone = ZoneInfo(center["time_zone"])
        country = self.schedule.get("country", center["country"])
        self.holidays = set(holidays.country_holidays(country, years=range(first_year - 1, last_year + 1)))
        self.days = [date(first_year, 1, 1), date(last_year, 12, 31)]
        self.start = self.instant(self.days[0], 0)
        self.end = self.instant(self.days[1], 1440)
        self.minutes = bytearray((self.end - self.start) // MINUTE)
        day = self.days[0] - DAY
        while day <= self.days[1]:
            self.mark(day)
            day += DAY

    def instant(self, day: date, minute: int) -> datetime:
        """Return the instant of a wall time, as the zone database has it."""
        wall = datetime(day.year, day.month, day.day) + minute * MINUTE  # noqa: DTZ001 - a wall time
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def mark(self, day: date) -> None:
        """Mark the minutes of what starts on the day."""
        wall = self.wall_minutes(day)
        for first in [minute for minute in wall if minute - 1 not in wall]:
            last = first
            while last in wall:
                last += 1
            begin = max(0, (self.instant(day, first) - self.start) // MINUTE)
            end = min(len(self.minutes), (self.instant(day, last) - self.start) // MINUTE)
            for position in range(begin, end):
                self.minutes[position] = 1

    def wall_minutes(self, day: date) -> set[int]:
        """Return the minutes after midnight of the day at which what starts on it is open."""
        exceptions = [(kind, item) for kind in ("closures", "openings") for item in self.center.get(kind, [])]
        wall = self.ordinary_minutes(day)
        for kind, item in exceptions:
            if self.key not in item["schedules"]:
                continue
            that_day = item["date"]
            while that_day <= item.get("until", item["date"]):
                shift = (that_day - day).days * 1440
                if kind == "closures" and "hours" in item:
                    wall -= {minute + shift for minute in minutes_of(item["hours"])}
                elif kind == "closures" and that_day == day:
                    wall = set()
                elif kind == "openings" and that_day == day:
                    wall |= minutes_of(item["hours"])
                that_day += DAY
        return wall

    def ordinary_minutes(self, day: date) -> set[int]:
        """Return the day's minutes before exceptions."""
        week = self.schedule
        for dated in self.schedule.get("dated", []):
            if dated["valid_from"] <= day <= dated["valid_to"]:
                week = {"on_holidays": self.schedule["on_holidays"], **dated}
        if not week.get("valid_from", day) <= day <= week.get("valid_to", day):
            return set()
        if day in self.holidays and week["on_holidays"] == "closed":
            return set()
        if day in self.holidays and week["on_holidays"] != "as_usual":
            return minutes_of(week["on_holidays"])
        open_minutes = minutes_of(on_weekday(week["hours"], day))
        breaks = minutes_of(on_weekday(week.get("breaks", {}), day))
        return open_minutes - breaks - {minute + 1440 for minute in breaks}

    def is_open(self, at: datetime) -> bool:
        """Tell whether the minute of the instant is open."""
        return bool(self.minutes[(at - self.start) // MINUTE])

    def next_change(self, at: datetime) -> datetime | None:
        """Step to the first minute that is not like this one."""
        position = (at - self.start) // MINUTE
        state = self.minutes[position]
        while position < len(self.minutes) and self.minutes[position] == state:
            position += 1
        return self.start + position * MINUTE if position < len(self.minutes) else None

    def after_open_hours(self, hours: int, at: datetime) -> datetime | None:
        """Step second by second through open minutes, the first one from where `at` stands in it."""
        left = timedelta(hours=hours)
        while at < self.end:
            rest = self.start + ((at - self.start) // MINUTE + 1) * MINUTE - at
            if self.is_open(at):
                if rest >= left:
                    return at + left
                left -= rest
            at += rest
        return None

    def after_business_days(self, number: int, at: datetime) -> datetime | None:
        """Go through the days after that of `at` and count those with open minutes."""
        day = at.astimezone(self.zone).date()
        while number and day < self.days[1]:
            day += DAY
            number -= bool(self.wall_minutes(day))
        return None if number else self.instant(day, max(self.wall_minutes(day)) + 1)


def minutes_of(hours: str | list[str]) -> set[int]:
    """Return the minutes after midnight of `24h` or a list of `HH:MM-HH:MM`."""
    if hours == "24h":
        return set(range(1440))
    found: set[int] = set()
    for text in hours:
        first, last = (int(time[:2]) * 60 + int(time[3:]) for time in text.split("-"))
        found |= set(range(first, last)) if first < last else set(range(first, last + 1440))
    return found


def on_weekday(week: dict[str, Any], day: date) -> str | list[str]:
    """Return what the week says for the weekday of the day."""
    name = NAMES[day.weekday()]
    for names, hours in week.items():
        first, _, last = names.partition("-")
        between = NAMES[NAMES.index(first) : NAMES.index(last or first) + 1]
        if name in between:
            found: str | list[str] = hours
            return found
    return []

"""The offsets of a time zone as a table, so that neither functions nor browsers need a zone database."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)


def offset_changes(zone: ZoneInfo, first: date, last: date) -> list[list[int | str]]:
    """Return `[from unix seconds, offset in seconds, abbreviation]` for `first` to `last` and a day around.

    The first entry begins with the table; each other one is a change of the zone's offset or its name.
    """
    moment = datetime(first.year, first.month, first.day, tzinfo=zone).astimezone(UTC) - timedelta(days=1)
    end = datetime(last.year, last.month, last.day, tzinfo=zone).astimezone(UTC) + timedelta(days=2)
    state = _state(zone, moment)
    changes: list[list[int | str]] = [[int(moment.timestamp()), *state]]
    while moment < end:
        ahead = moment + _HOUR
        if _state(zone, ahead) == state:
            moment = ahead
            continue
        while _state(zone, moment) == state:
            moment += _MINUTE
        state = _state(zone, moment)
        changes.append([int(moment.timestamp()), *state])
    return changes


def _state(zone: ZoneInfo, moment: datetime) -> tuple[int, str]:
    local = moment.astimezone(zone)
    return int((local.utcoffset() or timedelta()).total_seconds()), local.tzname() or ""

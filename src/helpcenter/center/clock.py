"""Local time without a time zone database: the zone's offsets were computed when the facts were compiled."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NaiveMomentError(ValueError):
    """A datetime without a zone was given where an instant is needed."""


class Transition(NamedTuple):
    """From `from_epoch` (unix seconds) on, local time is UTC plus `offset` seconds, called `abbreviation`."""

    from_epoch: int
    offset: int
    abbreviation: str


class Clock:
    """Converts between instants and the wall clock of the center's zone.

    Before the first and after the last known transition the nearest known offset is used.
    """

    def __init__(self, transitions: tuple[Transition, ...]) -> None:
        self._instants = [transition.from_epoch for transition in transitions[1:]]
        self._zones = [
            timezone(timedelta(seconds=transition.offset), transition.abbreviation)
            for transition in transitions
        ]
        self._offsets = [transition.offset for transition in transitions]
        # A wall time that a change of offset skips or repeats is read with the offset before the change
        # (RFC 5545, 3.3.5), so the new offset starts where both readings are past it.
        self._walls = [
            transition.from_epoch + max(transition.offset, before.offset)
            for before, transition in pairwise(transitions)
        ]

    def local(self, at: datetime) -> datetime:
        """Return the same instant in local time, with a fixed-offset tzinfo named by its abbreviation.

        Raises:
            NaiveMomentError: `at` has no zone.
        """
        if at.tzinfo is None:
            raise NaiveMomentError(at)
        return at.astimezone(self._zones[bisect_right(self._instants, at.timestamp())])

    def instant(self, day: date, minute: int) -> datetime:
        """Return the instant (UTC) at which the wall clock shows `minute` minutes after midnight of `day`.

        A minute of 1440 and more is a time on the following days. A wall time that exists twice means the
        first one; one that does not exist is read with the offset before the change.
        """
        wall = (day.toordinal() - _EPOCH_DAY) * 86_400 + minute * 60
        return _EPOCH + timedelta(seconds=wall - self._offsets[bisect_right(self._walls, wall)])

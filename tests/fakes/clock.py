"""A clock that a test sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass
class Clock:
    """Tells the same moment (UTC) until the test lets time pass."""

    at: datetime = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the moment."""
        return self.at

    def go_on(self, time: timedelta) -> datetime:
        """Let time pass and return the new moment."""
        self.at += time
        return self.at

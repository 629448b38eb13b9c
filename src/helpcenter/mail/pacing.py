"""Sending no faster than the mail service allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pacer:
    """Lets `per_second` mails through each second, evenly. `clock` and `sleep` count in seconds."""

    def __init__(self, per_second: int, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._interval = 1 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def __call__(self) -> None:
        """Wait until the next mail may leave."""
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = max(self._next, self._clock()) + self._interval

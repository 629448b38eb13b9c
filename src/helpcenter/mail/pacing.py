"""Sending no faster than the mail service allows.

The send rate is the account's, and several senders share it: the stream, the sweep, whatever else the account
sends. So a sender that is told "too fast" doubles the time between its mails, up to a second, and shortens it
again with each mail: together they find the rate, and hardly a mail is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


_SLOWEST = 1.0  # seconds between two mails
_RECOVERY = 0.95  # of the interval, with each mail


class Pacer:
    """Lets at most `per_second` mails through each second, evenly. `clock` and `sleep` count in seconds."""

    def __init__(self, per_second: int, clock: Callable[[], float], sleep: Callable[[float], object]) -> None:
        self._interval = self._shortest = 1 / per_second
        self._clock = clock
        self._sleep = sleep
        self._next = clock()

    def __call__(self) -> None:
        """Wait until the next mail may leave."""
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = max(self._next, self._clock()) + self._interval
        self._interval = max(self._shortest, self._interval * _RECOVERY)

    def slow_down(self) -> None:
        """Double the time between two mails; it gets shorter again with each of them."""
        self._interval = min(2 * self._interval, max(_SLOWEST, self._shortest))
        self._next = max(self._next, self._clock() + self._interval)

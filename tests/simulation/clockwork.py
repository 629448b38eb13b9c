"""Simulated time: what happens when, and functions that work one step after the other while others do."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START = datetime(2026, 11, 23, 1, tzinfo=UTC)


class Crash(BaseException):
    """The process ended here. Nothing in the code may catch it."""


@dataclass
class Clockwork:
    """Does what is planned, in the order of time. `at`: seconds since START."""

    at: float = 0.0
    _plans: list[tuple[float, int, Callable[[], object]]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def plan(self, at: float, do: Callable[[], object]) -> None:
        """Do something at a moment, or at once if that is past."""
        heapq.heappush(self._plans, (max(at, self.at), next(self._numbers), do))

    def run(self, until: Callable[[], bool]) -> None:
        """Let time pass until a condition holds or nothing is planned any more."""
        while self._plans and not until():
            self.at, _, do = heapq.heappop(self._plans)
            do()


@dataclass
class Worker:
    """The environment of a function: its own clock, which is `skew` seconds ahead, and its own pace of work.

    While it works its time runs ahead of the clockwork's; what others do meanwhile is done afterwards. A step
    is a mail, so that is never more than a second or so.
    """

    clockwork: Clockwork
    skew: float = 0.0
    ahead: float = 0.0
    """How far this step's work has brought it, in seconds."""

    def __call__(self) -> datetime:
        """Return what its clock says (UTC)."""
        return START + timedelta(seconds=self.seconds() + self.skew)

    def true_time(self) -> datetime:
        """Return the moment as others than its own clock know it (UTC)."""
        return START + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        """Return the seconds since START that its work has taken it to."""
        return self.clockwork.at + self.ahead

    def spend(self, seconds: float) -> None:
        """Work or wait for so long."""
        self.ahead += seconds

    def work(self, steps: Iterator[object], done: Callable[[bool], object]) -> None:
        """Take all the steps, each when its time has come; then tell whether it ended without a crash."""

        def step() -> None:
            self.ahead = 0.0
            try:
                next(steps)
            except StopIteration:
                self.clockwork.plan(self.seconds(), lambda: done(True))  # noqa: FBT003
            except (StoreUnavailableError, Crash):
                self.clockwork.plan(self.seconds(), lambda: done(False))  # noqa: FBT003
            else:
                self.clockwork.plan(self.seconds(), step)

        self.clockwork.plan(self.clockwork.at, step)

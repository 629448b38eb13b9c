from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.mail.pacing import Pacer

ROUNDING = 1e-9  # seconds


@dataclass
class Stopwatch:
    """Counts seconds; sleeping and working take as long as they say."""

    at: float = 1000.0
    sleeps: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        """Let the wait pass."""
        self.sleeps.append(seconds)
        self.at += seconds


def leave(per_second: int, works: list[float], watch: Stopwatch) -> list[float]:
    """Let a mail leave, and then one after each piece of work, in seconds; return when each left."""
    pace, left = Pacer(per_second, lambda: watch.at, watch.sleep), []
    for work in [0.0, *works]:
        watch.at += work
        pace()
        left.append(watch.at)
    return left


@pytest.mark.parametrize("per_second", [1, 14, 200])
@given(works=st.lists(st.floats(0, 3) | st.just(0.0) | st.floats(0, 0.01), max_size=40))
def test_no_second_has_more_mails_than_allowed(per_second: int, works: list[float]) -> None:
    """Whatever lies between the mails: from each mail to the Nth after it a second goes by.

    Idle time is not saved up for a burst.
    """
    left = leave(per_second, works, Stopwatch())
    for first, beyond in zip(left, left[per_second:], strict=False):
        assert beyond - first >= 1 - ROUNDING
    for first, second in pairwise(left):
        assert second - first >= 1 / per_second - ROUNDING


def test_a_burst_leaves_evenly() -> None:
    """Mails that are ready at once leave one interval apart, the first of them without waiting."""
    watch = Stopwatch()
    left = [at - 1000 for at in leave(4, [0.0] * 4, watch)]
    assert left == [0, 0.25, 0.5, 0.75, 1]
    assert watch.sleeps == [0.25] * 4


def test_the_work_between_two_mails_counts_as_waiting() -> None:
    """A mail that took part of the interval is followed by the rest of it."""
    watch = Stopwatch()
    leave(4, [0.125], watch)
    assert watch.sleeps == [0.125]


@pytest.mark.parametrize("work", [0.25, 0.5, 60.0])
def test_who_is_slow_does_not_wait(work: float) -> None:
    """Where sending takes the interval or longer, nothing is added to it."""
    watch = Stopwatch()
    leave(4, [work] * 10, watch)
    assert watch.sleeps == []


def test_who_was_too_fast_slows_down_and_finds_back() -> None:
    """The time between two mails doubles each time, up to a second, and gets short again with each mail."""
    watch = Stopwatch()
    pace = Pacer(4, lambda: watch.at, watch.sleep)
    pace()
    waits = []
    for _ in range(4):
        pace.slow_down()
        before = watch.at
        pace()
        waits.append(watch.at - before)
    assert waits[:2] == pytest.approx([0.5, 0.95])
    assert waits[2:] == [1, 1]
    for _ in range(40):
        before = watch.at
        pace()
    assert watch.at - before == pytest.approx(0.25)

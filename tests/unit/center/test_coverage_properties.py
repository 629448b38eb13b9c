"""Coverage against the calendar, at instants that nobody chose."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from helpcenter.center.calendar import Calendar
from helpcenter.center.coverage import coverages
from tests.unit.center.small_center import facts_of, plain_center, small_center

if TYPE_CHECKING:
    from helpcenter.center.coverage import Coverage
    from helpcenter.center.facts import Facts

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 22)
START = datetime(2025, 1, 2, tzinfo=UTC)
SECONDS = int((datetime(2029, 12, 31, tzinfo=UTC) - START).total_seconds())
HOUR = timedelta(hours=1)


@cache
def facts(name: str) -> Facts:
    """Return the shipped center, the small one, or one of the vectors' with a channel for each schedule."""
    if name == "small":
        return facts_of(small_center(), TODAY)
    path = ROOT / ("center.yml" if name == "shipped" else f"tests/vectors/centers/{name}.yml")
    center = plain_center(path.read_text(encoding="utf-8"))
    if name != "shipped":
        texts = dict.fromkeys(center["languages"], "x")
        rest = {"kind": "chat", "name": texts, "purpose": texts, "sign_in": False}
        center["channels"] = {
            key: {**rest, "languages": center["languages"], "schedule": key} for key in center["schedules"]
        }
    return facts_of(center, TODAY)


@cache
def cases(name: str) -> tuple[Calendar, list[Coverage]]:
    """Return both sides."""
    return Calendar(facts(name)), coverages(facts(name))


@settings(derandomize=True, deadline=None, max_examples=500, database=None)
@given(
    name=st.sampled_from(["shipped", "small", "seoul", "new_york", "berlin"]),
    second=st.integers(0, SECONDS),
    data=st.data(),
)
def test_coverage_agrees_with_the_calendar(name: str, second: int, data: st.DataObject) -> None:
    """At any instant a channel is in the stretch exactly if its schedule is open in that language."""
    at = START + timedelta(seconds=second)
    # The wall shows an hour that the clock repeats twice, and one that it skips never.
    assume(all(abs(at.timestamp() - change.from_epoch) > HOUR.seconds for change in facts(name).clock[1:]))
    calendar, found = cases(name)
    coverage = data.draw(st.sampled_from(found))
    local = calendar.local_time(at)
    minute = local.hour * 60 + local.minute
    [stretch] = [one for one in coverage.on(local.date()) if one.start <= minute < one.end]
    schedules = {channel.id: channel.schedule_in(coverage.language) for channel in coverage.channels}
    expected = [channel for channel, key in schedules.items() if key is None or calendar.is_open(key, at)]
    assert [channel.id for channel in stretch.channels] == expected

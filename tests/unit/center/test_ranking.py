"""Which channel first: the rule against the shared table."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from helpcenter.center.calendar import Calendar, CalendarRangeError
from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.center.ranking import Need, Ranking, rank_channels
from publishing.facts import compile_facts

VECTORS = Path(__file__).parents[2] / "vectors"
CASES = json.loads((VECTORS / "ranking.json").read_text(encoding="utf-8"))["cases"]


@cache
def facts() -> Facts:
    """Return the center that the table is about."""
    return facts_from_json(compile_facts(VECTORS / "centers" / "ranking.yml", date(2026, 11, 22)))


def rank(case: dict[str, Any]) -> Ranking:
    """Ask what the case asks."""
    return rank_channels(facts(), Calendar(facts()), Need(**case["need"]), datetime.fromisoformat(case["at"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_channels_are_ranked_like_the_shared_table(case: dict[str, Any]) -> None:
    """Each line of the table is the rule's answer: who comes first, who is open until when."""
    if "error" in case:
        with pytest.raises(CalendarRangeError):
            rank(case)
        return
    ranking = rank(case)
    found = [
        [one.channel.id, one.open, one.until, one.wait_minutes and one.wait_minutes[1]]
        for one in ranking.channels
    ]
    expected = [
        [key, is_open, until and datetime.fromisoformat(until), wait]
        for key, is_open, until, wait in case["expect"]
    ]
    assert found == expected
    assert ranking.nobody_now == case["nobody_now"]


def test_without_an_instant_channels_are_ranked_as_if_all_were_open() -> None:
    """What is printed without a clock still begins with the channel that fits best."""
    ranking = rank_channels(facts(), Calendar(facts()), Need("ko", "refund"), None)
    assert [one.channel.id for one in ranking.channels] == ["pay_phone", "pay_chat", "inquiry"]
    assert {one.open for one in ranking.channels} == {None}
    assert not ranking.nobody_now

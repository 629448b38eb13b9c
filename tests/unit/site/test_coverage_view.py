"""What the operators' page says about a small center."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from helpcenter.messages import load_messages
from publishing.site.coverage_view import TopicCoverage, coverage_view, legend
from tests.unit.center.small_center import facts_of, small_center

ROOT = Path(__file__).parents[3]
MESSAGES = load_messages(ROOT / "theme" / "messages")
TODAY = date(2026, 9, 7)


def topic(language: str, key: str, center: dict[str, object] | None = None) -> TopicCoverage:
    """Return what an English reader sees of a topic."""
    view = coverage_view(facts_of(center or small_center()), MESSAGES["en"], TODAY)
    [part] = [part for part in view if part.language == language]
    return next(one for one in part.topics if one.id == key)


def test_weekdays_that_are_alike_are_one_entry_of_the_table() -> None:
    """Monday to Friday, the weekend, then the days that differ, those alike together and holidays apart."""
    days = [entry.days for entry in topic("ko", "theft").table]
    assert days[:2] == ["Monday to Friday", "Saturday and Sunday"]
    assert days[2:4] == ["Tue 8 September 2026", "Wed 9 September 2026"]
    assert days[4] == "Sat 12 September 2026"
    assert days[5].startswith(
        "Public holidays: Thu 24 September 2026, Fri 25 September 2026, Mon 5 October 2026 and "
    )
    assert len(days) == 6


def test_a_stretch_says_hours_who_is_reached_and_what_is_open() -> None:
    """What needs a sign-in is marked."""
    lunch, afternoon = topic("ko", "theft").table[0].stretches[2:4]
    assert lunch == ("12:00\u201313:15", "nobody", "Nobody", "Inquiry, Forum")
    assert afternoon == ("13:15\u201318:00", "live", "Agent", "Phone, Chat (sign-in needed), Inquiry, Forum")


def test_a_topic_says_how_long_nobody_is_there_and_what_visitors_read_meanwhile() -> None:
    """The hours of an ordinary week add up; the words are those of the visitors' language."""
    center = small_center()
    center["topics"]["theft"]["when_closed"] = {"ko": "기다려 주세요", "en": "Wait"}
    assert topic("ko", "theft", center).dead_end == "Nobody for 129.25 hours of an ordinary week"
    assert topic("ko", "theft", center).when_closed == "기다려 주세요"
    assert topic("ko", "loan", center).dead_end == ""


def test_a_dead_end_on_single_days_is_said_too() -> None:
    """An urgent topic that is always answered but on a closed day has a dead end."""
    center = small_center()
    center["channels"]["phone"]["schedule"] = "always"
    center["closures"] = [
        {"date": "2026-10-01", "schedules": ["always"], "reason": {"ko": "휴", "en": "Off"}}
    ]
    found = topic("ko", "theft", center)
    assert found.dead_end == MESSAGES["en"].text("coverage.weekly.special")


def test_a_topic_that_is_over_is_not_shown() -> None:
    """The page is about what visitors can choose on the day it is built."""
    center = small_center()
    center["topics"]["loan"]["valid_to"] = "2026-09-06"
    view = coverage_view(facts_of(center), MESSAGES["ko"], TODAY)
    assert [[one.id for one in part.topics] for part in view] == [["theft", "order"]] * 2


def test_the_legend_explains_every_kind_in_both_languages() -> None:
    """Four kinds, each with a name and a meaning."""
    for messages in MESSAGES.values():
        assert len({entry.name for entry in legend(messages)}) == 4

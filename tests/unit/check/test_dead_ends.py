"""A topic at a dead end is told with its hours; one that says what to do meanwhile is only listed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import publishing
from helpcenter.messages import load_messages
from publishing.check.__main__ import run
from publishing.check.center import CheckedCenter, read_center
from publishing.check.dead_ends import find_dead_ends, told_dead_ends
from tests.unit.center.small_center import small_center

ROOT = Path(__file__).parents[3]
MESSAGES = load_messages(Path(publishing.__file__).parent / "messages")
TODAY = date(2026, 9, 1)
WORDS = {"ko": "기다려 주세요", "en": "Wait"}


def checked(center: dict[str, Any]) -> CheckedCenter:
    """Return a center as the check reads it, one fact a line."""
    with TemporaryDirectory() as folder:
        text = json.dumps(center, ensure_ascii=False, indent=1)
        (Path(folder) / "center.yml").write_text(text, encoding="utf-8")
        return read_center(Path(folder), TODAY)


def test_an_urgent_topic_without_words_for_its_dead_end_is_an_error_with_line_and_hours() -> None:
    """The operator reads which hours of which days, as the file writes them, and where the topic stands."""
    center = small_center()
    korean, english = find_dead_ends(checked(center))
    line = json.dumps(center, ensure_ascii=False, indent=1).split('"theft": {')[0].count("\n") + 1
    assert (korean.file, korean.line, korean.severity) == ("center.yml", line, "error")
    assert (korean.code, korean.values["topic"], korean.values["language"]) == ("dead_end", "theft", "ko")
    assert str(korean.values["hours"]).split("; ") == [
        "mon-fri 00:00-09:00, 12:00-13:15, 18:00-24:00",
        "sat-sun 24h",
        "2026-09-08, 2026-09-24, 2026-09-25, … 24h",
        "2026-09-09 00:00-09:00, 12:00-13:15, 16:00-24:00",
    ]
    week = ["mon 00:00-22:00", "tue-fri 06:00-22:00", "sat 06:00-24:00", "sun 24h"]
    assert str(english.values["hours"]).split("; ")[:4] == week
    for messages in MESSAGES.values():
        assert str(korean.values["hours"]) in korean.sentence(messages)
        assert "when_closed" in korean.sentence(messages)


def test_an_urgent_topic_that_says_what_to_do_is_only_listed() -> None:
    """It is honest with visitors; the operator still learns of it."""
    center = small_center()
    center["topics"]["theft"]["when_closed"] = WORDS
    assert list(find_dead_ends(checked(center))) == []
    for messages in MESSAGES.values():
        told = list(told_dead_ends(checked(center), messages))
        assert len(told) == 2
        assert all(sentence.startswith("center.yml:") and "theft" in sentence for sentence in told)


def test_an_urgent_topic_that_is_always_answered_is_right() -> None:
    """Around the clock, in every language, on holidays too: nothing to say."""
    center = small_center()
    center["channels"]["phone"].update(schedule="always", languages=["ko", "en"])
    assert list(find_dead_ends(checked(center))) == []
    assert list(told_dead_ends(checked(center), MESSAGES["en"])) == []


def test_a_single_closed_day_to_come_is_found() -> None:
    """A line that is always open but for one afternoon has a dead end on it; one that is past has none."""
    center = small_center()
    center["channels"]["phone"].update(schedule="always", languages=["ko", "en"])
    closed = {"schedules": ["always"], "hours": ["14:00-15:30"], "reason": {"ko": "점검", "en": "Works"}}
    center["closures"] = [{"date": "2029-06-03", **closed}, {"date": "2026-08-31", **closed}]
    found = [(one.values["language"], one.values["hours"]) for one in find_dead_ends(checked(center))]
    assert found == [("ko", "2029-06-03 14:00-15:30"), ("en", "2029-06-03 14:00-15:30")]


def test_sign_in_trouble_needs_a_way_without_signing_in_whatever_it_says() -> None:
    """Words do not help whoever is locked out of every channel."""
    center = small_center()
    center["topics"]["theft"].update(when_closed=WORDS, sign_in_trouble=True)
    assert list(find_dead_ends(checked(center))) == []
    center["channels"]["inquiry"]["sign_in"] = True
    korean, english = find_dead_ends(checked(center))
    assert (korean.code, korean.severity) == (english.code, english.severity) == ("locked_out", "error")
    assert english.values["hours"] == "mon-sun 24h"
    assert all("sign_in" in korean.sentence(messages) for messages in MESSAGES.values())


def test_hours_without_any_channel_are_listed_for_topics_that_can_wait() -> None:
    """They harm nobody at once, so they stop no build."""
    center = small_center()
    center["channels"]["inquiry"]["schedule"] = "office"
    center["topics"]["theft"]["urgent"] = False
    assert list(find_dead_ends(checked(center))) == []
    told = list(told_dead_ends(checked(center), MESSAGES["ko"]))
    assert any("loan" in sentence for sentence in told)


@pytest.mark.parametrize(("form", "told"), [("text", 2), ("github", 0), ("json", 0)])
def test_the_command_prints_them_for_people_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str, told: int
) -> None:
    """Whoever runs the check reads the hours; annotations and programs get errors and warnings alone."""
    center = small_center()
    center["topics"]["theft"]["when_closed"] = WORDS
    (tmp_path / "center.yml").write_text(json.dumps(center, ensure_ascii=False), encoding="utf-8")
    assert run(["--root", str(tmp_path), "--format", form, "--today", str(TODAY)], {"LANG": "en"}) == 0
    assert capsys.readouterr().out.count("mon") == told


def test_the_shipped_center_has_no_dead_end_it_does_not_speak_of() -> None:
    """Only stolen accounts have hours without an agent, and their visitors read what to do first."""
    center = read_center(ROOT)
    assert list(find_dead_ends(center)) == []
    told = list(told_dead_ends(center, MESSAGES["en"]))
    assert ["account_stolen" in sentence for sentence in told] == [True, True]

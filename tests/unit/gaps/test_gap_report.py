"""From counts to what writers should write next."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpcenter.gaps.gap import Count
from helpcenter.gaps.report import Lacking, Wanted, report_of
from helpcenter.messages import load_messages
from operations.gap_words import report_words
from tests.unit.inquiry.sample import ROOT

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
TWICE, CANCEL = "topics/payment/charged-twice/", "topics/video/membership-change-or-cancel/"
CATALOGUES = load_messages(ROOT / "operations" / "messages")
COUNTS = [
    Count("found", FIRST, "ko", "", 70),
    Count("missed", FIRST, "ko", "", 20),
    Count("missed", LAST, "ko", "", 10),
    Count("terms", FIRST, "ko", "위약금 얼마", 5, CANCEL),
    Count("terms", LAST, "ko", "위약금얼마", 4, CANCEL),
    Count("terms", LAST, "ko", "기프트카드", 6),
    Count("helpful", LAST, "ko", TWICE, 2),
    Count("unhelpful", LAST, "ko", TWICE, 5),
    Count("asked", LAST, "ko", TWICE, 2),
    Count("unhelpful", LAST, "en", CANCEL, 1),
    Count("solved", FIRST, "ko", CANCEL, 3),
    Count("helpful", LAST, "en", TWICE, 9),
]


def test_tasks_come_in_order_of_the_people_they_concern() -> None:
    """Terms count once however they are spaced; an article, each who said no or asked all the same."""
    report = report_of(COUNTS, FIRST, LAST)
    assert list(report.tasks) == [
        Wanted("ko", "위약금 얼마", 9, CANCEL),
        Lacking("ko", TWICE, 5, 2, 2),
        Wanted("ko", "기프트카드", 6, ""),
        Lacking("en", CANCEL, 1, 0, 0),
    ]
    assert [tuple(each) for each in report.searches] == [("ko", 70, 30)]
    assert [tuple(each) for each in report.solved] == [("ko", CANCEL, 3)]


@pytest.mark.parametrize("language", CATALOGUES)
def test_the_report_names_files_and_figures_in_the_writers_language(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each task is one line of Markdown with how often, what, and which file it is about."""
    monkeypatch.chdir(ROOT)
    words = report_words(report_of(COUNTS, FIRST, LAST), CATALOGUES[language], Path("docs"))
    tasks = [line for line in words.splitlines() if line[:1].isdigit()]
    assert [line.split("**")[1][:-1] for line in tasks] == ["9", "7", "6", "1"]
    assert "`위약금 얼마`" in tasks[0]
    assert "`docs/ko/topics/video/membership-change-or-cancel.md`" in tasks[0]
    assert "`docs/ko/topics/payment/charged-twice.md`" in tasks[1]
    assert "30 %" in words
    assert "{" not in words


@pytest.mark.parametrize("language", CATALOGUES)
def test_days_without_a_count_are_told_as_that(language: str) -> None:
    """Nobody takes silence for praise."""
    words = report_words(report_of([], FIRST, LAST), CATALOGUES[language], Path("docs"))
    assert CATALOGUES[language].text("gaps.nothing") in words


def test_the_operators_catalogues_say_the_same_things() -> None:
    """Each sentence is there in each language."""
    codes = [sorted(messages.texts) for messages in CATALOGUES.values()]
    assert codes[0] == codes[1]

"""What is announced on the day of a build and after it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from helpcenter.center.announcements import Announcement
from helpcenter.center.texts import Record
from publishing.site.announcements import announced, unknown_announced_pages
from tests.unit.inquiry.sample import FACTS

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts

TEXT = {"ko": "알립니다", "en": "Announced"}


def center(first: str, last: str, page: str | None = None) -> Facts:
    """Return the shipped center with one announcement."""
    record = Record(None, None, None, first, last)
    return replace(FACTS, announcements={"one": Announcement("one", TEXT, page, record)})


@pytest.mark.parametrize(
    ("today", "holds"),
    [
        (date(2026, 12, 30), False),
        (date(2026, 12, 31), True),
        (date(2027, 1, 2), True),
        (date(2027, 1, 3), None),
    ],
)
def test_an_announcement_holds_from_its_first_day_to_its_last(today: date, holds: bool | None) -> None:  # noqa: FBT001
    """Pages carry it until it is over, hidden while it is to come."""
    found = announced(center("2026-12-31", "2027-01-02"), "ko", today)
    assert [one.holds_now for one in found] == ([] if holds is None else [holds])


def test_its_days_are_the_centers() -> None:
    """A browser anywhere shows it from midnight to midnight in Seoul."""
    [one] = announced(center("2026-12-31", "2027-01-02"), "en", date(2026, 12, 31))
    assert datetime.fromtimestamp(one.since / 1000, UTC) == datetime(2026, 12, 30, 15, tzinfo=UTC)
    assert datetime.fromtimestamp(one.until / 1000, UTC) == datetime(2027, 1, 2, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("page", "language", "link"),
    [
        ("hours/#special", "ko", "hours/#special"),
        ("hours/#special", "en", "en/hours/#special"),
        ("https://onmaru.example/", "en", "https://onmaru.example/"),
        (None, "en", ""),
    ],
)
def test_it_leads_to_the_page_of_its_language(page: str | None, language: str, link: str) -> None:
    """One path in the file serves every language."""
    [one] = announced(center("2026-12-31", "2027-01-02", page), language, date(2026, 12, 31))
    assert (one.text, one.link) == (TEXT[language], link)


def test_a_page_that_does_not_exist_is_found() -> None:
    """An announcement never leads to nothing."""
    facts = center("2026-12-31", "2027-01-02", "huors/#special")
    assert unknown_announced_pages(facts, "en/", {"en/hours/"}) == [("one", "huors/#special")]
    facts = center("2026-12-31", "2027-01-02", "hours/#special")
    assert unknown_announced_pages(facts, "en/", {"en/hours/"}) == []

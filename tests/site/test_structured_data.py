"""What search engines are told about channels and hours, read back as they would read it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import Facts, load_facts
from publishing.site.structured_data import international_number, organization, script_json
from tests.site.markup import structured_data

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

PAGES = {"/": "ko", "/contact/": "ko", "/en/": "en", "/en/contact/": "en"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def facts(built: BuiltSite) -> Facts:
    """The facts that the site was built from."""
    return load_facts(built.site.parent / "facts.json")


def on_page(built: BuiltSite, page: str) -> dict[str, Any]:
    """Return the one organisation that a page tells."""
    [told] = [data for data in structured_data(built.html(page)) if data["@type"] == "Organization"]
    return told


def points(told: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the contact points of a channel."""
    return [point for point in told["contactPoint"] if point["name"] == name]


@pytest.mark.parametrize(("page", "language"), PAGES.items())
def test_home_and_contact_pages_tell_every_channel(
    built: BuiltSite, facts: Facts, page: str, language: str
) -> None:
    """Each channel is a contact point with its purpose, number, address and page, in the page's language."""
    told = on_page(built, page)
    assert told["@type"] == "Organization"
    assert told["name"] == facts.brand.name[language]
    for channel in facts.channels.values():
        found = points(told, channel.name[language])
        assert {point["description"] for point in found} == {channel.purpose[language]}
        assert {point.get("email") for point in found} == {channel.address}
        numbers = {f"+82-{channel.number}" if channel.number else None}
        assert {point.get("telephone") for point in found} == numbers
        assert sorted(code for point in found for code in point["availableLanguage"]) == sorted(
            channel.languages
        )
    elsewhere = {channel.url for channel in facts.channels.values() if channel.url and "://" in channel.url}
    pages = {point["url"] for point in told["contactPoint"] if "url" in point} - elsewhere
    assert all(url.startswith(f"{facts.site_url}{'en/' if language == 'en' else ''}") for url in pages)


def is_open(hours: list[dict[str, Any]], at: datetime) -> bool:
    """Read opening hours as schema.org has them; `at` is a wall time."""
    return any(
        opens <= at < closes
        for day in (at.date() - DAY, at.date())
        for opens, closes in (span_on(day, entry) for entry in entries_on(hours, day))
    )


def entries_on(hours: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """Return what holds on a day: special days go before dated weeks, these before the ordinary week."""
    holding = [
        entry
        for entry in hours
        if entry.get("validFrom", "") <= day.isoformat() <= entry.get("validThrough", "9")
    ]
    special = [entry for entry in holding if "dayOfWeek" not in entry]
    dated = [entry for entry in holding if "dayOfWeek" in entry and "validFrom" in entry]
    weekly = dated or [entry for entry in holding if "validFrom" not in entry]
    return special or [entry for entry in weekly if WEEKDAYS[day.weekday()] in entry["dayOfWeek"]]


def span_on(day: date, entry: dict[str, Any]) -> tuple[datetime, datetime]:
    """Return an entry's hours on a day as wall times."""
    opens, closes = (datetime.combine(day, time.fromisoformat(entry[key])) for key in ("opens", "closes"))
    if closes.time() == time(23, 59):
        closes += timedelta(minutes=1)
    return opens, closes + DAY if closes < opens else closes


def test_the_hours_told_are_the_calendars(facts: Facts) -> None:
    """At each hour of ten months, holidays and exceptions included, both say the same of every timetable."""
    calendar = Calendar(facts)
    start = datetime(facts.covers_from.year + 1, 3, 1, tzinfo=UTC)
    told = organization(facts, "ko", start.date())
    hours = {
        channel.schedule_in(point["availableLanguage"][0]): point["hoursAvailable"]
        for channel in facts.channels.values()
        for point in points(told, channel.name["ko"])
    }
    for schedule, own in hours.items():
        assert schedule
        for step in range(300 * 24):
            at = start + timedelta(days=1, hours=step)
            wall = calendar.local_time(at).replace(tzinfo=None)
            assert is_open(own, wall) == calendar.is_open(schedule, at), (schedule, wall)


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        ("1700-0310", "82", "+82-1700-0310"),
        ("02-123-4567", "82", "+82-2-123-4567"),
        ("+49-30-1234", "82", "+49-30-1234"),
        ("1700-0310", None, "1700-0310"),
    ],
)
def test_numbers_are_told_for_callers_from_anywhere(number: str, code: str | None, expected: str) -> None:
    """A national number gets the country's code and loses the zero that only national callers dial."""
    assert international_number(number, code) == expected


def test_what_is_told_cannot_leave_its_element() -> None:
    """A name that looks like markup stays a name."""
    assert "</script" not in script_json({"name": "</script><script>"})
    assert json.loads(script_json({"name": "</script>"})) == {"name": "</script>"}

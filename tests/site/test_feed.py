"""The feed of changes and the list of pages for language models."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from helpcenter.center.clock import Clock, Transition
from publishing.site.feed import NEWEST, Change, ChangesError, feed_entries, page_changes
from publishing.site.outline import PageName
from tests.site.addresses import HOMES, SITE, TO_BE_FOUND, address
from tests.site.markup import elements, visible_text

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

SEOUL = Clock((Transition(0, 32_400, "KST"),))
ATOM = {"a": "http://www.w3.org/2005/Atom"}
languages = pytest.mark.parametrize("language", HOMES)


def feed(built: BuiltSite, language: str) -> ET.Element:
    """Return a language's feed."""
    return ET.parse(built.site / HOMES[language].strip("/") / "feed.xml").getroot()  # noqa: S314 our own file


def heading(built: BuiltSite, place: str) -> str:
    """Return a page's main heading."""
    [found] = re.findall(r"<h1[^>]*>(.*?)</h1>", built.html(place), re.DOTALL)
    return visible_text(found)


@languages
def test_each_entry_leads_to_a_page_by_its_name(built: BuiltSite, language: str) -> None:
    """Who follows the changes reads what changed and gets to the page, the newest change first."""
    entries = feed(built, language).findall("a:entry", ATOM)
    assert len(entries) >= 5
    for entry in entries:
        link = entry.find("a:link", ATOM)
        assert link is not None
        place = link.attrib["href"].removeprefix(SITE)
        assert place.startswith("/en/") == (language == "en")
        assert entry.findtext("a:title", namespaces=ATOM) == heading(built, place)
        assert entry.findtext("a:summary", namespaces=ATOM)
    moments = [str(entry.findtext("a:updated", namespaces=ATOM)) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert all(datetime.fromisoformat(moment).tzinfo for moment in moments)
    assert feed(built, language).findtext("a:updated", namespaces=ATOM) == moments[0]
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in entries}) == len(entries)


def test_both_languages_tell_the_same_changes(built: BuiltSite) -> None:
    """Nobody learns of a change later for reading the other language."""
    told = [
        [
            str(entry.findtext("a:id", namespaces=ATOM))
            for entry in feed(built, language).findall("a:entry", ATOM)
        ]
        for language in HOMES
    ]
    assert [own.replace(":/en/", ":/") for own in told[1]] == told[0]


@languages
def test_every_page_leads_to_the_feed_of_its_language(built: BuiltSite, language: str) -> None:
    """Readers of feeds find it in the head, people at the foot of the page."""
    for own, name in TO_BE_FOUND:
        if own != language:
            continue
        html, here = built.html(address(own, name)), address(own, name)
        links = [
            urljoin(here, link.attributes["href"])
            for link in elements(html, "link", "a")
            if link.attributes.get("type") == "application/atom+xml"
        ]
        assert links == [f"{HOMES[own]}feed.xml"] * 2, name


@languages
def test_the_list_for_language_models_has_every_page(built: BuiltSite, language: str) -> None:
    """Each page but the home page is listed once with its name, its address and its sentence."""
    text = (built.site / HOMES[language].strip("/") / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# .+\n\n> .+\n", text)
    listed = re.findall(r"^- \[(.+)\]\((.+)\): (.+)$", text, re.MULTILINE)
    own = [SITE + address(code, name) for code, name in TO_BE_FOUND if code == language and name != "index"]
    assert sorted(link for _, link, _ in listed) == sorted(own)
    for title, link, sentence in listed:
        html = built.html(link.removeprefix(SITE))
        assert title == heading(built, link.removeprefix(SITE))
        [description] = [
            meta.attributes["content"]
            for meta in elements(html, "meta")
            if meta.attributes.get("name") == "description"
        ]
        assert sentence == description
    others = [f"{SITE}{folder}llms.txt" for code, folder in HOMES.items() if code != language]
    assert [link for link in re.findall(r"\]\((.+)\)$", text, re.MULTILINE) if "llms" in link] == others


def test_a_change_is_told_from_its_day_on() -> None:
    """What is dated later waits, days begin in the center's zone, and an ID outlives a move."""
    page = PageName("Hours", "When.", "http://127.0.0.1:8000/en/hours/")
    changes = [Change(date(2026, 11, 20), "then"), Change(date(2026, 11, 21), "later")]
    [entry] = feed_entries([(page, changes)], SEOUL, date(2026, 11, 20), "help.example")
    assert (entry.sentence, entry.updated) == ("then", "2026-11-20T00:00:00+09:00")
    assert entry.id == "tag:help.example,2026-11-20:/en/hours/"


def test_the_feed_has_an_end() -> None:
    """A reader loads the newest changes, not the history of years."""
    page = PageName("Hours", "When.", "https://help.example/hours/")
    changes = [
        Change(date(2026, 1, 1).replace(day=1 + day % 28, month=1 + day // 28), "x") for day in range(60)
    ]
    entries = feed_entries([(page, changes)], SEOUL, date(2026, 12, 31), "help.example")
    assert len(entries) == NEWEST
    assert entries[0].updated.startswith("2026-03-04")


@pytest.mark.parametrize(
    "changed", ["today", ["2026-11-20"], {"soon": "x"}, {date(2026, 1, 1): ""}, {date(2026, 1, 1): 3}]
)
def test_what_is_no_list_of_changes_is_refused(changed: object) -> None:
    """A writer who mistypes a day learns of it when the site is built."""
    with pytest.raises(ChangesError):
        page_changes({"changed": changed})


def test_a_page_without_changes_has_none() -> None:
    """Most pages tell none."""
    assert page_changes({}) == []

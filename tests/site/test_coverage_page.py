"""The operators' page: who can be reached when, as a picture and as a table that say the same."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from helpcenter.center.facts import load_facts
from publishing.site.heat_map import HOUR_WIDTH, LABELS_WIDTH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite

PAGES = {"ko": "/operators/coverage/", "en": "/en/operators/coverage/"}


def articles(html: str) -> list[ET.Element]:
    """Return the topics' parts of the page, which are well-formed."""
    found = re.findall(r'<article class="coverage-topic".*?</article>', html, flags=re.DOTALL)
    return [ET.fromstring(part) for part in found]  # noqa: S314 - our own


def pictured(article: ET.Element) -> list[list[tuple[int, int, str]]]:
    """Return for each strip of the picture its blocks: first and last minute, kind."""
    strips = []
    for strip in article.findall("./svg/g"):
        blocks = []
        for group in strip.findall("g"):
            rect = group.find("rect")
            assert rect is not None
            x, width = float(rect.attrib["x"]) - LABELS_WIDTH, float(rect.attrib["width"])
            start, end = (round(at * 60 / HOUR_WIDTH) for at in (x, x + width))
            blocks.append((start, end, group.attrib["class"].removeprefix("heat-map__")))
        strips.append(blocks)
    return [strip for strip in strips if strip]


def written(article: ET.Element) -> list[list[tuple[int, int, str]]]:
    """Return for each part of the table the same."""
    parts = []
    for body in article.findall(".//tbody"):
        rows = []
        for row in body.findall("tr")[1:]:
            hours, reach, _ = row.findall("td")
            times = re.findall(r"(\d\d):(\d\d)", "".join(hours.itertext()))
            start, end = (int(hour) * 60 + int(minute) for hour, minute in times)
            rows.append((start, end, reach.attrib["class"].removeprefix("coverage-table__")))
        parts.append(rows)
    return parts


@pytest.mark.parametrize("language", PAGES)
def test_the_table_equals_the_picture(built: BuiltSite, language: str) -> None:
    """Whoever cannot see the picture reads the same days and hours: neighbouring weekdays share an entry."""
    for article in articles(built.html(PAGES[language])):
        days, entries = pictured(article), written(article)
        assert [day for day, _ in groupby(entries)] == [day for day, _ in groupby(days)]
        assert all((day[0][0], day[-1][1]) == (0, 1440) for day in days)


@pytest.mark.parametrize("language", PAGES)
def test_each_topic_is_there_in_each_language_of_the_visitors(built: BuiltSite, language: str) -> None:
    """The operator sees every topic that can be chosen, for Korean and for English visitors."""
    facts = load_facts(built.site.parent / "facts.json")
    names = [
        "".join(article.findtext("h3") or "").strip() for article in articles(built.html(PAGES[language]))
    ]
    assert names == [topic.name[language] for topic in facts.choices.values()] * 2


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_styled_by_classes_alone(built: BuiltSite, language: str) -> None:
    """A strict CSP refuses style attributes; every id is there once."""
    html = built.html(PAGES[language])
    assert not re.search(r"<[^>]*\sstyle=", html)
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


def test_visitors_do_not_come_across_it(built: BuiltSite, html_files: list[Path]) -> None:
    """Search engines, the site's search and its pages do not lead here."""
    for page in PAGES.values():
        assert '<meta name="robots" content="noindex">' in built.html(page)
    assert "operators" not in (built.site / "sitemap.xml").read_text(encoding="utf-8")
    for index in built.site.glob("search.*.json"):
        assert "operators/" not in index.read_text(encoding="utf-8")
    others = [file for file in html_files if file.parent.parent.name != "operators"]
    assert [file for file in others if "operators/" in file.read_text(encoding="utf-8")] == []

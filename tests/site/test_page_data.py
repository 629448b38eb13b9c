"""What search engines are told of a page's place and of the questions it answers, against the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from tests.site.addresses import EVERY_PAGE, HOMES, NAMES, SITE, TO_BE_FOUND, address
from tests.site.markup import elements, structured_data, visible_text

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

FAQ = [name for name in NAMES if name.startswith("faq/") and name != "faq/index"]
NESTED = [(language, name) for language, name in TO_BE_FOUND if name != "index"]


def told(built: BuiltSite, language: str, name: str, kind: str) -> list[dict[str, Any]]:
    """Return what a page tells of one type."""
    data = structured_data(built.html(address(language, name)))
    assert {item["@context"] for item in data} <= {"https://schema.org"}
    return [item for item in data if item["@type"] == kind]


def without_blanks(text: str) -> str:
    """Return a text's characters: where its lines break says nothing."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("name", FAQ)
def test_the_questions_told_are_those_of_the_page(built: BuiltSite, language: str, name: str) -> None:
    """Each question has the words and the address of its heading, and its answer is the whole text below."""
    [page] = told(built, language, name, "FAQPage")
    here = SITE + address(language, name)
    assert (page["@id"], page["inLanguage"]) == (here, language)
    html = built.html(address(language, name))
    article = html[html.index("<h1") : html.index("</article>")]
    parts = re.split(r'(?=<h2 id=")', article.partition("<form")[0])[1:]
    assert len(parts) == len(page["mainEntity"]) >= 5
    for part, question in zip(parts, page["mainEntity"], strict=True):
        heading, _, text = part.partition("</h2>")
        assert question["@type"] == "Question"
        assert question["name"] == visible_text(heading)
        assert question["url"] == f"{here}#{elements(part, 'h2')[0].attributes['id']}"
        answer = question["acceptedAnswer"]
        assert answer["@type"] == "Answer"
        assert answer["text"]
        assert without_blanks(visible_text(text)).startswith(without_blanks(answer["text"]))


def test_there_are_questions_enough(built: BuiltSite) -> None:
    """At least forty questions are answered in each language, each at an address of its own."""
    for language in HOMES:
        urls = [
            question["url"]
            for name in FAQ
            for page in told(built, language, name, "FAQPage")
            for question in page["mainEntity"]
        ]
        assert len(set(urls)) == len(urls) >= 40


@pytest.mark.parametrize(("language", "name"), EVERY_PAGE)
def test_only_pages_of_questions_call_themselves_so(built: BuiltSite, language: str, name: str) -> None:
    """An article with headings is not told as questions and answers."""
    assert len(told(built, language, name, "FAQPage")) == (name in FAQ)


@pytest.mark.parametrize(("language", "name"), NESTED)
def test_each_page_tells_the_way_to_it(built: BuiltSite, language: str, name: str) -> None:
    """The way that is shown above the page, step by step, and then the page by its own name."""
    [crumbs] = told(built, language, name, "BreadcrumbList")
    stops = crumbs["itemListElement"]
    assert [stop["position"] for stop in stops] == [*range(1, len(stops) + 1)]
    assert {stop["@type"] for stop in stops} == {"ListItem"}
    assert stops[0]["item"] == SITE + HOMES[language]
    assert stops[-1]["item"] == SITE + address(language, name)
    html = built.html(address(language, name))
    shown = re.findall(r'class="path__link" href="([^"]*)">([^<]*)<', html)
    assert [(stop["item"], stop["name"]) for stop in stops[:-1]] == [
        (urljoin(SITE + address(language, name), link), visible_text(title)) for link, title in shown
    ]
    [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert stops[-1]["name"] == visible_text(heading)


@pytest.mark.parametrize("language", HOMES)
def test_the_way_to_an_article_leads_over_its_topic(built: BuiltSite, language: str) -> None:
    """A section with a page of its own is a stop on the way."""
    [crumbs] = told(built, language, "topics/mail/spam-filter", "BreadcrumbList")
    assert [stop["item"].removeprefix(SITE + HOMES[language]) for stop in crumbs["itemListElement"]] == [
        "",
        "topics/",
        "topics/mail/",
        "topics/mail/spam-filter/",
    ]


@pytest.mark.parametrize("language", HOMES)
def test_the_home_page_is_not_on_the_way_to_itself(built: BuiltSite, language: str) -> None:
    """Where everything begins no way is told."""
    assert told(built, language, "index", "BreadcrumbList") == []

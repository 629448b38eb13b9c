"""What stands around the text of a page: where it is, when it was checked, what to read next."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.site.building import run_build
from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite

HOMES = {"ko": "/", "en": "/en/"}
ARTICLE = "topics/account/cannot-sign-in/"


def crumbs(html: str) -> list[tuple[str, str]]:
    """Return (address, title) of each step of the way to a page."""
    return re.findall(r'class="path__link" href="([^"]*)">([^<]*)<', html)


@pytest.mark.parametrize(
    ("url", "way"),
    [
        (f"/{ARTICLE}", [("../../../", "홈"), ("../../", "도움말"), ("../", "계정과 로그인")]),
        (f"/en/{ARTICLE}", [("../../../", "Home"), ("../../", "Topics"), ("../", "Account and sign-in")]),
        ("/en/topics/account/", [("../../", "Home"), ("../", "Topics")]),
        ("/en/contact/", [("../", "Home")]),
        ("/en/hours/", [("../", "Home"), ("../contact/", "Contact")]),
        ("/", []),
        ("/en/", []),
    ],
)
def test_the_way_to_a_page_is_shown(built: BuiltSite, url: str, way: list[tuple[str, str]]) -> None:
    """Every step leads somewhere, in the page's language; the page itself is no step."""
    assert [(link.rstrip("/") + "/", title) for link, title in crumbs(built.html(url))] == way


@pytest.mark.parametrize("language", HOMES)
def test_a_topic_has_one_name(built: BuiltSite, language: str) -> None:
    """Its card, the navigation and its own page say the same: nobody thinks they went astray."""
    home = built.html(HOMES[language])
    cards = dict(re.findall(r'class="topic-card__title"><a href="([^"]*)">([^<]*)<', home))
    pages = {link: built.html(urljoin(HOMES[language], link)) for link in cards}
    titles = {link: re.findall(r"<h1[^>]*>([^<]*)<", html)[0].strip() for link, html in pages.items()}
    assert len(cards) == 9
    assert titles == cards


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("ko", "2026년 11월 15일</time>에 확인했습니다"),
        ("en", 'Last checked <time datetime="2026-11-15">15 November'),
    ],
)
def test_an_article_says_when_it_was_checked(built: BuiltSite, language: str, sentence: str) -> None:
    """A reader sees how fresh an answer is."""
    assert sentence in built.html(HOMES[language] + ARTICLE)


@pytest.mark.parametrize(
    ("language", "title"), [("ko", "비밀번호를 잊었을 때"), ("en", "If you forgot your password")]
)
def test_related_articles_bear_their_own_titles(built: BuiltSite, language: str, title: str) -> None:
    """A title is written once, in its page; others follow."""
    html = built.html(HOMES[language] + ARTICLE)
    related = html[html.index('class="related"') :]
    assert f'<a href="../forgotten-password/">{title}</a>' in related


@pytest.mark.parametrize("language", HOMES)
def test_every_article_asks_whether_it_helped_and_no_other_page_does(built: BuiltSite, language: str) -> None:
    """The list that the function counts by is exactly the pages that ask, each by its own address."""
    listed = json.loads((built.pages / f"articles.{language}.json").read_text(encoding="utf-8"))["articles"]
    asking = []
    for file in built.site.rglob("index.html"):
        url = "/" + file.parent.relative_to(built.site).as_posix() + "/"
        if url.startswith("/en/") == (language == "en"):
            for field in elements(file.read_text(encoding="utf-8"), "input"):
                if field.attributes.get("name") == "page":
                    assert url == HOMES[language] + field.attributes["value"]
                    asking.append(field.attributes["value"])
    assert sorted(asking) == listed
    assert len(listed) > 40
    assert ARTICLE in listed
    assert not {"inquiry/", "contact/", "topics/account/"} & set(listed)


def test_the_question_works_as_a_plain_form(built: BuiltSite) -> None:
    """Without scripts it posts page, language and answer; nothing in it tells readers apart."""
    html = built.html("/en/" + ARTICLE)
    [form] = [each for each in elements(html, "form") if each.attributes.get("class") == "helpful"]
    assert (form.attributes["method"], form.attributes["action"]) == ("post", "/api/answers")
    hidden = {
        field.attributes["name"]: field.attributes["value"]
        for field in elements(html, "input")
        if field.attributes.get("type") == "hidden"
    }
    assert hidden == {"page": ARTICLE, "language": "en"}
    buttons = [b.attributes for b in elements(html, "button") if b.attributes.get("name") == "answer"]
    assert [button["value"] for button in buttons] == ["helpful", "unhelpful"]


def test_the_questions_of_customers_are_not_shown(built: BuiltSite) -> None:
    """How customers put it is for the search."""
    assert "It keeps sending me back to the sign-in screen" not in built.html("/en/" + ARTICLE)


def test_an_unknown_related_page_stops_the_build_with_file_and_line(project: Path) -> None:
    """Neither a page that moved nor a date that is none reaches a visitor."""
    page = project / "docs" / "en" / (ARTICLE.rstrip("/") + ".md")
    text = page.read_text(encoding="utf-8")
    text = text.replace("- topics/account/locked-account.md", "- topics/account/lokced-account.md", 1)
    text = text.replace("reviewed: 2026-11-15", "reviewed: last week", 1)
    page.write_text(text, encoding="utf-8")
    result = run_build(project, project / "build")
    assert result.returncode != 0
    line = text[: text.index("lokced")].count("\n") + 1
    told = f"docs/en/{ARTICLE.rstrip('/')}.md:{line}: there is no page 'topics/account/lokced-account.md'"
    assert told in result.stderr
    assert "'topics/account/locked-account.md'?" in result.stderr
    assert "'reviewed' is no day: last week" in result.stderr

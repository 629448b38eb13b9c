"""What a page tells to be counted, and when it keeps silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inquiry_form import submit
from tests.browser.launcher_visit import HOMES, words
from tests.browser.scripted_site import Answer
from tests.browser.test_suggestions import ARTICLE, DRAFT
from tests.local.running import eventually

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

    from tests.browser.scripted_site import ScriptedSite

languages = pytest.mark.parametrize("language", HOMES)
READ_MS = 3000
MISSED = {"ko": "위약금", "en": "membership penalty"}


def search(page: Page, url: str, text: str) -> None:
    """Look for something and take the time to read what comes."""
    page.clock.install()
    page.goto(url)
    page.locator(".md-search input").fill(text)
    expect(page.get_by_role("option").first).to_be_visible()
    page.clock.fast_forward(READ_MS)


@languages
def test_a_search_that_nobody_follows_is_told(page: Page, site: ScriptedSite, language: str) -> None:
    """Its terms and what came first, when the list is closed; no cookie, no identifier."""
    search(page, site.url + HOMES[language], MISSED[language])
    page.keyboard.press("Escape")
    eventually(lambda: site.counted)
    [told] = site.counted
    first = told.body.pop("page")
    assert not first.startswith("en/")
    assert told.body == {"what": "missed", "language": language, "terms": MISSED[language]}
    assert {"cookie", "referer", "authorization"}.isdisjoint(told.headers)
    assert page.context.cookies() == []


def test_a_search_is_told_when_the_page_is_left(page: Page, site: ScriptedSite) -> None:
    """Who gives up and goes elsewhere counts too."""
    search(page, site.url, MISSED["ko"])
    page.goto(f"{site.url}/hours/")
    eventually(lambda: site.counted)
    assert [told.body["what"] for told in site.counted] == ["missed"]


@languages
def test_a_search_that_is_followed_is_told_without_its_terms(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """Only that it led somewhere."""
    search(page, site.url + HOMES[language], MISSED[language])
    page.get_by_role("option").first.click()
    eventually(lambda: site.counted)
    assert [told.body for told in site.counted] == [{"what": "found", "language": language}]


def test_terms_that_may_be_somebodys_own_do_not_leave_the_device(page: Page, site: ScriptedSite) -> None:
    """An address or a number is not even sent; that somebody searched is."""
    search(page, site.url, "hong@example.com 로그인")
    page.keyboard.press("Escape")
    eventually(lambda: site.counted)
    assert "terms" not in site.counted[0].body


def refuse(context: BrowserContext, name: str, value: str) -> None:
    """Let the browser say something about tracking."""
    context.add_init_script(f"Object.defineProperty(navigator, '{name}', {{ get: () => {value} }});")


@pytest.mark.parametrize(("name", "value"), [("doNotTrack", "'1'"), ("globalPrivacyControl", "true")])
def test_who_asks_not_to_be_tracked_is_not_counted(
    page: Page, site: ScriptedSite, name: str, value: str
) -> None:
    """Nothing is sent, neither of what is found nor of what is missed."""
    refuse(page.context, name, value)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    search(page, site.url, MISSED["ko"])
    page.keyboard.press("Escape")
    search(page, site.url, "환불")
    page.get_by_role("option").first.click()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/api/" in url]


@languages
def test_a_suggestion_that_solved_it_is_told(page: Page, site: ScriptedSite, language: str) -> None:
    """The article and nothing of the draft."""
    page.goto(f"{site.url}{HOMES[language]}inquiry/")
    page.fill("#inquiry-message", DRAFT[language])
    with page.context.expect_page():
        page.locator(f'.suggestions a[href$="{ARTICLE}"]').click()
    page.get_by_role("button", name=words(language, "suggest.solved")).click()
    eventually(lambda: site.counted)
    assert [told.body for told in site.counted] == [{"what": "solved", "language": language, "page": ARTICLE}]


def test_an_inquiry_that_is_sent_all_the_same_is_told(
    new_page: Callable[..., Page], site: ScriptedSite
) -> None:
    """With each article that was read, once the inquiry is in."""
    page = new_page()
    site.answers.append(Answer(201, {"receipt_url": f"{site.url}/hours/"}))
    page.goto(f"{site.url}/inquiry/")
    page.fill("#inquiry-message", DRAFT["ko"])
    with page.context.expect_page():
        page.locator(f'.suggestions a[href$="{ARTICLE}"]').click()
    page.locator("#inquiry-topic").select_option("refund")
    page.fill("#inquiry-email", "onyu@example.com")
    page.get_by_role("checkbox").last.check()
    submit(page)
    eventually(lambda: site.counted)
    assert [told.body for told in site.counted] == [{"what": "asked", "language": "ko", "page": ARTICLE}]

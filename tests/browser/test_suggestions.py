"""Articles suggested while an inquiry is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

languages = pytest.mark.parametrize("language", HOMES)
DRAFT = {
    "ko": "어제 편의점에서 결제했는데 같은 금액이 두 번 빠져나갔어요. 확인 부탁드립니다.",
    "en": "Yesterday I paid for an order and my card was charged twice for it.",
}
ARTICLE = "topics/payment/charged-twice/"


@languages
def test_the_answer_is_found_while_writing(page: Page, site: ScriptedSite, language: str) -> None:
    """At most three articles; who says that one solved it is thanked and keeps the draft."""
    page.goto(f"{site.url}{HOMES[language]}inquiry/")
    page.fill("#inquiry-message", DRAFT[language])
    suggestions = page.locator(".suggestions")
    article = suggestions.locator(f'a[href$="{ARTICLE}"]')
    expect(article).to_be_visible()
    assert suggestions.get_by_role("link").count() <= 3
    with page.context.expect_page() as opened:
        article.click()
    expect(opened.value).to_have_url(f"{site.url}{HOMES[language]}{ARTICLE}")
    suggestions.get_by_role("button", name=words(language, "suggest.solved")).click()
    expect(suggestions).to_contain_text(words(language, "suggest.thanks"))
    expect(page.locator("#inquiry-message")).to_have_value(DRAFT[language])
    suggestions.get_by_role("button", name=words(language, "suggest.discard")).click()
    expect(page.locator("#inquiry-message")).to_have_value("")


@pytest.mark.parametrize("height", [420, 1600])
def test_nothing_moves_for_who_has_gone_on(page: Page, site: ScriptedSite, height: int) -> None:
    """What somebody is about to press stays where it is: the suggestions show on the screen, or above it."""
    page.set_viewport_size({"width": 360, "height": height})
    page.goto(f"{site.url}/inquiry/")
    page.fill("#inquiry-message", DRAFT["ko"])
    page.focus("#inquiry-consent")
    top = "document.activeElement.getBoundingClientRect().top"
    before = page.evaluate(top)
    expect(page.locator(".suggestions a").first).to_be_visible()
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    assert page.evaluate(top) == pytest.approx(before, abs=1)


def test_the_draft_stays_on_the_device(page: Page, site: ScriptedSite) -> None:
    """No request has a word of it, neither in its address nor in its body."""
    sent: list[str] = []
    page.context.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto(f"{site.url}/inquiry/")
    page.fill("#inquiry-message", "refund " + DRAFT["ko"])
    link = page.locator(".suggestions a").first
    expect(link).to_be_visible()
    assert "?" not in (link.get_attribute("href") or "")
    assert not [request for request in sent if "refund " in request or "%ED%8E%B8" in request]
    assert site.received == []


def test_nothing_is_loaded_before_somebody_writes(page: Page, site: ScriptedSite) -> None:
    """Opening the form costs neither index nor worker."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(f"{site.url}/inquiry/", wait_until="networkidle")
    assert not [url for url in urls if "search.ko" in url or "worker" in url or "panel" in url]


def test_the_form_needs_no_suggestions(page: Page, site: ScriptedSite) -> None:
    """Where the index cannot be had, there is nothing to see and the form works."""
    page.route("**/search.ko.json", lambda route: route.abort())
    page.goto(f"{site.url}/inquiry/")
    page.fill("#inquiry-message", DRAFT["ko"])
    page.fill("#inquiry-email", "onyu@example.com")
    expect(page.locator(".suggestions")).to_be_hidden()
    expect(page.get_by_role("button", name=words("ko", "form.review.button"))).to_be_enabled()

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inquiry_form import (
    ACCEPTED,
    FORMS,
    RECEIPT,
    fill,
    languages,
    mask,
    review,
    submit,
    words,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

CARD = "카드 4111-1111-1111-1111 로 결제했고 비밀번호는 abcd1234! 입니다"
MASKED = "카드 ●●●1111 로 결제했고 비밀번호는 ●●● 입니다"


def kinds(language: str, *names: str) -> str:
    """Return kinds of secrets as the page says them."""
    return ", ".join(words(language, f"secret.kind.{name}") for name in names)


@languages
def test_a_secret_is_explained_before_anything_is_sent(page: Page, site: ScriptedSite, language: str) -> None:
    """Summary and field say what was found and why not to send it; the link leads to the decision."""
    page.goto(site.url + FORMS[language])
    fill(page, CARD)
    review(page)
    found = words(language, "secret.found").replace("{secrets}", kinds(language, "card_number", "password"))
    summary = page.locator("#inquiry-form .error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text([found])
    expect(page.locator("#inquiry-message-error")).to_contain_text(found)
    message = page.locator("#inquiry-message")
    expect(message).to_have_attribute("aria-invalid", "true")
    described = (message.get_attribute("aria-describedby") or "").split()
    assert described[:2] == ["inquiry-message-secret", "inquiry-message-error"]
    panel = page.get_by_role("group", name=found)
    expect(panel).to_contain_text(words(language, "secret.why"))
    summary.get_by_role("link").click()
    expect(panel).to_be_focused()
    page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name=words(language, "secret.mask"))).to_be_focused()
    assert site.received == []


@languages
def test_one_click_masks_and_sends(page: Page, site: ScriptedSite, language: str) -> None:
    """What arrives has marks; nothing else of the text has changed."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS[language])
    fill(page, CARD)
    review(page)
    mask(page, language)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert [request.body["message"] for request in site.received] == [MASKED]


def test_it_can_be_changed_by_hand(page: Page, site: ScriptedSite) -> None:
    """The other button sends nothing and selects the secret; once it is gone the form sends as ever."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page, "🎬 " + CARD)
    review(page)
    page.get_by_role("button", name=words("ko", "secret.edit")).click()
    expect(page.locator("#inquiry-message")).to_be_focused()
    selected = "(f => f.value.slice(f.selectionStart, f.selectionEnd))(document.activeElement)"
    assert page.evaluate(selected) == "4111-1111-1111-1111"
    assert site.received == []
    page.fill("#inquiry-message", "카드로 결제했습니다")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert site.received[0].body["message"] == "카드로 결제했습니다"
    assert page.locator(".secret-guard").count() == 0


def test_every_field_is_decided_before_sending(page: Page, site: ScriptedSite) -> None:
    """With secrets in two fields, masking one leads to the other, and only then the inquiry leaves."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page, CARD)
    page.fill("#inquiry-name", "홍길동 900101-1234567")
    review(page)
    expect(page.locator("#inquiry-form .error-summary").get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name=words("ko", "secret.mask")).first.click()
    expect(page.locator(".secret-guard").nth(1)).to_be_focused()
    assert site.received == []
    mask(page, "ko")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    body = site.received[0].body
    assert (body["name"], body["message"]) == ("홍길동 ●●●", MASKED)


def test_a_draft_on_the_device_holds_no_secret(page: Page, site: ScriptedSite) -> None:
    """What is kept for a reload is masked: the next person at this computer finds nothing."""
    page.goto(site.url + FORMS["ko"])
    fill(page, CARD)
    assert "4111-1111" not in page.evaluate("localStorage.getItem('inquiry-draft')")
    page.reload()
    expect(page.locator("#inquiry-message")).to_have_value(MASKED)


def test_without_its_rules_the_form_still_sends(page: Page, site: ScriptedSite) -> None:
    """A browser that cannot load or read the rules sends: the function masks before it stores."""
    site.answers = [ACCEPTED]
    page.route("**/secret-guard/rules.mjs", lambda route: route.abort())
    page.goto(site.url + FORMS["ko"])
    fill(page, CARD)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert site.received[0].body["message"] == CARD


@pytest.mark.parametrize("width", [360, 1280])
def test_the_explanation_fits_the_screen(page: Page, site: ScriptedSite, width: int) -> None:
    """Nothing runs over the edge, and both buttons are at least 44 pixels high."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.url + FORMS["en"])
    fill(page, CARD)
    review(page)
    expect(page.locator(".secret-guard")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".secret-guard button").all():
        assert (button.bounding_box() or {"height": 0})["height"] >= 44

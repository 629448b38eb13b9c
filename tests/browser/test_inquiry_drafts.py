"""The draft of the form and its key: kept, forgotten, and one inquiry however often it is sent."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.inquiry_form import ACCEPTED, FORMS, RECEIPT, fill, languages, review, submit, words
from tests.browser.scripted_site import Answer, ScriptedSite

if TYPE_CHECKING:
    from playwright.sync_api import Page

KEY_REUSED = Answer(
    422, {"type": "urn:helpcenter:problem:key_reused", "title": "t", "status": 422, "detail": "d"}
)


@languages
def test_a_draft_survives_a_reload_but_not_consent(page: Page, site: ScriptedSite, language: str) -> None:
    """What was written comes back after a reload; agreeing is always done anew."""
    page.goto(site.url + FORMS[language])
    fill(page)
    page.reload()
    expect(page.locator("#inquiry-message")).to_have_value("결제가 두 번 되었습니다.")
    expect(page.locator("#inquiry-topic")).to_have_value("refund")
    expect(page.locator("#inquiry-name")).to_have_value("김온유")
    expect(page.locator("#inquiry-email")).to_have_value("onyu@example.com")
    expect(page.locator("#inquiry-consent")).not_to_be_checked()
    expect(page.locator(".inquiry-form__draft")).to_contain_text(words(language, "draft.restored"))


def test_a_draft_and_its_key_survive_a_failure_and_a_reload(page: Page, site: ScriptedSite) -> None:
    """An inquiry that may have arrived is sent again as the same one, even after a reload."""
    site.answers = [Answer(503, {}), ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    expect(page.locator(".inquiry-form__status")).to_have_text(words("ko", "failed.server"))
    page.reload()
    page.check("#inquiry-consent")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert site.received[0] == site.received[1]._replace(headers=site.received[0].headers)


def test_the_next_inquiry_is_another_one(page: Page, site: ScriptedSite) -> None:
    """After an accepted inquiry the form is empty, and the same words sent again are a new inquiry."""
    site.answers = [ACCEPTED, ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    page.goto(site.url + FORMS["ko"])
    expect(page.locator("#inquiry-message")).to_have_value("")
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert site.received[0].key != site.received[1].key


def test_a_draft_can_be_erased(page: Page, site: ScriptedSite) -> None:
    """On a shared computer nothing has to stay behind."""
    page.goto(site.url + FORMS["ko"])
    fill(page)
    page.reload()
    page.click(".inquiry-form__discard")
    expect(page.locator("#inquiry-message")).to_have_value("")
    assert page.evaluate("localStorage.getItem('inquiry-draft')") is None


def test_a_double_click_sends_once(page: Page, site: ScriptedSite) -> None:
    """While an inquiry is on its way, pressing the button again does nothing."""
    arrive = threading.Event()
    site.answers = [ACCEPTED._replace(hold=arrive)]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    review(page)
    expect(page.locator(".form-review")).to_be_visible()
    page.dblclick("#inquiry-form [type=submit]")
    expect(page.locator("#inquiry-form [type=submit]")).to_have_attribute("aria-disabled", "true")
    page.locator("#inquiry-form [type=submit]").click(force=True)
    arrive.set()
    page.wait_for_url(site.url + RECEIPT)
    assert len(site.received) == 1


def test_a_reused_key_is_renewed_silently(page: Page, site: ScriptedSite) -> None:
    """When the server knows the key with another content, the inquiry goes out once more under a new key."""
    site.answers = [KEY_REUSED, ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    first, second = site.received
    assert first.key != second.key
    assert first.body == second.body


def test_a_key_is_renewed_only_once(page: Page, site: ScriptedSite) -> None:
    """A server that never accepts the key does not keep the browser sending."""
    site.answers = [KEY_REUSED, KEY_REUSED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    expect(page.locator(".inquiry-form__status")).to_have_text(words("ko", "failed.server"))
    assert len(site.received) == 2

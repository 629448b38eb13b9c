"""The inquiry form in Chromium: what it sends, and what it says when that does not work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inquiry_form import ACCEPTED, FORMS, RECEIPT, fill, languages, submit, words
from tests.browser.scripted_site import Answer, ScriptedSite

if TYPE_CHECKING:
    from playwright.sync_api import Page

REFUSED = Answer(
    422,
    {
        "type": "urn:helpcenter:problem:invalid_inquiry",
        "title": "t",
        "status": 422,
        "detail": "d",
        "errors": [
            {"field": "email", "code": "bad_address", "message": "이 주소로는 보낼 수 없습니다."},
            {"field": "consent", "code": "consent_required", "message": "동의가 필요합니다."},
        ],
    },
    {"Content-Type": "application/problem+json"},
)


@languages
def test_an_accepted_inquiry_leads_to_its_receipt(page: Page, site: ScriptedSite, language: str) -> None:
    """What was filled in is sent as JSON in the page's language, and the visitor sees the receipt."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS[language])
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    [request] = site.received
    assert isinstance(request.body.pop("utc_offset"), int)
    assert request.body == {
        "topic": "refund",
        "name": "김온유",
        "email": "onyu@example.com",
        "message": "결제가 두 번 되었습니다.",
        "language": language,
        "consent": True,
    }
    assert len(request.key) == 36
    assert (request.headers["content-type"], request.headers["accept"]) == (
        "application/json",
        "application/json",
    )


def test_an_empty_name_is_not_sent(page: Page, site: ScriptedSite) -> None:
    """The name is optional: left empty, it is no part of the inquiry."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    page.fill("#inquiry-name", "")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert "name" not in site.received[0].body


@languages
def test_errors_stand_beside_their_fields_and_in_a_summary_with_focus(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """All errors at once: a summary that takes focus and links to the fields, messages beside them."""
    site.answers = [REFUSED]
    page.goto(site.url + FORMS[language])
    fill(page)
    submit(page)
    summary = page.locator("#inquiry-form .error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(
        ["이 주소로는 보낼 수 없습니다.", "동의가 필요합니다."]
    )
    email = page.locator("#inquiry-email")
    expect(email).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#inquiry-email-error")).to_have_text(
        f"{words(language, 'error.prefix')} 이 주소로는 보낼 수 없습니다."
    )
    assert "inquiry-email-error" in (email.get_attribute("aria-describedby") or "").split()
    summary.get_by_role("link").first.click()
    expect(email).to_be_focused()


def test_corrected_errors_go_and_the_key_stays(page: Page, site: ScriptedSite) -> None:
    """After a refusal the draft is still the same inquiry: errors vanish and the same key is sent."""
    site.answers = [REFUSED, ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    expect(page.locator("#inquiry-email-error")).to_be_visible()
    page.fill("#inquiry-email", "other@example.com")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert len({request.key for request in site.received}) == 1


def test_an_error_of_no_visible_field_is_in_the_summary(page: Page, site: ScriptedSite) -> None:
    """Nothing the server says is lost, even where there is no field to put it beside."""
    error = {"field": "language", "code": "unknown_language", "message": "알 수 없는 언어입니다."}
    site.answers = [Answer(422, {**REFUSED.body, "errors": [error]})]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    expect(page.locator("#inquiry-form .error-summary")).to_contain_text("알 수 없는 언어입니다.")


@languages
@pytest.mark.parametrize(
    "failure",
    [
        (Answer(503, {}, {"Retry-After": "30"}), "failed.server_wait", {"ko": "30초", "en": "30 seconds"}),
        (Answer(429, {}, {"Retry-After": "120"}), "failed.busy_wait", {"ko": "2분", "en": "2 minutes"}),
        (Answer(503, {}), "failed.server", {"ko": "", "en": ""}),
        # As API Gateway says it by itself, which cannot say when there will be room again.
        (Answer(429, {"message": "Too Many Requests"}), "failed.busy", {"ko": "", "en": ""}),
    ],
)
def test_a_failing_server_is_explained_and_the_draft_stays(
    page: Page, site: ScriptedSite, language: str, failure: tuple[Answer, str, dict[str, str]]
) -> None:
    """The visitor reads what happened and when to try again; text and button are as before."""
    answer, code, wait = failure
    site.answers = [answer, ACCEPTED]
    page.goto(site.url + FORMS[language])
    fill(page)
    submit(page)
    status = page.locator(".inquiry-form__status")
    expect(status).to_have_text(words(language, code).replace("{wait}", wait[language]))
    expect(status).to_be_focused()
    expect(page.locator("#inquiry-message")).to_have_value("결제가 두 번 되었습니다.")
    page.reload()
    expect(page.locator("#inquiry-message")).to_have_value("결제가 두 번 되었습니다.")
    page.check("#inquiry-consent")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert site.received[0].key == site.received[1].key


@languages
def test_a_lost_connection_is_explained(page: Page, site: ScriptedSite, language: str) -> None:
    """Without a connection the visitor is told so, and sends again when it is back."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS[language])
    fill(page)
    page.context.set_offline(offline=True)
    submit(page)
    expect(page.locator(".inquiry-form__status")).to_have_text(words(language, "failed.network"))
    page.context.set_offline(offline=False)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)


def test_the_form_tells_how_many_characters_are_left(page: Page, site: ScriptedSite) -> None:
    """Characters are counted as people and the server count them, and too many are said before sending."""
    page.goto(site.url + FORMS["ko"])
    left = page.locator("#inquiry-message-left")
    page.fill("#inquiry-message", "가" * 4998 + "😀")
    expect(left).to_have_text(words("ko", "message.left").replace("{count}", "1"))
    page.fill("#inquiry-message", "가" * 5003)
    expect(left).to_have_text(words("ko", "message.over").replace("{count}", "3"))


@languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_small_phone_needs_no_sideways_scrolling(
    page: Page, site: ScriptedSite, language: str, scheme: str
) -> None:
    """On a 360 px screen every page fits, the form with its errors too."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in ("/", "/contact/", "/hours/", "/chat/", "/privacy/", "/about/"):
        page.goto(site.url + FORMS[language].replace("/inquiry/", path))
        assert page.evaluate("document.documentElement.scrollWidth") == 360, path
    site.answers = [REFUSED]
    page.goto(site.url + FORMS[language])
    fill(page)
    submit(page)
    expect(page.locator("#inquiry-form .error-summary")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_server_gets_no_request_for_what_does_not_exist(page: Page, site: ScriptedSite) -> None:
    """Opening pages asks the site for nothing it does not have, and nobody else for anything."""
    bad: list[str] = []
    page.on("response", lambda response: bad.append(response.url) if response.status >= 400 else None)
    page.on(
        "request", lambda sent: None if sent.url.startswith((site.url, "data:")) else bad.append(sent.url)
    )
    for path in ("/", "/en/contact/", FORMS["ko"]):
        page.goto(site.url + path, wait_until="networkidle")
    assert bad == []

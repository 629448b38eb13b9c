from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.scripted_site import Answer, ScriptedSite
from tests.site.building import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FORMS = {"ko": "/inquiry/", "en": "/en/inquiry/"}
RECEIPT = "/contact/?receipt"  # any page that exists will do
ACCEPTED = Answer(
    201, {"case_id": "K7QM-2X9D-4FT", "due_at": "2026-11-24T15:00:00+09:00", "receipt_url": RECEIPT}
)
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
KEY_REUSED = Answer(
    422, {"type": "urn:helpcenter:problem:key_reused", "title": "t", "status": 422, "detail": "d"}
)
languages = pytest.mark.parametrize("language", FORMS)


def words(language: str, code: str) -> str:
    """Return a text of the theme's catalogue."""
    catalogue = ROOT / "theme" / "messages" / f"{language}.json"
    return str(json.loads(catalogue.read_text(encoding="utf-8"))[f"form.{code}"])


def fill(page: Page, message: str = "결제가 두 번 되었습니다.") -> None:
    """Fill in the whole form."""
    page.select_option("#inquiry-topic", "refund")
    page.fill("#inquiry-name", "김온유")
    page.fill("#inquiry-email", "onyu@example.com")
    page.fill("#inquiry-message", message)
    page.check("#inquiry-consent")


def review(page: Page) -> None:
    """Press the button that leads to the review."""
    page.click("#inquiry-form [type=submit]")


def submit(page: Page) -> None:
    """Look everything over, unless that is done, and send it."""
    looked_over = page.locator("#inquiry-form .form-review")
    if not looked_over.is_visible():
        review(page)
        expect(looked_over).to_be_visible()
    page.click("#inquiry-form [type=submit]")


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

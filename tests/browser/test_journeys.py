"""A visitor in Chromium and the running center: from the form to both mails, with scripts and without."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.local.running import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

FORMS = {"ko": "/inquiry/", "en": "/en/inquiry/"}
MESSAGES = {"ko": "환불이 아직 들어오지 않았습니다.", "en": "My refund has not arrived yet."}
HEADINGS = {"ko": "문의가 접수되었습니다", "en": "We have your inquiry"}
ERRORS = {"ko": "보낼 수 없는 주소", "en": "can't send mail to this address"}
CASE_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}")
languages = pytest.mark.parametrize("language", FORMS)


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no JavaScript, on a small phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def fill_in(page: Page, language: str, email: str, topic: str = "refund") -> None:
    """Fill in what every inquiry needs."""
    page.select_option("#inquiry-topic", topic)
    page.fill("#inquiry-name", "김온유")
    page.fill("#inquiry-email", email)
    page.fill("#inquiry-message", MESSAGES[language])
    page.check("#inquiry-consent")


def look_over(page: Page) -> None:
    """Go on to the review, which the script or the server shows."""
    page.click("#inquiry-form [type=submit]")


def send(page: Page) -> None:
    """Send what was looked over, by the script's button or by that of the server's page.

    The server asks once more where nobody can have read its page yet.
    """

    def sent() -> bool:
        page.click("#inquiry-form [type=submit], .review [type=submit]")
        return page.locator(".review").count() == 0

    eventually(sent)


def send_inquiry(page: Page, language: str, email: str) -> None:
    """Fill in the form, look it over and send it."""
    fill_in(page, language, email)
    look_over(page)
    expect(page.locator(":is(.form-review, .review) dl")).to_contain_text(MESSAGES[language])
    send(page)


def assert_receipt_and_mails(center: RunningCenter, page: Page, language: str, email: str) -> None:
    """See the case on the receipt, and its two mails in the mailbox."""
    expect(page.locator(".receipt h1")).to_contain_text(HEADINGS[language])
    expect(page.locator("html")).to_have_attribute("lang", language)
    case_id = page.locator(".receipt__case-id").inner_text()
    assert CASE_ID.fullmatch(case_id)
    mails = {mail["to"]: mail for mail in center.mails_of(case_id, 2)}
    assert page.url in mails[email]["text"]
    assert MESSAGES[language] in mails["payment_care@departments.example"]["text"]
    assert mails["payment_care@departments.example"]["headers"]["Reply-To"] == email


@languages
def test_an_inquiry_with_scripts(center: RunningCenter, page: Page, language: str) -> None:
    """The form leads to the receipt; customer and department have their mails; the draft is forgotten."""
    page.goto(center.url + FORMS[language])
    send_inquiry(page, language, f"script-{language}@example.com")
    page.wait_for_url("**/api/receipts/**")
    assert_receipt_and_mails(center, page, language, f"script-{language}@example.com")
    page.goto(center.url + FORMS[language])
    expect(page.locator("#inquiry-message")).to_have_value("")


@languages
def test_an_inquiry_without_scripts(center: RunningCenter, page_without_scripts: Page, language: str) -> None:
    """A plain form does the same: it is answered with the receipt."""
    page_without_scripts.goto(center.url + FORMS[language])
    send_inquiry(page_without_scripts, language, f"plain-{language}@example.com")
    assert_receipt_and_mails(center, page_without_scripts, language, f"plain-{language}@example.com")


@languages
def test_an_error_with_scripts_stands_beside_its_field(
    center: RunningCenter, page: Page, language: str
) -> None:
    """What only the server refuses is shown at the field, the summary takes the focus, nothing is lost."""
    page.goto(center.url + FORMS[language])
    send_inquiry(page, language, "한글@example.com")
    expect(page.locator("#inquiry-email-error")).to_be_visible()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#inquiry-message")).to_have_value(MESSAGES[language])


@languages
def test_an_error_without_scripts_is_a_page(
    center: RunningCenter, page_without_scripts: Page, language: str
) -> None:
    """The page names what is wrong in the form's language and leads back to it."""
    page_without_scripts.goto(center.url + FORMS[language])
    fill_in(page_without_scripts, language, "onyu@localhost")
    look_over(page_without_scripts)
    summary = page_without_scripts.locator(".error-summary")
    expect(summary).to_contain_text(ERRORS[language])
    link = page_without_scripts.locator(f'article a[href="{FORMS[language]}"]')
    expect(link).to_be_visible()

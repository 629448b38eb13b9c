"""The inquiry form in Chromium, as a visitor fills it in, and answers that the API may give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.scripted_site import Answer
from tests.site.building import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

FORMS = {"ko": "/inquiry/", "en": "/en/inquiry/"}
RECEIPT = "/contact/?receipt"  # any page that exists will do
ACCEPTED = Answer(
    201, {"case_id": "K7QM-2X9D-4FT", "due_at": "2026-11-24T15:00:00+09:00", "receipt_url": RECEIPT}
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


def mask(page: Page, language: str) -> None:
    """Have the secret masked that nobody decided about yet: that leads to the review."""
    page.get_by_role("button", name=words(language, "secret.mask")).click()
    expect(page.locator("#inquiry-form .form-review")).to_be_visible()


def submit(page: Page) -> None:
    """Look everything over, unless that is done, and send it."""
    looked_over = page.locator("#inquiry-form .form-review")
    if not looked_over.is_visible():
        review(page)
        expect(looked_over).to_be_visible()
    page.click("#inquiry-form [type=submit]")

"""Inquiries by topic in Chromium and the running center: what is asked, and what happens on a bad day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.inquiry_form import mask, review, submit, words
from tests.browser.test_attachments import INPUT, chosen, files_of
from tests.browser.test_journeys import FORMS, MESSAGES, fill_in, languages, look_over, send
from tests.unit.attachment.files import png

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

WHEN = {"ko": "어제 저녁 8시쯤", "en": "yesterday around 8 pm"}
CARD = "4111-1111-1111-1111"


def department_mail(center: RunningCenter, page: Page, address: str) -> str:
    """Return the text of the department's mail for the receipt that is shown."""
    case_id = page.locator(".receipt__case-id").inner_text()
    (mail,) = [mail for mail in center.mails_of(case_id, 2) if mail["to"] == address]
    return str(mail["text"])


@languages
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_inquiry_by_topic(
    center: RunningCenter, new_page: Callable[..., Page], language: str, *, scripts: bool
) -> None:
    """A topic asks for its fields alone; what is required is missed by name; the department reads it all.

    Where scripts run, a file comes along.
    """
    page = new_page(java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    page.goto(center.url + FORMS[language])
    fill_in(page, language, f"topic-{language}-{scripts}@example.com".lower(), "payment_fraud")
    expect(page.locator("#inquiry-details-occurred_at")).to_be_visible()
    expect(page.locator("#inquiry-details-network")).to_be_hidden()
    look_over(page)
    expect(page.locator(".error-summary").filter(visible=True)).to_contain_text(
        {"ko": "문제가 생긴 때", "en": "When it happened"}[language]
    )
    if not scripts:
        page.go_back()
        expect(page.locator("#inquiry-message")).to_have_value(MESSAGES[language])
        page.check("#inquiry-consent")  # agreeing is always done anew
    page.fill("#inquiry-details-occurred_at", WHEN[language])
    page.select_option("#inquiry-details-payment_method", "card")
    if scripts:
        page.set_input_files(INPUT, [chosen("screen.png", png(44, 30))])
    look_over(page)
    shown = page.locator(":is(.form-review, .review) dl")
    expect(shown).to_contain_text(WHEN[language])
    if not scripts:
        page.wait_for_timeout(1100)  # the server takes a second for reading
    send(page)
    expect(page.locator(".receipt")).to_contain_text(WHEN[language])
    told = department_mail(center, page, "fraud_response@departments.example")
    assert f"문제가 생긴 때: {WHEN[language]}" in told
    assert "결제 수단: 신용카드·체크카드" in told
    files = files_of(center, f"topic-{language}-{scripts}@example.com".lower())
    assert files.count('href="/api/files/') == scripts


@languages
def test_a_secret_in_a_detail_is_masked_before_it_leaves(
    center: RunningCenter, page: Page, language: str
) -> None:
    """A card number under "shop" is explained and masked; the same digits as an order number stay."""
    page.goto(center.url + FORMS[language])
    fill_in(page, language, f"secret-{language}@example.com", "payment_fraud")
    page.fill("#inquiry-details-occurred_at", WHEN[language])
    page.fill("#inquiry-details-shop", CARD)
    page.fill("#inquiry-details-order_number", CARD.replace("-", ""))
    review(page)
    expect(page.locator("#inquiry-form .error-summary").get_by_role("listitem")).to_have_count(1)
    expect(page.locator("#inquiry-details-shop-error")).to_be_visible()
    mask(page, language)
    submit(page)
    page.wait_for_url("**/api/receipts/**")
    told = department_mail(center, page, "fraud_response@departments.example")
    assert CARD not in told
    assert "●●●1111" in told
    assert CARD.replace("-", "") in told


@languages
def test_an_answer_that_got_lost_is_asked_for_again(center: RunningCenter, page: Page, language: str) -> None:
    """The connection is cut after the center stored: sent again, also after a reload, it is the same case."""
    cut: list[dict[str, str]] = []

    def lose(route: Route) -> None:
        cut.append(route.fetch().json())
        route.abort("connectionreset")

    page.route("**/api/inquiries", lose, times=1)
    page.goto(center.url + FORMS[language])
    fill_in(page, language, f"cut-{language}@example.com")
    submit(page)
    expect(page.locator(".inquiry-form__status")).to_have_text(words(language, "failed.network"))
    page.reload()
    expect(page.locator("#inquiry-message")).to_have_value(MESSAGES[language])
    page.check("#inquiry-consent")
    submit(page)
    page.wait_for_url("**/api/receipts/**")
    assert page.locator(".receipt__case-id").inner_text() == cut[0]["case_id"]
    assert len(center.mails_of(cut[0]["case_id"], 2)) == 2


@languages
def test_double_clicks_everywhere_make_one_case(center: RunningCenter, page: Page, language: str) -> None:
    """The first shows the review and does not send; the second sends once."""
    page.goto(center.url + FORMS[language])
    fill_in(page, language, f"double-{language}@example.com")
    page.dblclick("#inquiry-form [type=submit]")
    expect(page.locator(".form-review")).to_be_visible()
    posts: list[str] = []
    page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    page.dblclick("#inquiry-form [type=submit]")
    page.wait_for_url("**/api/receipts/**")
    assert len([url for url in posts if url.endswith("/api/inquiries")]) == 1


@languages
def test_two_tabs_send_one_case(center: RunningCenter, page: Page, language: str) -> None:
    """The same draft sent from both tabs is one inquiry: both end at its receipt, its mails leave once."""
    page.goto(center.url + FORMS[language])
    fill_in(page, language, f"tabs-{language}@example.com")
    other = page.context.new_page()
    other.goto(center.url + FORMS[language])
    expect(other.locator("#inquiry-message")).to_have_value(MESSAGES[language])
    other.check("#inquiry-consent")
    for tab in (page, other):
        review(tab)
        expect(tab.locator(".form-review")).to_be_visible()
    for tab in (page, other):
        tab.click("#inquiry-form [type=submit]")
        tab.wait_for_url("**/api/receipts/**")
    assert page.url == other.url
    case_id = page.locator(".receipt__case-id").inner_text()
    assert len(center.mails_of(case_id, 2)) == 2
    waiting = [mail for mail in center.mails() if mail["to"] == f"tabs-{language}@example.com"]
    assert len(waiting) == 1

"""A customer in Chromium and the running center: a receipt from its first day to its erasure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from helpcenter.messages import load_messages
from tests.local.running import eventually
from tests.local.stored_cases import kinds_of, let_promise_pass

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.local.running import RunningCenter

MESSAGES = load_messages()
pytestmark = pytest.mark.xdist_group("center")

PHONE = {"width": 360, "height": 740}
languages = pytest.mark.parametrize("language", ["ko", "en"])
scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def receipt_of(center: RunningCenter, language: str, email: str) -> str:
    """Send an inquiry and return the address of its receipt."""
    inquiry = {"topic": "refund", "email": email, "message": "Refund?", "language": language, "consent": True}
    return str(center.submit({**inquiry, "name": "Kim"}).json["receipt_url"])


def mail_to(center: RunningCenter, to: str, having: str) -> dict[str, Any]:
    """Return the newest mail to somebody that holds something, as soon as it is there."""

    def found() -> list[dict[str, Any]]:
        return [mail for mail in center.mails() if mail["to"] == to and having in mail["text"]]

    eventually(found)
    return found()[-1]


@scripts
@languages
def test_from_the_first_day_to_erasure(
    center: RunningCenter,
    new_page: Callable[..., Page],
    language: str,
    scripts: bool,  # noqa: FBT001 - of pytest
) -> None:
    """Add, wait, escalate once the moment has passed, be answered, say so, and have it erased."""
    words = MESSAGES[language].texts
    email = f"journey-{language}-{scripts}@example.com"
    url = receipt_of(center, language, email)
    page = new_page(viewport=PHONE, java_script_enabled=scripts)
    page.goto(url)
    expect(page.locator(".receipt h1")).to_have_text(words["receipt.title"])
    expect(page.locator("#escalation")).to_have_count(0)

    page.fill("#words", "My password: hunter22x!" if language == "en" else "비밀번호는 hunter22x! 입니다")
    page.click("#information button")
    expect(page.locator(".receipt__words")).to_contain_text("●●●")
    assert page.url == f"{url}#history"

    let_promise_pass(center, url)
    page.reload()
    expect(page.locator(".receipt__due")).to_contain_text("죄송" if language == "ko" else "sorry")
    page.click("#escalation button")
    expect(page.locator(".receipt__history")).to_contain_text(words["history.escalated"])
    expect(page.locator("#escalation")).to_have_count(0)

    case_id = page.locator(".receipt__case-id").inner_text()
    text = mail_to(center, "lead@departments.example", case_id)["text"]
    department = new_page(viewport=PHONE, java_script_enabled=scripts)
    department.goto(re.search(r"http\S+[.]answered[.]\S+", text)[0])  # type: ignore[index]
    department.click("form .md-button")
    expect(department.locator("article [role=status]")).to_contain_text(case_id)

    page.reload()
    expect(page.locator(".receipt h1")).to_have_text(words["receipt.title.answered"])
    page.check("input[value=unsolved]")
    page.click("#feedback button")
    expect(page.locator(".receipt__history")).to_contain_text(words["verdict.unsolved"])

    page.click(".receipt__erase a")
    expect(page.locator(".receipt h1")).to_have_text(words["erasure.title"])
    page.click("form .md-button")
    expect(page.locator(".receipt h1")).to_have_text(words["erasure.done"])
    page.goto(url)
    expect(page.locator(".error-summary")).to_be_visible()
    assert set(kinds_of(center, url)) == {"LETTER#erasure_note", "MAIL#erasure_note"}
    assert words["mail.erasure_note.title"] in mail_to(center, email, words["erasure.backups"])["text"]


@languages
def test_who_lost_the_link_finds_the_way_on_the_site(
    center: RunningCenter, new_page: Callable[..., Page], language: str
) -> None:
    """The inquiry page and the questions about it lead to where links are sent from, in the same language."""
    page = new_page(viewport=PHONE, locale=language)
    for path in ("inquiry", "faq/inquiry", "guide/after-a-contact"):
        page.goto(f"{center.url}{'/' if language == 'ko' else '/en/'}{path}/")
        page.locator('article a[href="/api/lost-links"]').click()
        expect(page.locator("article h1")).to_have_text(MESSAGES[language].texts["lost.title"])


@languages
def test_a_lost_link_is_found_again(
    center: RunningCenter, new_page: Callable[..., Page], language: str
) -> None:
    """From the page that knows no receipt, by mail, back to the receipt."""
    words, email = MESSAGES[language].texts, f"lost-{language}@example.com"
    url = receipt_of(center, language, email)
    page = new_page(viewport=PHONE, locale=language)
    page.goto(f"{center.url}/api/receipts/-")
    page.get_by_role("link", name=words["lost.link"]).click()
    page.fill("#email", email.upper())
    page.click("form .md-button")
    expect(page.locator(".receipt h1")).to_have_text(words["lost.sent"])
    text = mail_to(center, email, words["mail.receipt_links.title"])["text"]
    page.goto(re.search(r"http\S+/api/receipts/\S+", text)[0])  # type: ignore[index]
    assert page.url == url


@languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_on_a_receipt_is_cut_off(
    center: RunningCenter, new_page: Callable[..., Page], language: str, scheme: str, width: int
) -> None:
    """On a narrow phone as on a desk; every button is high enough to hit, every field has its name."""
    url = receipt_of(center, language, f"look-{width}@example.com")
    let_promise_pass(center, url)
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in (url, f"{url}/erasure", f"{center.url}/api/lost-links"):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        for button in page.locator("article form button").all():
            box = button.bounding_box()
            assert box
            assert box["height"] >= 44
        for field in page.locator("article textarea, article input[type=email]").all():
            name = field.evaluate("element => element.labels[0]?.textContent")
            assert name


def test_what_is_wrong_is_named_where_scripts_do_not_run(
    center: RunningCenter, new_page: Callable[..., Page]
) -> None:
    """The summary leads to the field, and what was typed is still in it."""
    url = receipt_of(center, "en", "wrong@example.com")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto(url)
    page.fill("#words", " ")
    page.click("#information button")
    expect(page.locator(".error-summary")).to_be_visible()
    page.click(".error-summary a")
    expect(page.locator("#words:target")).to_be_visible()

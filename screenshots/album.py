"""What README shows: each picture has a name and the screens that stand on it side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screenshots.screens import DESKTOP, PHONE, Screen

if TYPE_CHECKING:
    from playwright.sync_api import Page

_DARK_PHONE = PHONE._replace(dark=True)


def _write(page: Page) -> None:
    """Fill in the form, as somebody would who cannot sign in."""
    page.select_option("[name=topic]", "sign_in")
    page.fill("[name=name]", "김하늘")
    page.fill("[name=email]", "haneul@example.com")
    page.focus("[name=message]")
    page.wait_for_load_state("networkidle")  # of what suggests answers
    page.fill(
        "[name=message]",
        "어제 휴대폰을 바꾼 뒤로 로그인이 되지 않습니다.\n비밀번호를 새로 정해도 같은 화면으로 돌아옵니다.",
    )
    page.check("[name=consent]")
    page.wait_for_selector(".suggestions a")
    page.evaluate("document.querySelector('[for=inquiry-message]').scrollIntoView()")


def _send(page: Page) -> None:
    """Look it over, send it, and wait for the receipt."""
    _write(page)
    for shown in (".form-review", ".receipt"):
        page.evaluate("document.querySelector('.inquiry-form').requestSubmit()")
        page.wait_for_selector(shown)
    page.evaluate("scrollTo(0, 0)")


def _ask(page: Page) -> None:
    """Search as people type: without spaces, with a particle too many."""
    page.locator("main input[type=search], .home-hero input").first.click()
    page.keyboard.type("비번을까먹었어요", delay=20)
    page.wait_for_selector(".md-search-result__item, [role=option]")


ALBUM: dict[str, tuple[Screen, ...]] = {
    "home": (Screen("/", DESKTOP), Screen("/en/", _DARK_PHONE)),
    "article": (
        Screen("/en/topics/mail/mail-does-not-send/", DESKTOP),
        Screen("/topics/fraud/payment-i-did-not-make/", PHONE),
    ),
    "search": (Screen("/", DESKTOP, _ask), Screen("/contact/", _DARK_PHONE)),
    "inquiry": (
        Screen("/inquiry/", DESKTOP, _write, moment=None),
        Screen("/inquiry/", PHONE, _send, moment=None),
    ),
}

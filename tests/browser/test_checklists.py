"""Checklists that are ticked, kept, carried over into an inquiry and printed, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

BEFORE, AFTER = "guide/before-you-contact/", "guide/after-a-contact/"
WHEN = {"ko": "문제가 생긴 날짜와 시각", "en": "The date and time it happened"}
ERROR = {"ko": "화면에 나온 오류 문구와 코드", "en": "The error message and code"}


def note_of(page: Page, language: str, item: str) -> str:
    """Return the name of an item's note."""
    name = page.get_by_role("checkbox", name=item).locator("xpath=..").inner_text()
    return words(language, "checklist.note.name", item=name)


@pytest.mark.parametrize("language", HOMES)
def test_what_is_ticked_and_noted_becomes_a_draft_by_keyboard_alone(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """A box is ticked, its note typed, and the link opens the form with both in the message."""
    page.goto(site.url + HOMES[language] + BEFORE)
    page.get_by_role("checkbox", name=WHEN[language]).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("11-20 20:10")
    page.get_by_role("checkbox", name=ERROR[language]).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="2")).to_have_text(
        words(language, "checklist.count", done=2, count=16)
    )
    page.get_by_role("link", name=words(language, "checklist.carry")).focus()
    page.keyboard.press("Enter")
    expected = f"- {WHEN[language]}: 11-20 20:10\n- {ERROR[language]}:"
    expect(page.locator("#inquiry-message")).to_have_value(expected)
    expect(page.locator('[data-form-part="draft-text"]')).to_have_text(words(language, "form.draft.restored"))


def test_ticks_and_notes_are_there_after_a_reload_and_in_the_other_language(
    page: Page, site: ScriptedSite
) -> None:
    """They are the device's, whatever language the list is read in."""
    page.goto(f"{site.url}/{BEFORE}")
    page.get_by_role("checkbox", name=WHEN["ko"]).check()
    page.get_by_label(note_of(page, "ko", WHEN["ko"])).fill("어제 저녁")
    for address in (f"/{BEFORE}", f"/en/{BEFORE}"):
        page.goto(site.url + address)
        language = "en" if address.startswith("/en/") else "ko"
        expect(page.get_by_role("checkbox", name=WHEN[language])).to_be_checked()
        expect(page.get_by_label(note_of(page, language, WHEN[language]))).to_have_value("어제 저녁")


def test_a_draft_that_is_there_is_kept_and_what_was_carried_is_replaced(
    page: Page, site: ScriptedSite
) -> None:
    """Whoever goes back to tick more finds one list in the draft, beneath what they had written."""
    page.goto(f"{site.url}/inquiry/")
    page.fill("#inquiry-message", "환불이 안 됩니다.")
    for item in (WHEN["ko"], ERROR["ko"]):
        page.goto(f"{site.url}/{BEFORE}")
        page.get_by_role("checkbox", name=item).check()
        page.get_by_role("link", name=words("ko", "checklist.carry")).click()
    expected = f"환불이 안 됩니다.\n\n- {WHEN['ko']}:\n- {ERROR['ko']}:"
    expect(page.locator("#inquiry-message")).to_have_value(expected)


def test_nothing_ticked_carries_nothing_over(page: Page, site: ScriptedSite) -> None:
    """The link is a link all the same."""
    page.goto(f"{site.url}/{BEFORE}")
    page.get_by_role("link", name=words("ko", "checklist.carry")).click()
    expect(page.locator("#inquiry-message")).to_have_value("")


def test_everything_can_be_cleared(page: Page, site: ScriptedSite) -> None:
    """On a shared computer nothing is left behind."""
    page.goto(f"{site.url}/{BEFORE}")
    page.get_by_role("checkbox", name=WHEN["ko"]).check()
    page.get_by_role("button", name=words("ko", "checklist.clear")).click()
    expect(page.get_by_role("checkbox", name=WHEN["ko"])).not_to_be_checked()
    assert page.evaluate("localStorage.getItem('checklists')") is None


def test_a_list_that_prepares_no_inquiry_is_only_ticked(page: Page, site: ScriptedSite) -> None:
    """What is left to do after a contact is no matter for an inquiry."""
    page.goto(f"{site.url}/{AFTER}")
    page.locator(".checklist").get_by_role("checkbox").first.check()
    expect(page.locator(".checklist__note")).to_have_count(0)
    expect(page.locator(".checklist-bar__carry")).to_have_count(0)
    page.reload()
    expect(page.locator(".checklist").get_by_role("checkbox").first).to_be_checked()


def test_lists_can_be_ticked_without_scripts_and_storage(
    new_page: Callable[..., Page], site: ScriptedSite
) -> None:
    """The boxes are plain HTML, each named by its words; nothing dead is shown beside them."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{site.url}/{BEFORE}")
    page.get_by_text(WHEN["ko"]).click()
    expect(page.get_by_role("checkbox", name=WHEN["ko"])).to_be_checked()
    expect(page.locator(".checklist-bar")).to_have_count(0)


def test_a_list_is_printed_with_its_boxes_and_notes(page: Page, site: ScriptedSite) -> None:
    """Paper has the boxes and what was noted; empty notes and the buttons stay away."""
    page.goto(f"{site.url}/{BEFORE}")
    for item in (WHEN["ko"], ERROR["ko"]):
        page.get_by_role("checkbox", name=item).check()
    page.get_by_label(note_of(page, "ko", WHEN["ko"])).fill("어제")
    page.emulate_media(media="print")
    expect(page.get_by_role("checkbox", name=ERROR["ko"])).to_be_visible()
    expect(page.get_by_label(note_of(page, "ko", WHEN["ko"]))).to_be_visible()
    expect(page.locator(".checklist__note").nth(3)).to_be_hidden()
    expect(page.locator(".checklist-bar")).to_be_hidden()

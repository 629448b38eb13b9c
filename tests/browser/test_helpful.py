"""Saying whether an article helped, in Chromium."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words
from tests.browser.scripted_site import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

ARTICLE = "topics/account/cannot-sign-in/"


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("words_of", [("yes", "helpful", "thanks"), ("no", "unhelpful", "sorry")])
def test_a_reader_answers_with_the_keyboard_and_is_thanked(
    page: Page, site: ScriptedSite, language: str, words_of: tuple[str, str, str]
) -> None:
    """One press sends page, language and answer; the thanks take the focus that the button had."""
    button, verdict, reply = words_of
    site.answers.append(Answer(200, {"counted": True}))
    page.goto(site.url + HOMES[language] + ARTICLE)
    page.get_by_role("button", name=words(language, f"helpful.{button}"), exact=True).focus()
    page.keyboard.press("Enter")
    status = page.locator(".helpful__status")
    expect(status).to_contain_text(words(language, f"helpful.{reply}"))
    expect(status).to_be_focused()
    [received] = site.received
    assert received.body == {"page": ARTICLE, "language": language, "answer": verdict}
    assert "cookie" not in received.headers
    assert page.context.cookies() == []
    expect(page.locator(".helpful__question")).to_have_count(0)


def test_who_was_not_helped_finds_the_way_to_people(page: Page, site: ScriptedSite) -> None:
    """The inquiry form opens with the topic of the article."""
    site.answers.append(Answer(200, {"counted": True}))
    page.goto(f"{site.url}/en/{ARTICLE}")
    page.get_by_role("button", name=words("en", "helpful.no"), exact=True).click()
    page.get_by_role("link", name=words("en", "helpful.inquiry")).click()
    expect(page.locator("#inquiry-topic")).to_have_value("sign_in")


def test_an_objection_to_tracking_is_confirmed(page: Page, site: ScriptedSite) -> None:
    """The reader learns that nothing was counted."""
    site.answers.append(Answer(200, {"counted": False}))
    page.goto(f"{site.url}/en/{ARTICLE}")
    page.get_by_role("button", name=words("en", "helpful.yes"), exact=True).click()
    expect(page.locator(".helpful__status")).to_have_text(words("en", "helpful.uncounted"))


def test_a_failure_is_said_and_the_question_stays(page: Page, site: ScriptedSite) -> None:
    """Nobody is thanked for what did not arrive, and it can be tried again."""
    site.answers += [Answer(503, {}), Answer(200, {"counted": True})]
    page.goto(f"{site.url}/en/{ARTICLE}")
    button = page.get_by_role("button", name=words("en", "helpful.yes"), exact=True)
    button.click()
    expect(page.locator(".helpful__status")).to_have_text(words("en", "helpful.failed"))
    button.click()
    expect(page.locator(".helpful__status")).to_have_text(words("en", "helpful.thanks"))


def test_pressing_twice_is_one_answer(page: Page, site: ScriptedSite) -> None:
    """While the first is under way, nothing more is sent."""
    hold = Event()
    site.answers.append(Answer(200, {"counted": True}, hold=hold))
    page.goto(f"{site.url}/en/{ARTICLE}")
    button = page.get_by_role("button", name=words("en", "helpful.yes"), exact=True)
    button.click()
    button.click()
    hold.set()
    expect(page.locator(".helpful__status")).to_have_text(words("en", "helpful.thanks"))
    assert len(site.received) == 1


def test_the_question_is_not_printed(page: Page, site: ScriptedSite) -> None:
    """Paper can't be pressed."""
    page.goto(f"{site.url}/en/{ARTICLE}")
    page.emulate_media(media="print")
    expect(page.locator(".helpful")).to_be_hidden()
    expect(page.locator(".article-end__reviewed")).to_be_visible()

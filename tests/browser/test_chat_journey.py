"""A chat on the running center: from the launcher to the mail, its rating, its receipt and the operator."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words
from tests.local.running import eventually
from tests.local.test_transcript_journey import mails_to, run_module

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")
SAID = {"ko": "결제가 두 번 됐어요 <b>", "en": "I was charged twice <b>"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("language", HOMES)
def test_from_the_launcher_to_the_mail(
    center: RunningCenter, new_page: Callable[..., Page], language: str
) -> None:
    """One click in the launcher, consent and address, a conversation, its end: the record is in the mailbox.

    Its link shows the chat on the receipt, and the operator sees it.
    """
    to = f"chat-{language}-{uuid.uuid4().hex[:8]}@example.com"
    page = new_page()
    page.goto(center.url + HOMES[language])
    page.click("button.launcher-opener__button")
    with page.expect_popup() as popup:
        page.locator('[data-channel="pay_chat"] a').click()
    chat = popup.value
    chat.get_by_label(words(language, "chat.record.yes")).check()
    chat.get_by_label(words(language, "chat.email"), exact=True).fill(to)
    chat.get_by_role("button", name=words(language, "chat.begin"), exact=True).click()
    chat.wait_for_url("**/_local/chat/*")
    for said in (SAID[language], "…"):
        chat.locator("#text").fill(said)
        chat.locator("form button").first.click()
        expect(chat.locator("li.customer").last).to_contain_text(said)
    chat.locator("form button").last.click()
    expect(chat.get_by_role("status")).to_contain_text(to)
    eventually(lambda: mails_to(center, to))
    [mail] = mails_to(center, to)
    assert SAID[language] in mail["text"]
    receipt = next(urlsplit(word).path for word in mail["text"].split() if "/api/receipts/" in word)
    shown = center.send(receipt)
    assert shown.status == 200
    assert SAID[language].replace("<b>", "&lt;b&gt;") in shown.body
    case_id = receipt.rpartition("/")[2].partition(".")[0]
    listed = run_module("operations", "--data", str(center.data), "transcripts", "show", case_id)
    assert listed.returncode == 0, listed.stderr
    assert SAID[language] in listed.stdout
    assert "consent\tgiven" in listed.stdout


def test_who_refuses_gets_no_mail(center: RunningCenter) -> None:
    """The chat is kept, its record goes nowhere."""
    to = f"refused-{uuid.uuid4().hex[:8]}@example.com"
    asked = urlencode({"channel": "pay_chat", "language": "en", "email": to, "consent": "false", "case": ""})
    chat = center.send(f"/_local/chat/?{asked}").headers["location"]
    center.send(f"{chat}/say", urlencode({"text": "Hello"}).encode(), FORM)
    center.send(f"{chat}/end", b"", FORM)
    assert "no mail is sent" in center.send(chat).body
    assert mails_to(center, to) == []


def test_no_chat_is_under_a_made_up_case(center: RunningCenter) -> None:
    """The operator is told so."""
    shown = run_module("operations", "--data", str(center.data), "transcripts", "show", "7K3M-9PQ2-RT5")
    assert shown.returncode == 1
    assert "7K3M-9PQ2-RT5" in shown.stderr

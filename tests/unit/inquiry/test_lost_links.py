"""The link is lost: the page tells nobody whether there are cases; the mail goes to their address alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from helpcenter.inquiry.letters import LETTER_KEPT
from helpcenter.inquiry.life import Kind
from helpcenter.mail.delivery import MailNotOwedError
from helpcenter.mail.job import RECEIPT_LINKS, MailJob
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.follow_up import follow_ups
from tests.unit.inquiry.sample import LINKS, MESSAGES

PATH = "/api/lost-links"
KNOWN = "hong@example.com"


def ask(desk: Desk, email: str, **headers: str) -> str:
    """Send the form and return the page."""
    answer = desk.post(PATH, {"email": email}, **headers)
    assert answer.status == 200
    return answer.body


def links_owed(desk: Desk) -> list[MailJob]:
    """Return the jobs that bring links."""
    return [job for job in desk.table.owed if job.kind == RECEIPT_LINKS]


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_the_page_is_the_same_for_known_and_unknown(language: str) -> None:
    """Word for word, and for both one thing is stored: there is no difference to measure either."""
    desk = Desk()
    desk.submitted()
    jobs = len(desk.table.jobs)
    pages = {ask(desk, email, accept_language=language) for email in (KNOWN, "nobody@example.com")}
    assert len(pages) == 1
    assert pages.pop().startswith(f"{language}|")
    assert len(desk.table.jobs) == jobs + 2
    assert "hong" not in str([job.case_id for job in links_owed(desk)])


def test_a_mailbox_gets_one_mail_in_three_hours() -> None:
    """However often, and in whatever spelling, somebody asks."""
    desk = Desk()
    desk.submitted()
    for email in (KNOWN, KNOWN.upper(), f" {KNOWN} ", KNOWN):
        ask(desk, email)
    assert len(links_owed(desk)) == 1
    desk.clock.go_on(timedelta(hours=3))
    ask(desk, KNOWN)
    assert len(links_owed(desk)) == 2


@pytest.mark.parametrize("email", ["", "a@b", "한글@example.com", "a@example.com\nBcc: b@example.com"])
def test_an_address_that_is_none_is_told(email: str) -> None:
    """What was typed stays, and nothing is stored."""
    desk = Desk()
    page = desk.post(PATH, {"email": email})
    assert page.status == 422
    assert 'aria-invalid="true"' in page.body
    assert not desk.table.jobs


def test_only_our_page_may_ask() -> None:
    """Another site cannot have visitors' browsers send mails."""
    desk = Desk()
    assert desk.post(PATH, {"email": KNOWN}, origin="https://elsewhere.example").status == 403
    desk.table.unavailable = True
    assert desk.post(PATH, {"email": KNOWN}).status == 503
    assert not desk.table.jobs


def test_the_mail_holds_the_links_of_open_cases() -> None:
    """Of the address alone, not of closed or erased ones, and nothing that anybody typed."""
    desk = Desk()
    first, closed = desk.submitted(), desk.submitted(message="다른 일입니다")
    other = desk.submitted(email="kim@example.com", message="남의 일입니다")
    closed_id = closed.rpartition("/")[2].partition(".")[0]
    history = desk.act.store.read(closed_id)
    assert history
    desk.act(history, Kind.CLOSED)
    ask(desk, KNOWN.upper(), accept_language="en")
    [job] = links_owed(desk)
    mail = follow_ups(desk).by_kind()[RECEIPT_LINKS](job)
    assert (mail.to, mail.reply_to) == (KNOWN, None)
    assert "Links to your inquiries" in mail.subject
    for body in (mail.text, mail.html):
        assert first in body
        assert closed not in body
        assert other not in body
        assert "환불" not in body
        assert "홍길동" not in body
    assert LINKS.url(first.rpartition("/")[2].partition(".")[0]) in mail.text


def test_no_mail_goes_where_there_are_no_cases() -> None:
    """And that is no fault of anybody's."""
    desk = Desk()
    desk.submitted()
    ask(desk, "nobody@example.com")
    [job] = links_owed(desk)
    with pytest.raises(MailNotOwedError, match="no_cases"):
        follow_ups(desk).by_kind()[RECEIPT_LINKS](job)


def test_the_address_is_forgotten() -> None:
    """Two days later nobody knows who asked."""
    desk = Desk()
    ask(desk, KNOWN)
    [job] = links_owed(desk)
    desk.clock.go_on(LETTER_KEPT)
    with pytest.raises(MailNotOwedError, match="letter_gone"):
        follow_ups(desk).by_kind()[RECEIPT_LINKS](job)


def test_mailboxes_that_differ_in_their_letters_get_their_own_links_alone() -> None:
    """Where Hong@ and hong@ are two people, neither gets the other's."""
    desk = Desk()
    desk.submitted()
    desk.clock.go_on(timedelta(minutes=1))
    newest = desk.submitted(email="Hong@example.com", message="대문자입니다")
    ask(desk, KNOWN)
    [job] = links_owed(desk)
    mail = follow_ups(desk).by_kind()[RECEIPT_LINKS](replace(job))
    assert mail.to == "Hong@example.com"
    assert newest in mail.text
    assert mail.text.count("/api/receipts/") == 1

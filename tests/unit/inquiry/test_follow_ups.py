"""The mails that follow an inquiry: to whom, with what, and with nothing that does not belong there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.promise_watch import LISTED_MAX, WatchPromises
from helpcenter.mail.delivery import MailNotOwedError
from helpcenter.mail.job import ADDED_INFORMATION, ERASURE_NOTE, ESCALATION, PROMISE_LIST, REASSIGNMENT
from tests.fakes.memory.cases import MemoryCaseLists, MemoryLetters
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.follow_up import follow_ups
from tests.unit.inquiry.sample import CALENDAR, FACTS, MESSAGES

if TYPE_CHECKING:
    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.job import MailJob


def job_of(desk: Desk, kind: str) -> MailJob:
    """Return the last job of a kind."""
    return [job for job in desk.table.owed if job.kind == kind][-1]


def mail_of(desk: Desk, kind: str, leads: dict[str, str] | None = None) -> Mail:
    """Compose the last owed mail of a kind."""
    return follow_ups(desk, leads).by_kind()[kind](job_of(desk, kind))


def happen(desk: Desk, kind: Kind, words: str = "", detail: str = "") -> None:
    """Let something happen to the only case."""
    [case_id] = desk.table.cases
    history = desk.act.store.read(case_id)
    assert history
    desk.act(history, kind, words, detail)


def test_what_was_added_comes_with_the_links_to_answer() -> None:
    """To the department, as text that cannot become markup or a link; a reply goes to the customer."""
    desk = Desk()
    desk.submitted()
    happen(desk, Kind.INFORMATION, "첫 번째")
    happen(desk, Kind.INFORMATION, "<b>둘째</b>\nhttps://help.onmaru.example/api/evil \u202e뒤집힌")
    mail = mail_of(desk, ADDED_INFORMATION)
    [case_id] = desk.table.cases
    assert (mail.to, mail.reply_to) == ("pay@desk.example", "hong@example.com")
    assert "첫 번째" not in mail.text
    assert "<b>둘째</b>" in mail.text
    assert "&lt;b&gt;둘째" in mail.html
    assert "\u202e" not in mail.text + mail.html
    for link in (
        desk.progress_links.answered_link(case_id),
        desk.progress_links.needs_information_link(case_id),
    ):
        assert link in mail.text
        assert f'href="{link}"' in mail.html
    assert f"/api/files/{case_id}." in mail.text
    assert mail.html.count("href=") == 3


@pytest.mark.parametrize(
    ("leads", "to"),
    [
        (None, "pay.head@desk.example"),
        ({"default": "head@desk.example"}, "head@desk.example"),
        ({}, "pay@desk.example"),
    ],
)
def test_an_escalation_brings_the_whole_history(leads: dict[str, str] | None, to: str) -> None:
    """To the head of the department; without a mailbox of theirs, to the department."""
    desk = Desk()
    desk.submitted()
    happen(desk, Kind.INFORMATION, "아직 기다립니다")
    [case] = desk.table.cases.values()
    desk.clock.at = case.due_at
    happen(desk, Kind.ESCALATED)
    mail = mail_of(desk, ESCALATION, leads)
    assert mail.to == to
    for part in (case.inquiry.message, "아직 기다립니다", "책임자"):
        assert part in mail.text


def test_who_takes_over_gets_all_of_it() -> None:
    """The mail goes to the new department, with every answer, the sender, and what was masked."""
    desk = Desk()
    desk.submitted(
        message="환불이 아직 없어요. 카드 4111-1111-1111-1111", **{"details.order_number": "A-1024"}
    )
    happen(desk, Kind.REASSIGNED, "", "video_care")
    mail = mail_of(desk, REASSIGNMENT)
    assert mail.to == "all@desk.example"
    assert FACTS.departments["video_care"].name["ko"] in mail.text
    for part in (
        "환불이 아직",
        "주문번호 또는 거래번호: A-1024",
        "이름: 홍길동",
        "이메일 주소: hong@example.com",
        "카드번호 1건",
    ):
        assert part in mail.text
    assert '<mark class="hidden"' in mail.html
    assert "/api/files/" in mail.text


def test_a_mail_about_a_case_that_was_erased_is_not_owed() -> None:
    """It is no dead mail either."""
    desk = Desk()
    path = desk.submitted()
    happen(desk, Kind.INFORMATION, "더")
    job = job_of(desk, ADDED_INFORMATION)
    desk.post(f"{path}/erasure")
    with pytest.raises(MailNotOwedError, match="case_gone"):
        follow_ups(desk).by_kind()[ADDED_INFORMATION](job)


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_the_erasure_note_holds_nothing_that_was_typed(language: str) -> None:
    """In the language of the inquiry: the case number, and that all is gone."""
    desk = Desk()
    path = desk.submitted(language=language)
    desk.post(f"{path}/erasure")
    mail = mail_of(desk, ERASURE_NOTE)
    assert mail.to == "hong@example.com"
    assert MESSAGES[language].texts["mail.erasure_note.title"] in mail.text
    assert "홍길동" not in mail.text + mail.html
    assert "환불" not in mail.text + mail.html


def watch(desk: Desk) -> WatchPromises:
    """Return the morning's watch."""
    lists, letters = MemoryCaseLists(desk.table, desk.clock), MemoryLetters(desk.table, desk.clock)
    return WatchPromises(FACTS, CALENDAR, lists, letters, desk.clock)


def test_each_department_has_a_list_of_what_is_due() -> None:
    """Late ones are marked, answered ones are not there; once a day, however often it runs."""
    desk = Desk()
    desk.submitted()
    watched = watch(desk)()
    assert (watched.late, watched.near, watched.told) == (0, 0, 0)
    [case] = desk.table.cases.values()
    desk.clock.at = case.due_at - timedelta(hours=9, minutes=30)
    for told in (1, 0):
        watched = watch(desk)()
        assert (watched.late, watched.near, watched.told) == (0, 1, told)
    assert "[지연]" not in mail_of(desk, PROMISE_LIST).text
    desk.clock.go_on(timedelta(days=1))
    watched = watch(desk)()
    assert (watched.late, watched.near, watched.told) == (1, 0, 1)
    mail = mail_of(desk, PROMISE_LIST)
    assert mail.to == "pay@desk.example"
    assert "[지연]" in mail.text
    assert FACTS.topics["refund"].name["ko"] in mail.text
    happen(desk, Kind.ANSWERED)
    desk.clock.go_on(timedelta(days=1))
    assert watch(desk)().late == 0


def test_nobody_is_told_on_a_day_off() -> None:
    """It is counted all the same."""
    desk = Desk()
    desk.submitted()
    [case] = desk.table.cases.values()
    saturday = case.due_at + timedelta(days=3)
    desk.clock.at = saturday
    assert CALENDAR.local_time(saturday).weekday() == 5
    watched = watch(desk)()
    assert (watched.late, watched.told) == (1, 0)


def test_a_long_list_says_how_many_more() -> None:
    """The longest due are named, the rest is counted."""
    desk = Desk()
    for number in range(LISTED_MAX + 5):
        desk.submitted(message=f"문의 {number}")
    desk.clock.go_on(timedelta(days=7))
    assert watch(desk)().late == LISTED_MAX + 5
    mail = mail_of(desk, PROMISE_LIST)
    assert f"{LISTED_MAX + 5}건" in mail.subject
    assert mail.text.count("[지연]") == LISTED_MAX
    assert "5건이 더" in mail.text

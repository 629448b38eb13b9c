"""Every mail of the center, in every language, as it is composed for real."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.letters import Letter
from helpcenter.inquiry.life import Kind
from helpcenter.mail import job
from helpcenter.mail.job import (
    ACKNOWLEDGEMENT,
    DEPARTMENT_NOTICE,
    ERASURE_NOTE,
    PROMISE_LIST,
    RECEIPT_LINKS,
    UNDELIVERED_NOTICE,
    new_job,
)
from helpcenter.transcript.parts import Part
from tests.fakes.examples import CASE_ID, make_transcript, make_transcript_job
from tests.fakes.memory.cases import MemoryCaseStore, MemoryLetters
from tests.fakes.memory.transcripts import MemoryTranscriptStore
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.follow_up import follow_ups
from tests.unit.inquiry.sample import FACTS, MAILS, NOW, case_of
from tests.unit.mail.test_compose import TRANSCRIPT_MAILS, compose_with

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.mail.compose import ComposeMail
    from helpcenter.mail.delivery import Mail

KINDS = {value for name, value in vars(job).items() if name.isupper() and isinstance(value, str)}
"""Every kind of mail that the code knows by name."""
LINKS = {
    code: lambda case: f"https://help.onmaru.example/api/progress/{case.case_id}"
    for code in ("mail.link.answered", "mail.link.needs_information", "mail.link.files")
}
HOUSE = replace(MAILS, department_links=LINKS)
ADDED = "첫 줄 ●●●\n<b>둘째 줄</b> https://example.com/" + "a" * 300
UNTIL = (NOW + timedelta(days=1000)).isoformat()


def full_case(language: str) -> Case:
    """Return a case with everything in it: details of several lines, what was masked by whom, a long word."""
    details = dict.fromkeys(FACTS.fields, "첫 줄 ●●●\n둘째 줄 " + "가나다라마바사" * 20)
    case = case_of(
        language=language,
        topic="payment_fraud",
        message="카드 ●●●1111 로 두 번 결제됐어요.\n\nhttps://example.com/" + "a" * 300,
        utc_offset=-300,
    )
    return replace(case, masked={"card_number": 1}, inquiry=replace(case.inquiry, details=details))


def every_mail() -> dict[str, Mail]:
    """Return the mails by kind and language, each as its job has it composed.

    The house reads its own language, whatever the customer's is.
    """
    mails: dict[str, Mail] = {}
    for language in FACTS.languages:
        desk, house = Desk(), replace(FACTS, languages=(language,))
        compose = _compose(desk, house)
        _let_everything_happen(desk, full_case(language))
        _keep_a_chat(desk, language)
        mails |= {f"{job.kind} {language}": compose(job) for job in desk.table.owed}
    return mails


def _compose(desk: Desk, house: Facts) -> ComposeMail:
    """Return what composes the mails of a house."""
    return compose_with(
        replace(HOUSE, facts=house).by_kind(MemoryCaseStore(desk.table, desk.clock)),
        replace(TRANSCRIPT_MAILS, facts=house).by_kind(MemoryTranscriptStore(desk.table, desk.clock)),
        replace(follow_ups(desk), facts=house).by_kind(),
    )


def _let_everything_happen(desk: Desk, case: Case) -> None:
    """Let a case live through all that a mail tells of."""
    now, owed = desk.clock(), (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, UNDELIVERED_NOTICE)
    MemoryCaseStore(desk.table, desk.clock).add(case, [new_job(case.case_id, mail, now) for mail in owed])
    history = desk.act.store.read(case.case_id)
    assert history
    desk.clock.at = case.due_at
    for kind, words, detail in (
        (Kind.INFORMATION, ADDED, ""),
        (Kind.NEEDS_INFORMATION, "", ""),
        (Kind.INFORMATION, ADDED, ""),
        (Kind.ANSWERED, "", ""),
        (Kind.FEEDBACK, ADDED, "unsolved"),
        (Kind.INFORMATION, ADDED, ""),
        (Kind.ESCALATED, "", ""),
        (Kind.REASSIGNED, "", "video_care"),
    ):
        desk.clock.go_on(timedelta(minutes=1))
        history, _ = desk.act(history, kind, words, detail)
    now, language, to = desk.clock(), case.inquiry.language, case.inquiry.email
    due = [
        f"{case.case_id} {case.inquiry.topic} {at.isoformat()}"
        for at in (case.due_at, now + timedelta(hours=1))
    ]
    letters = MemoryLetters(desk.table, desk.clock)
    letters.post(Letter(case.case_id, ERASURE_NOTE, to, language, now, (UNTIL,)))
    letters.post(Letter("LINKS-1", f"{RECEIPT_LINKS}#0", to, language, now))
    watched = f"{PROMISE_LIST}#{case.department}"
    letters.post(Letter("WATCH-1", watched, case.department, language, now, ("3", *due)))


def _keep_a_chat(desk: Desk, language: str) -> None:
    """Keep a chat in a language, and owe its mail."""
    chat = replace(make_transcript(), language=language)
    desk.table.parts[CASE_ID, chat.part_name] = Part(chat, 1)
    desk.table.put_jobs([make_transcript_job()])

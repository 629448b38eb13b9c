from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.mail.compose import ComposeMail
from helpcenter.mail.delivery import MailRefusedError
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, new_job
from helpcenter.transcript.feedback import FeedbackLinks
from helpcenter.transcript.mails import TranscriptMails
from helpcenter.transcript.parts import Part
from tests.fakes.clock import Clock
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_transcript, make_transcript_job
from tests.fakes.mail_templates import MAIL_TEMPLATES
from tests.fakes.memory.cases import MemoryCaseStore
from tests.fakes.memory.table import MemoryTable
from tests.fakes.memory.transcripts import MemoryTranscriptStore
from tests.unit.inquiry.sample import CALENDAR, FACTS, MAILS, MESSAGES

if TYPE_CHECKING:
    from helpcenter.mail.compose import Composers

KINDS = (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, make_transcript_job().mail)
TRANSCRIPT_MAILS = TranscriptMails(
    FACTS,
    CALENDAR,
    MESSAGES,
    MAIL_TEMPLATES,
    FeedbackLinks(b"link", FACTS.site_url),
    ReceiptLinks(b"link", FACTS.site_url),
    lambda: ACCEPTED_AT,
)
PARTS = {(CASE_ID, make_transcript().part_name): Part(make_transcript(), 1)}


def compose_with(*families: Composers) -> ComposeMail:
    """Return the use case with the families' composers."""
    every = {kind: compose for family in families for kind, compose in family.items()}
    return ComposeMail(dict.fromkeys(every, lambda: every))


def compose_at(clock: Clock, table: MemoryTable | None = None) -> ComposeMail:
    """Return the use case over a table, by default one that holds a case and a transcript of one ID."""
    kept = MemoryTable({CASE_ID: make_case()}, PARTS) if table is None else table
    stores = MemoryCaseStore(kept, clock), MemoryTranscriptStore(kept, clock)
    return compose_with(MAILS.by_kind(stores[0]), TRANSCRIPT_MAILS.by_kind(stores[1]))


def test_each_job_gets_its_own_mail() -> None:
    """What is stored under the job's case is what its mail is made of."""
    compose = compose_at(Clock())
    mails = [compose(new_job(CASE_ID, kind, ACCEPTED_AT)) for kind in KINDS]
    assert mails == [
        MAILS.acknowledgement(make_case()),
        MAILS.department_notice(make_case()),
        TRANSCRIPT_MAILS.transcript(make_transcript()),
    ]
    assert {mail.sender_name for mail in mails} == {FACTS.brand.center_name["ko"]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_of_what_was_erased_is_refused(kind: str) -> None:
    """From the moment of erasure on, and where nothing is stored, no mail is made: it will never be."""
    job = new_job(CASE_ID, kind, ACCEPTED_AT)
    kept_until = make_case().erase_at
    assert compose_at(Clock(kept_until - timedelta(seconds=1)))(job)
    for gone in (compose_at(Clock(kept_until)), compose_at(Clock(), MemoryTable())):
        with pytest.raises(MailRefusedError, match="case_gone"):
            gone(job)


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        (ACKNOWLEDGEMENT, MemoryTable(parts=PARTS)),
        (DEPARTMENT_NOTICE, MemoryTable(parts=PARTS)),
        (make_transcript_job().mail, MemoryTable({CASE_ID: make_case()})),
    ],
)
def test_a_case_is_no_transcript(kind: str, kept: MemoryTable) -> None:
    """A mail needs what it speaks of, and not something else of the same ID."""
    with pytest.raises(MailRefusedError, match="case_gone"):
        compose_at(Clock(), kept)(new_job(CASE_ID, kind, ACCEPTED_AT))


def test_an_unknown_mail_is_refused() -> None:
    """A job that this version cannot compose ends visibly, and is not taken for another."""
    with pytest.raises(MailRefusedError, match="unknown_mail"):
        compose_at(Clock())(new_job(CASE_ID, "birthday_card", ACCEPTED_AT))


@pytest.mark.parametrize("kind", KINDS)
def test_a_store_that_fails_is_not_an_erased_case(kind: str) -> None:
    """The mail is not given up because nobody could look: the failure passes through as it is."""
    with pytest.raises(StoreUnavailableError):
        compose_at(Clock(), MemoryTable(unavailable=True))(new_job(CASE_ID, kind, ACCEPTED_AT))

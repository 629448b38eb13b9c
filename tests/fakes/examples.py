"""Cases and transcripts as tests need them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from helpcenter.inquiry.case import Case
from helpcenter.inquiry.inquiry import Inquiry
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, TRANSCRIPT, MailJob, new_job
from helpcenter.transcript.transcript import AGENT, CUSTOMER, Customer, Message, Transcript

ACCEPTED_AT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
CASE_ID = "7K3M9PQ2RTD"
MASKED = {"password": 2, "card_number": 1}


def make_case(
    case_id: str = CASE_ID, *, key_digest: str = "a" * 64, message: str = "재생이 멈춥니다 🎬\n"
) -> Case:
    """Return a case that is kept for a year."""
    details = {"device": "TV", "tried": "껐다 켰습니다\n두 번"}
    inquiry = Inquiry("playback", "mina@example.com", message, "ko", "김미나", details, -210)
    due_at = ACCEPTED_AT + timedelta(days=1, microseconds=5)
    erase_at = ACCEPTED_AT + timedelta(days=365)
    return Case(case_id, key_digest, inquiry, "video_support", ACCEPTED_AT, due_at, erase_at, MASKED)


def make_jobs(case_id: str = CASE_ID, due_at: datetime = ACCEPTED_AT) -> tuple[MailJob, MailJob]:
    """Return the two jobs of a case."""
    return new_job(case_id, ACKNOWLEDGEMENT, due_at), new_job(case_id, DEPARTMENT_NOTICE, due_at)


def make_burst(size: int, apart: timedelta = timedelta()) -> list[MailJob]:
    """Return jobs of as many cases, due one after the other, to be stored in one go (at most 99)."""
    return [
        new_job(f"{number:03}TESTCASE", ACKNOWLEDGEMENT, ACCEPTED_AT + number * apart)
        for number in range(size)
    ]


def make_transcript(case_id: str = CASE_ID) -> Transcript:
    """Return a short Korean chat that is kept for a year."""
    return Transcript(
        account="",
        chat_id="chat-1",
        language="ko",
        started_at=ACCEPTED_AT - timedelta(minutes=5),
        ended_at=ACCEPTED_AT,
        customer=Customer("김미나", "mina@example.com"),
        messages=(
            Message("1", ACCEPTED_AT - timedelta(minutes=4), CUSTOMER, "김미나", "환불은 언제 되나요?"),
            Message(
                "2",
                ACCEPTED_AT - timedelta(minutes=3),
                AGENT,
                "이상담",
                "내일까지 처리됩니다.",
                masked={"one_time_code": 1},
            ),
        ),
        case_id=case_id,
        provider="generic",
        erase_at=ACCEPTED_AT + timedelta(days=365),
    )


def make_transcript_job(case_id: str = CASE_ID) -> MailJob:
    """Return the job of a transcript."""
    return new_job(case_id, f"{TRANSCRIPT}#{make_transcript(case_id).part_name}", ACCEPTED_AT)

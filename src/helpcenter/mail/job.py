"""A mail that is owed, as a job in the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta

from helpcenter.records import record

ACKNOWLEDGEMENT = "acknowledgement"
DEPARTMENT_NOTICE = "department_notice"
TRANSCRIPT = "transcript"
ADDED_INFORMATION, ESCALATION, REASSIGNMENT = "added_information", "escalation", "reassignment"
ERASURE_NOTE, RECEIPT_LINKS, PROMISE_LIST = "erasure_note", "receipt_links", "promise_list"
UNDELIVERED_NOTICE = "undelivered_notice"

OF_INQUIRIES = (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, UNDELIVERED_NOTICE)
OF_CHATS = (TRANSCRIPT,)
OF_CASES = (ADDED_INFORMATION, ESCALATION, REASSIGNMENT, ERASURE_NOTE, RECEIPT_LINKS, PROMISE_LIST)
"""The kinds by what composes them."""

SENT_KEPT = timedelta(days=30)
"""How long it is kept that a mail of an inquiry was sent, and what became of it: as long as anybody asks.

The jobs of chats and letters are kept as long as these are: they say that a mail has left already.
"""
ATTEMPTS_MAX = 24  # about 18 hours with the waits below: longer than a regional pause of the mail service
_WAIT_FIRST = timedelta(seconds=30)
_WAIT_MAX = timedelta(hours=1)


@record
class MailJob:
    """One mail of one case. `due_at` (UTC): when it may be tried, or when its lease ends.

    Where a case may owe several mails of a kind, `mail` is `<kind>#<which one>`.
    """

    case_id: str
    mail: str
    due_at: datetime
    attempts: int = 0
    lease: str = ""

    @property
    def kind(self) -> str:
        """What kind of mail it is."""
        return self.mail.partition("#")[0]

    @property
    def which(self) -> str:
        """Which one of its kind it is, empty where there is one alone."""
        return self.mail.partition("#")[2]


def new_job(case_id: str, mail: str, now: datetime) -> MailJob:
    """Return the job for a mail that is due at once."""
    return MailJob(case_id, mail, now)


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the given number of attempts: doubling, at most an hour."""
    doublings = max(0, min(attempts - 1, 10))
    return min(_WAIT_FIRST * (1 << doublings), _WAIT_MAX)

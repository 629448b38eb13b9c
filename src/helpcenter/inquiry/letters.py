"""Mails that speak of no case, or of none that is left: what they need is kept until they have been sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from helpcenter.mail.job import MailJob
from helpcenter.records import record

if TYPE_CHECKING:
    from datetime import datetime

LETTER_KEPT = timedelta(days=2)
"""Longer than a mail is tried (see `mail/job.py`), and no longer."""


@record
class Letter:
    """What a mail needs. Its job has the same `owner` (in place of a case ID) and `mail`.

    `to` is an address, or a department where the mail goes to one; `lines` are its own facts.
    """

    owner: str
    mail: str
    to: str
    language: str
    written_at: datetime
    lines: tuple[str, ...] = ()

    @property
    def job(self) -> MailJob:
        """The job that is stored with it."""
        return MailJob(self.owner, self.mail, self.written_at)

    @property
    def erase_at(self) -> datetime:
        """When it is forgotten, sent or not."""
        return self.written_at + LETTER_KEPT


class LetterStore(Protocol):
    """Where letters wait. Each method raises StoreUnavailableError."""

    def post(self, letter: Letter) -> bool:
        """Keep a letter with its job, once. False: there is one with the same owner and mail."""

    def get(self, owner: str, mail: str) -> Letter | None:
        """Return a letter that is not forgotten yet."""

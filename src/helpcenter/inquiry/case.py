"""The case that an accepted inquiry becomes, and where cases are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from helpcenter.inquiry.inquiry import Inquiry
    from helpcenter.mail.job import MailJob


@record
class Case:
    """An inquiry that was accepted. All moments are UTC.

    `key_digest` is the SHA-256 of the idempotency key: the key itself is not kept. `due_at` is the promised
    moment of the answer, `erase_at` the moment from which the case may no longer be kept. `masked` tells
    how many secrets of each kind were masked in the inquiry before it was kept. `unreachable` says what
    became of a mail that did not reach the customer (a `helpcenter.mail.record.Fate`), if any is known.
    """

    case_id: str
    key_digest: str
    inquiry: Inquiry
    department: str
    accepted_at: datetime
    due_at: datetime
    erase_at: datetime
    masked: Mapping[str, int] = field(default_factory=dict, hash=False)
    unreachable: str = ""


class UnavailableError(Exception):
    """Something that a function works with could not be reached or refused for now; trying again is right.

    `codes` name the errors and `call` the operation, as AWS does; neither holds what a customer wrote.
    """

    def __init__(self, *codes: str, call: str = "") -> None:
        super().__init__(*codes)
        self.call = call

    @property
    def failure(self) -> Mapping[str, str]:
        """Return what the log may tell of it, by name."""
        return {"error": " ".join(self.args), "call": self.call}


class StoreUnavailableError(UnavailableError):
    """The store did not take or give it: nothing was stored, or the answer was lost.

    Trying again with the same key finds out.
    """


class CaseStore(Protocol):
    """Where cases are kept."""

    def add(self, case: Case, jobs: Sequence[MailJob]) -> Case | None:
        """Store a case with its mail jobs, all or nothing, in one round trip.

        Returns:
            None when it was stored, else the case that already holds this case ID.

        Raises:
            StoreUnavailableError: not stored, or nobody knows.
        """

    def get(self, case_id: str) -> Case | None:
        """Return a case, or None.

        Raises:
            StoreUnavailableError: the store could not be read.
        """

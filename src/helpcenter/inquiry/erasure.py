"""Erase a case with everything that is kept under it, and know that nothing is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from helpcenter.inquiry.letters import Letter
from helpcenter.mail.job import ERASURE_NOTE
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from helpcenter.inquiry.case import Case


@record
class Hold:
    """The duty to keep a case longer, apart from all others and for this `reason` alone, until a moment.

    In Korea records of complaints and disputes are kept for three years (Act on the Consumer Protection in
    Electronic Commerce, enforcement decree, article 6), apart from other personal data (Personal Information
    Protection Act, article 21 (3)).
    """

    case_id: str
    reason: str
    until: datetime
    placed_at: datetime


@record
class Erased:
    """What became of a case: how many items of each kind were erased, how many are left, and any hold."""

    case_id: str
    items: Mapping[str, int] = field(default_factory=dict)
    files: int = 0
    left: int = 0
    hold: Hold | None = None


class Holds(Protocol):
    """Where holds are kept, and the copies of what they are about. Each raises StoreUnavailableError."""

    def get(self, case_id: str) -> Hold | None:
        """Return the hold on a case, or None."""

    def place(self, hold: Hold) -> None:
        """Keep a hold, in place of an older one on the same case."""

    def set_apart(self, hold: Hold) -> int:
        """Copy what is kept of a case now to where nothing but holds is; return how many items there are."""


class Eraser(Protocol):
    """Erases what is kept under a case. Each method raises StoreUnavailableError."""

    def erase(self, case_id: str, letter: Letter | None) -> Mapping[str, int]:
        """Erase every item of a case, and owe a letter for it in the same moment; return items by kind.

        Cut off in the middle, it can be done again. Of a case that is not there nothing is owed.
        """

    def erase_at_end(self, case_id: str) -> Mapping[str, int]:
        """Erase what somebody wrote or is named in of a case to which nothing is added any more.

        What says only that something happened may go some days later. Cut off, it can be done again.
        """

    def left(self, case_id: str) -> int:
        """Return how many items there are under a case, but for its letter and that letter's job."""


@record
class EraseCase:
    """The use case behind the receipt's button and the operator's command.

    `erase_files` erases every version of every file of a case and returns how many there were. It comes
    first, so that what is cut off leaves a case that can be erased again, and once more at the end, for what
    was on its way. A case under a hold is erased like any other, but for a copy set apart and its files,
    which go with the copy.
    """

    eraser: Eraser
    holds: Holds
    erase_files: Callable[[str], int]
    now: Callable[[], datetime]

    def __call__(self, case_id: str, tell: Case | None = None) -> Erased:
        """Erase a case; `tell` is the case whose customer is told by mail.

        Raises:
            StoreUnavailableError: it is not erased, or not all of it; trying again goes on.
        """
        hold = _set_apart(self.holds, case_id)
        files = 0 if hold else self.erase_files(case_id)
        letter = _letter(tell, hold, self.now()) if tell else None
        items = self.eraser.erase(case_id, letter)
        files += 0 if hold else self.erase_files(case_id)
        return Erased(case_id, items, files, self.eraser.left(case_id), hold)


@record
class EraseAtEnd:
    """The use case at the end of retention: nothing can be on its way to the case any more.

    Its files follow what was noted of them (`helpcenter.attachment.erase_files.FollowErasure`): the store of
    files charges for each question, and of deleting takes nothing.
    """

    eraser: Eraser
    holds: Holds

    def __call__(self, case_id: str) -> Erased:
        """Erase a case whose time is up; nobody is told.

        Raises:
            StoreUnavailableError: it is not erased, or not all of it; trying again goes on.
        """
        hold = _set_apart(self.holds, case_id)
        return Erased(case_id, self.eraser.erase_at_end(case_id), hold=hold)


def _set_apart(holds: Holds, case_id: str) -> Hold | None:
    """Copy a case that must be kept longer; return the hold on it, or None."""
    hold = holds.get(case_id)
    if hold:
        holds.set_apart(hold)
    return hold


def _letter(case: Case, hold: Hold | None, now: datetime) -> Letter:
    inquiry = case.inquiry
    lines = (hold.until.isoformat(),) if hold else ()
    return Letter(case.case_id, ERASURE_NOTE, inquiry.email, inquiry.language, now, lines)

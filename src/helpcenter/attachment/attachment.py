"""A file of a case, from being asked for to being handed over, and where that is noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from helpcenter.attachment.kind import Kind
    from helpcenter.attachment.refusal import Reason

FORM_LIFE = timedelta(minutes=10)
"""How long a form for an upload may be begun with."""
EXPECTED_FOR = timedelta(days=1)
"""After that, what was never settled is forgotten; the bucket's rule `orphans` says the same."""
_SLOWEST_UPLOAD = timedelta(minutes=20)


class State(StrEnum):
    """How far a file is. It belongs to the case only when it is clean."""

    EXPECTED = "expected"  # somebody may upload it
    UPLOADED = "uploaded"  # in quarantine: its content is in order, the malware scan has not spoken
    CLEAN = "clean"
    REFUSED = "refused"


@record
class Attachment:
    """A file. `name` ends as its kind does; `size` in bytes; `reason` says why it was refused.

    `asked_at` is when its upload was last allowed, `erase_at` when its case may no longer be kept (UTC).
    `part` names the part of a chat in which it was sent, empty for one that was uploaded to the case; only
    such a one may be of no `kind` that is taken.
    """

    case_id: str
    attachment_id: str
    name: str
    kind: Kind | None
    size: int
    asked_at: datetime
    erase_at: datetime
    state: State = State.EXPECTED
    reason: Reason | None = None
    part: str = ""

    @property
    def upload_key(self) -> str:
        """Where it is in quarantine."""
        return f"{UPLOADS}{self.case_id}/{self.attachment_id}"

    @property
    def file_key(self) -> str:
        """Where it is when it is clean."""
        return f"{FILES}{self.case_id}/{self.attachment_id}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more will become of it."""
        return self.state in {State.CLEAN, State.REFUSED}

    def is_counted(self, now: datetime) -> bool:
        """Tell whether it takes a place among those that may be uploaded.

        A refused one does not, nor one that nobody will upload any more, nor one of a chat.
        """
        if self.part:
            return False
        if self.state is State.EXPECTED:
            return now < self.asked_at + FORM_LIFE + _SLOWEST_UPLOAD
        return self.state is not State.REFUSED


UPLOADS, FILES = "uploads/", "files/"
"""The two parts of the bucket: quarantine, which customers write to, and what was checked."""


def of_upload_key(key: str) -> tuple[str, str] | None:
    """Return (case ID, attachment ID) of a key in quarantine, or None for a key that is not ours."""
    folder, _, rest = key.partition("/")
    case_id, _, attachment_id = rest.partition("/")
    if f"{folder}/" != UPLOADS or not case_id or not attachment_id or "/" in attachment_id:
        return None
    return case_id, attachment_id


def settled(attachment: Attachment, kind: Kind, size: int, name: str) -> Attachment:
    """Return the file as it is handed over."""
    return replace(attachment, state=State.CLEAN, kind=kind, size=size, name=name)


def refused(attachment: Attachment, reason: Reason) -> Attachment:
    """Return the file as one that is not taken."""
    return replace(attachment, state=State.REFUSED, reason=reason)


@record
class CaseFiles:
    """What is noted of a case's files. `revision` changes with each upload that is allowed."""

    erase_at: datetime
    revision: int
    attachments: Sequence[Attachment]


class AttachmentStore(Protocol):
    """Where files are noted, beside their case. Each method raises StoreUnavailableError."""

    def of_case(self, case_id: str) -> CaseFiles | None:
        """Return the files of a case as they were asked for; None: there is no such case (any more)."""

    def get(self, case_id: str, attachment_id: str) -> Attachment | None:
        """Return one file, or None."""

    def expect(self, attachment: Attachment, revision: int) -> bool:
        """Note a file that may be uploaded, new or once more.

        False: the case is gone, another upload was allowed since `revision`, or this one is settled.
        """

    def note_uploaded(self, attachment: Attachment) -> None:
        """Note that the file is there and waits for its scan; nothing happens to a settled or erased one."""

    def settle(self, attachment: Attachment) -> bool:
        """Note that the file is clean or refused, once. False: it is settled already, or erased."""

    def sent(self, case_id: str) -> list[Attachment]:
        """Return what is noted of files that were sent in the chats of a case."""

    def note_sent(self, attachment: Attachment) -> bool:
        """Note a file of a chat, as it is. False: its part of the chat is gone, or it is settled."""

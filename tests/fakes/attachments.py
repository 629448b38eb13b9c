"""Files in memory: what is noted of them, and the files; held to the same contract as AWS by tests/aws."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import UPLOADS, CaseFiles, State
from helpcenter.attachment.bucket import FilesUnavailableError, Upload, UploadForm, Verdict
from helpcenter.inquiry.case import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from datetime import datetime, timedelta

    from helpcenter.attachment.attachment import Attachment


@dataclass
class MemoryAttachmentStore:
    """An AttachmentStore. `cases`: case ID -> end of keeping; `fail_at` counts down to a call that fails.

    `chats`: (case ID, part name) of the chats that are there.
    """

    cases: dict[str, datetime] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    notes: dict[tuple[str, str], Attachment] = field(default_factory=dict)
    chats: Container[tuple[str, str]] = ()
    fail_at: int = 0

    def of_case(self, case_id: str) -> CaseFiles | None:
        """Return the files of a case."""
        self._call()
        if case_id not in self.cases:
            return None
        found = [note for (owner, _), note in self.notes.items() if owner == case_id]
        ordered = sorted(found, key=lambda each: each.asked_at)
        return CaseFiles(self.cases[case_id], self.revisions.get(case_id, 0), ordered)

    def get(self, case_id: str, attachment_id: str) -> Attachment | None:
        """Return one file."""
        self._call()
        return self.notes.get((case_id, attachment_id))

    def expect(self, attachment: Attachment, revision: int) -> bool:
        """Note a file that may be uploaded."""
        self._call()
        key = (attachment.case_id, attachment.attachment_id)
        known = self.notes.get(key)
        if attachment.case_id not in self.cases or (known and known.is_settled):
            return False
        if self.revisions.get(attachment.case_id, 0) != revision:
            return False
        self.revisions[attachment.case_id] = revision + 1
        self.notes[key] = attachment
        return True

    def note_uploaded(self, attachment: Attachment) -> None:
        """Note that a file waits."""
        self._call()
        self._settle(attachment, State.UPLOADED)

    def settle(self, attachment: Attachment) -> bool:
        """Note an outcome."""
        self._call()
        return self._settle(attachment, attachment.state)

    def sent(self, case_id: str) -> list[Attachment]:
        """Return the files of a case's chats."""
        self._call()
        return [note for (owner, _), note in self.notes.items() if owner == case_id and note.part]

    def note_sent(self, attachment: Attachment) -> bool:
        """Note a file of a chat."""
        self._call()
        key = (attachment.case_id, attachment.attachment_id)
        known = self.notes.get(key)
        if (attachment.case_id, attachment.part) not in self.chats or (known and known.is_settled):
            return False
        self.notes[key] = attachment
        return True

    def _settle(self, attachment: Attachment, state: State) -> bool:
        key = (attachment.case_id, attachment.attachment_id)
        known = self.notes.get(key)
        if known is None or known.is_settled:
            return False
        self.notes[key] = replace(attachment, state=state)
        return True

    def _call(self) -> None:
        self.fail_at -= 1
        if self.fail_at == 0:
            raise StoreUnavailableError("memory")


@dataclass
class MemoryBucket:
    """A Bucket. `files`: key -> content; `verdicts`: key -> what the scan said."""

    files: dict[str, bytes] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    fail_at: int = 0

    def upload_form(self, attachment: Attachment, life: timedelta) -> UploadForm:
        """Return a form."""
        return UploadForm("https://files.example/", {"key": attachment.upload_key, "life": str(life)})

    def quarantine(self, attachment: Attachment, content: bytes) -> None:
        """Put a file where uploads are."""
        self._call()
        self.files[attachment.upload_key] = content

    def look(self, key: str, *, scanned: bool) -> Upload | None:
        """Return what is there."""
        self._call()
        if key not in self.files:
            return None
        verdict = self.verdicts.get(key, Verdict.NONE) if scanned else Verdict.NONE
        return Upload(str(hash(self.files[key])), len(self.files[key]), verdict)

    def read(self, key: str, upload: Upload) -> bytes | None:
        """Return its content."""
        self._call()
        content = self.files.get(key)
        return content if content is not None and str(hash(content)) == upload.tag else None

    def keep(self, attachment: Attachment, content: bytes) -> None:
        """Keep a file."""
        self._call()
        self.files[attachment.file_key] = content

    def drop(self, key: str) -> None:
        """Delete one file."""
        self._call()
        self.files.pop(key, None)

    def remove(self, prefix: str) -> int:
        """Delete files."""
        self._call()
        found = [key for key in self.files if key.startswith(prefix)]
        for key in found:
            del self.files[key]
        return len(found)

    def link(self, attachment: Attachment, life: timedelta) -> str:
        """Return an address."""
        return f"https://files.example/{attachment.file_key}?life={life}"

    def waiting(self, before: datetime) -> Iterator[str]:  # noqa: ARG002 - all are old
        """Yield what is in quarantine."""
        yield from [key for key in self.files if key.startswith(UPLOADS)]

    def _call(self) -> None:
        self.fail_at -= 1
        if self.fail_at == 0:
            raise FilesUnavailableError("memory")

"""Allow a file to be uploaded: only to a stored case, only so many, each as exactly what was asked for."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import FORM_LIFE, Attachment
from helpcenter.attachment.naming import safe_name
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from helpcenter.attachment.attachment import AttachmentStore
    from helpcenter.attachment.bucket import Bucket, UploadForm
    from helpcenter.attachment.kind import Kind
    from helpcenter.redaction.guard import SecretGuard

_TRIES = 5  # others may be allowed to upload to the same case at the same moment


class CaseGoneError(Exception):
    """There is no such case, or not any more."""


class TooManyFilesError(Exception):
    """The case has as many files as one may have."""


class FileKeyReusedError(Exception):
    """The file's key already stands for another file."""


@record
class Asked:
    """What somebody wants to upload. `key` is the sender's own, the same when this file is tried again."""

    key: str
    name: str
    kind: Kind
    size: int


@record
class RequestUpload:
    """The use case. `files_max` is how many files a case may have."""

    store: AttachmentStore
    bucket: Bucket
    guard: SecretGuard
    secret: bytes
    files_max: int
    now: Callable[[], datetime]

    def __call__(self, case_id: str, asked: Asked) -> tuple[Attachment, UploadForm | None]:
        """Return the file as it is noted, and the form to upload it with; none for one that has come.

        Raises:
            CaseGoneError, TooManyFilesError, FileKeyReusedError: it may not be uploaded.
            StoreUnavailableError, FilesUnavailableError: nobody knows; ask again.
        """
        attachment_id = self._attachment_id(case_id, asked.key)
        for _ in range(_TRIES):
            files = self.store.of_case(case_id)
            if files is None:
                raise CaseGoneError
            now = self.now()
            wanted = Attachment(
                case_id,
                attachment_id,
                safe_name(asked.name, asked.kind, self.guard),
                asked.kind,
                asked.size,
                now,
                files.erase_at,
            )
            others = [each for each in files.attachments if each.attachment_id != attachment_id]
            for known in files.attachments:
                if known.attachment_id == attachment_id and known.is_settled:
                    return known, None
                if known.attachment_id == attachment_id and known.size != asked.size:
                    raise FileKeyReusedError
            if sum(each.is_counted(now) for each in others) >= self.files_max:
                raise TooManyFilesError
            if self.store.expect(wanted, files.revision):
                return wanted, self.bucket.upload_form(wanted, FORM_LIFE)
        raise StoreUnavailableError("TransactionConflict")

    def _attachment_id(self, case_id: str, key: str) -> str:
        """Return the ID that a file's key stands for: the same again, and nobody can choose it."""
        text = f"attachment:{case_id}:{key}".encode()
        return hmac.new(self.secret, text, hashlib.sha256).hexdigest()[:20]

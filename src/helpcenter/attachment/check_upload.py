"""Check what came: hand it over or refuse it, once, however often one is told of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import State, of_upload_key, refused, settled
from helpcenter.attachment.bucket import Verdict
from helpcenter.attachment.content import check_content
from helpcenter.attachment.naming import safe_name
from helpcenter.attachment.refusal import Reason, RefusedError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.attachment.attachment import Attachment, AttachmentStore
    from helpcenter.attachment.bucket import Bucket, Upload
    from helpcenter.attachment.content import Checked

_REFUSING = {Verdict.MALWARE: Reason.MALWARE, Verdict.UNSCANNABLE: Reason.UNSCANNABLE}


class Outcome(StrEnum):
    """What became of an upload."""

    CLEAN = "clean"
    REFUSED = "refused"
    WAITING = "waiting"  # for the malware scan
    SCAN_FAILED = "scan_failed"  # as before, and somebody should know
    GONE = "gone"  # there is nothing to check (any more)


@record
class CheckUpload:
    """The use case. `scanned`: nothing is handed over before the malware scan has found nothing.

    `tell` hears of each file before it is noted as clean: again when that was cut off.

    What is checked is what is kept: the bytes that were looked at are written to where customers can't write.
    """

    store: AttachmentStore
    bucket: Bucket
    size_max: int
    scanned: bool
    tell: Callable[[Attachment], None]

    def __call__(self, key: str) -> Outcome:
        """Check what is at a key in quarantine.

        Raises:
            StoreUnavailableError, FilesUnavailableError: not finished; check it again.
        """
        found = of_upload_key(key)
        if found is None:
            return Outcome.GONE
        attachment = self.store.get(*found)
        if attachment is None or attachment.is_settled:
            # Erased meanwhile, or uploaded once more with a form that is still good.
            self.bucket.drop(key)
            return Outcome.GONE
        upload = self.bucket.look(key, scanned=self.scanned)
        try:
            checked = self._checked(key, upload) if upload else None
        except RefusedError as error:
            return self._refuse(attachment, error.reason)
        if upload is None or checked is None:
            return Outcome.GONE
        if not self.scanned or upload.verdict is Verdict.CLEAN:
            return self._hand_over(attachment, checked)
        self.store.note_uploaded(attachment)
        return Outcome.SCAN_FAILED if upload.verdict is Verdict.FAILED else Outcome.WAITING

    def _checked(self, key: str, upload: Upload) -> Checked | None:
        """Return what may be handed over; None: it is not there any more.

        Raises:
            RefusedError: it may not.
        """
        if upload.size > self.size_max:
            raise RefusedError(Reason.TOO_LARGE)
        content = self.bucket.read(key, upload)
        if content is None:
            return None
        checked = check_content(content, self.size_max)
        if upload.verdict in _REFUSING:
            raise RefusedError(_REFUSING[upload.verdict])
        return checked

    def _refuse(self, attachment: Attachment, reason: Reason) -> Outcome:
        self.store.settle(refused(attachment, reason))
        self.bucket.drop(attachment.upload_key)
        return Outcome.REFUSED

    def _hand_over(self, attachment: Attachment, checked: Checked) -> Outcome:
        """Keep the file, note it, clear the quarantine, in this order.

        Cut off anywhere, the next check completes it.
        """
        name = safe_name(attachment.name, checked.kind)
        clean = settled(attachment, checked.kind, len(checked.content), name)
        self.bucket.keep(clean, checked.content)
        self.tell(clean)
        outcome = Outcome.CLEAN
        if not self.store.settle(clean):
            now = self.store.get(clean.case_id, clean.attachment_id)
            if now is None or now.state is not State.CLEAN:  # erased while it was checked
                self.bucket.drop(clean.file_key)
                outcome = Outcome.GONE
        self.bucket.drop(attachment.upload_key)
        return outcome

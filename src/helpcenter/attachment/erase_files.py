"""Erase the files of a case: every version of every one, in quarantine and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import FILES, UPLOADS
from helpcenter.attachment.bucket import FilesUnavailableError
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.records import record

if TYPE_CHECKING:
    from helpcenter.attachment.bucket import Bucket
    from helpcenter.inquiry.erasure import Holds


@record
class EraseFiles:
    """Erases with the case; what is noted of the files is beside it, and is erased by others."""

    bucket: Bucket

    def __call__(self, case_id: str) -> int:
        """Delete the files of a case; return how many versions there were. A second time there are none.

        Raises:
            StoreUnavailableError: not all are deleted; erase again.
        """
        try:
            return sum(self.bucket.remove(f"{part}{case_id}/") for part in (UPLOADS, FILES))
        except FilesUnavailableError as error:
            raise StoreUnavailableError(*error.args, call=error.call) from error

    def one(self, case_id: str, attachment_id: str) -> None:
        """Delete one file, as above."""
        try:
            for part in (UPLOADS, FILES):
                self.bucket.drop(f"{part}{case_id}/{attachment_id}")
        except FilesUnavailableError as error:
            raise StoreUnavailableError(*error.args, call=error.call) from error


@record
class FollowErasure:
    """Deletes a file when what was noted of it is gone, however that came about.

    A legal hold keeps the files of a case that is erased. They go with the copy that it set apart.
    """

    erase: EraseFiles
    holds: Holds

    def __call__(self, case_id: str, attachment_id: str, *, was_held: bool) -> None:
        """Delete a file whose note, or whose copy of it under a hold, is gone.

        Raises:
            StoreUnavailableError: it is not deleted; try again.
        """
        if was_held or not self.holds.get(case_id):
            self.erase.one(case_id, attachment_id)

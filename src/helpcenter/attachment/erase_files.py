"""Erase the files of a case: every version of every one, in quarantine and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.attachment import FILES, UPLOADS
from helpcenter.records import record

if TYPE_CHECKING:
    from helpcenter.attachment.bucket import Bucket


@record
class EraseFiles:
    """The use case. What is noted of the files is beside the case, and erased with it.

    Erase what is noted first: then no check that is under way hands over anything more.
    """

    bucket: Bucket

    def __call__(self, case_id: str) -> int:
        """Delete the files of a case; return how many versions there were. A second time there are none.

        Raises:
            FilesUnavailableError: not all are deleted; erase again.
        """
        return sum(self.bucket.remove(f"{part}{case_id}/") for part in (UPLOADS, FILES))

    def one(self, case_id: str, attachment_id: str) -> int:
        """Delete one file, as above."""
        return sum(self.bucket.remove(f"{part}{case_id}/{attachment_id}") for part in (UPLOADS, FILES))

"""Where the files themselves are."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from helpcenter.inquiry.case import UnavailableError
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, timedelta

    from helpcenter.attachment.attachment import Attachment


class Verdict(StrEnum):
    """What the malware scan says."""

    NONE = "none"  # not yet, or nobody scans
    CLEAN = "clean"
    MALWARE = "malware"
    UNSCANNABLE = "unscannable"
    FAILED = "failed"  # it will be tried again, or somebody must look


@record
class UploadForm:
    """A form that may be posted: an address, and the fields that stand before the file."""

    url: str
    fields: Mapping[str, str] = field(hash=False)


@record
class Upload:
    """A file in quarantine. `tag` tells it from another that was put in its place; `size` in bytes."""

    tag: str
    size: int
    verdict: Verdict


class FilesUnavailableError(UnavailableError):
    """The files could not be reached."""


class Bucket(Protocol):
    """Where files are. Each method raises FilesUnavailableError."""

    def upload_form(self, attachment: Attachment, life: timedelta) -> UploadForm:
        """Return a form for exactly this file: its key, its kind, its size, for `life` from now."""

    def quarantine(self, attachment: Attachment, content: bytes) -> None:
        """Put a file where uploads are, to be checked as they are."""

    def look(self, key: str, *, scanned: bool) -> Upload | None:
        """Return what is in quarantine, or None; `scanned`: ask for the verdict."""

    def read(self, key: str, upload: Upload) -> bytes | None:
        """Return its content; None: it is gone, or another was put in its place."""

    def keep(self, attachment: Attachment, content: bytes) -> None:
        """Keep what was checked."""

    def drop(self, key: str) -> None:
        """Delete every version of one file; nothing happens where there is none."""

    def remove(self, prefix: str) -> int:
        """Delete every version of every file whose key begins so; return how many there were."""

    def link(self, attachment: Attachment, life: timedelta) -> str:
        """Return an address that gives the file, as a download of its name, for `life` from now."""

    def waiting(self, before: datetime) -> Iterator[str]:
        """Yield the keys of what has been in quarantine since before a moment."""

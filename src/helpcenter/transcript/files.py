"""Files that were sent in a chat: their IDs, and the note that those of a part are to be fetched."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from helpcenter.transcript.transcript import File, Message, Transcript

FILES_MAX = 20
"""How many files of a part are fetched, the first ones."""


@record
class SentFile:
    """A file where it was sent. `attachment_id` is the same whenever the chat is told again."""

    attachment_id: str
    file: File
    message: Message


def sent_files(transcript: Transcript) -> Iterator[SentFile]:
    """Yield the files of a part that can be fetched, in order."""
    for message in transcript.messages:
        for place, file in enumerate(message.files):
            if file.source:
                yield SentFile(attachment_id(transcript, message, place), file, message)


def attachment_id(transcript: Transcript, message: Message, place: int) -> str:
    """Return the ID under which the file at `place` of a message is kept."""
    told = "\0".join((*transcript.identity, message.id, str(place)))
    return hashlib.sha256(f"sent-file:{told}".encode(errors="replace")).hexdigest()[:20]


@record
class FilesJob:
    """The files of a part are to be fetched."""

    case_id: str
    part_name: str
    attempts: int = 0
    lease: str = ""


class FileJobs(Protocol):
    """Where it is noted that files are to be fetched, with leases; TranscriptStore.save notes it.

    Each method raises StoreUnavailableError.
    """

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, part name) of those that are due, the oldest first."""

    def claim(self, case_id: str, part_name: str, now: datetime, lease_until: datetime) -> FilesJob | None:
        """Take a job if it is due; count the attempt."""

    def done(self, job: FilesJob, now: datetime) -> None:
        """Note that the claimed job is done."""

    def retry(self, job: FilesJob, due_at: datetime) -> None:
        """Give the claimed job back until `due_at`."""

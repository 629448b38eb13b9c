"""Fetch the files of chats from where they were sent, into the quarantine that uploads go through."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from helpcenter.attachment.attachment import Attachment, State, refused
from helpcenter.attachment.content import claimed_kind
from helpcenter.attachment.kind import kind_of
from helpcenter.attachment.naming import safe_name
from helpcenter.attachment.refusal import Reason
from helpcenter.mail.job import wait_after
from helpcenter.records import record
from helpcenter.transcript.files import FILES_MAX, sent_files
from helpcenter.transcript.provider import Download, FetchError, UnreadableError, readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime, timedelta

    from helpcenter.attachment.attachment import AttachmentStore
    from helpcenter.attachment.bucket import Bucket
    from helpcenter.transcript.files import FileJobs, FilesJob, SentFile
    from helpcenter.transcript.parts import TranscriptStore
    from helpcenter.transcript.provider import Provider, StoredFile
    from helpcenter.transcript.transcript import Transcript

ATTEMPTS_MAX = 8  # about an hour with the waits of mail jobs: longer, and many an address is no longer good


class Downloads(Protocol):
    """Fetches files from addresses that somebody else chose."""

    def get(self, download: Download, size_max: int) -> bytes:
        """Return the file.

        Raises:
            FetchError: not now. UnreadableError: not at all; `too_large` beyond `size_max` bytes.
        """


class StoredFiles(Protocol):
    """Fetches files that a provider puts into a bucket of ours."""

    def first(self, file: StoredFile, size_max: int) -> bytes:
        """Return the file; errors as Downloads."""


class FetchOutcome(StrEnum):
    """What became of a file, or of all of a part."""

    QUARANTINED = "quarantined"
    REFUSED = "refused"
    DELAYED = "delayed"
    GONE = "gone"  # the chat was erased meanwhile


@record
class Fetched:
    """A file that was tried; `reason` is a code."""

    case_id: str
    attachment_id: str
    outcome: FetchOutcome
    reason: str = ""


@record
class FetchFiles:
    """The use case behind the schedule. `size_max` is what one file may have, in bytes.

    What comes is checked by nobody here: it goes where uploads go, and is checked as they are.
    """

    providers: Mapping[str, Provider]
    jobs: FileJobs
    transcripts: TranscriptStore
    store: AttachmentStore
    bucket: Bucket
    downloads: Downloads
    stored: StoredFiles
    size_max: int
    lease: timedelta
    now: Callable[[], datetime]

    def due(self, *, until: datetime) -> Iterator[Fetched]:
        """Fetch all that is due, and begin nothing new at `until` (UTC).

        Raises:
            StoreUnavailableError, FilesUnavailableError: not finished; the lease lets it be tried again.
        """
        for case_id, part_name in self.jobs.due(self.now()):
            if self.now() >= until:
                return
            job = self.jobs.claim(case_id, part_name, self.now(), self.now() + self.lease)
            if job:
                yield from self._fetch(job, until)

    def _fetch(self, job: FilesJob, until: datetime) -> Iterator[Fetched]:
        transcript, delayed = self.transcripts.get(job.case_id, job.part_name), False
        if transcript is None:
            self.jobs.done(job, self.now())
            return
        noted = {each.attachment_id: each for each in self.store.sent(job.case_id)}
        for place, sent in enumerate(sent_files(transcript)):
            known = noted.get(sent.attachment_id)
            if known and known.state is not State.EXPECTED:
                continue
            if self.now() >= until:
                self.jobs.retry(job, self.now())
                return
            given_up = Reason.TOO_MANY if place >= FILES_MAX else None
            if job.attempts > ATTEMPTS_MAX:
                given_up = given_up or Reason.UNREACHABLE
            fetched = self._one(transcript, sent, given_up, last=job.attempts >= ATTEMPTS_MAX)
            delayed = delayed or fetched.outcome is FetchOutcome.DELAYED
            yield fetched
        if delayed:
            self.jobs.retry(job, self.now() + wait_after(job.attempts))
        else:
            self.jobs.done(job, self.now())

    def _one(self, transcript: Transcript, sent: SentFile, given_up: Reason | None, *, last: bool) -> Fetched:
        """Fetch one file and note what became of it; `last`: it is not tried again."""
        note = self._note(transcript, sent)
        if given_up:
            return self._refuse(note, given_up, given_up)
        try:
            with readable():
                content = self._content(transcript, sent)
        except FetchError as error:
            if last:
                return self._refuse(note, Reason.UNREACHABLE, str(error))
            return Fetched(note.case_id, note.attachment_id, FetchOutcome.DELAYED, str(error))
        except UnreadableError as error:
            reason = Reason.TOO_LARGE if error.reason == "too_large" else Reason.UNREACHABLE
            return self._refuse(note, reason, error.reason)
        return self._quarantine(note, content)

    def _quarantine(self, note: Attachment, content: bytes) -> Fetched:
        """Note the file, put it into quarantine, note that it is there, in this order.

        What nobody expects there is removed. Cut off anywhere, the next try completes it.
        """
        kind = claimed_kind(content)
        if kind is None:
            return self._refuse(note, Reason.WRONG_KIND if content else Reason.EMPTY, "")
        found = replace(note, kind=kind, size=len(content), name=safe_name(note.name, kind))
        if not self.store.note_sent(found):
            return Fetched(note.case_id, note.attachment_id, FetchOutcome.GONE)
        self.bucket.quarantine(found, content)
        self.store.note_uploaded(found)
        return Fetched(note.case_id, note.attachment_id, FetchOutcome.QUARANTINED)

    def _note(self, transcript: Transcript, sent: SentFile) -> Attachment:
        kind = kind_of(sent.file.media_type)
        return Attachment(
            transcript.case_id,
            sent.attachment_id,
            safe_name(sent.file.name, kind),
            kind,
            sent.file.size or 0,
            self.now(),
            transcript.erase_at,
            part=transcript.part_name,
        )

    def _refuse(self, note: Attachment, reason: Reason, code: str) -> Fetched:
        there = self.store.note_sent(refused(note, reason))
        outcome = FetchOutcome.REFUSED if there else FetchOutcome.GONE
        return Fetched(note.case_id, note.attachment_id, outcome, code or reason)

    def _content(self, transcript: Transcript, sent: SentFile) -> bytes:
        """Return the file.

        Raises:
            FetchError, UnreadableError: it is not to be had.
        """
        if (sent.file.size or 0) > self.size_max:
            raise UnreadableError("too_large")
        provider = self.providers.get(transcript.provider)
        if provider is None or provider.locate is None:
            raise UnreadableError("unknown_provider")
        where = provider.locate(sent.file, sent.message, transcript.chat_id)
        if isinstance(where, Download):
            return self.downloads.get(where, self.size_max)
        return self.stored.first(where, self.size_max)

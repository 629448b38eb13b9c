"""A desk whose chats' files are fetched and checked, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.attachment.check_upload import CheckUpload, Outcome
from helpcenter.attachment.links import SENT_FILES_LIFE, SentFileLinks
from helpcenter.transcript.fetching import Fetched, FetchFiles, FetchOutcome
from helpcenter.transcript.file_lines import TellOfFiles
from helpcenter.transcript.provider import UnreadableError
from tests.fakes.attachments import MemoryAttachmentStore, MemoryBucket
from tests.fakes.memory.transcripts import MemoryFileJobs
from tests.unit.attachment.files import SIZE_MAX
from tests.unit.transcript.relay import LEASE, SECRET, chat, message

if TYPE_CHECKING:
    from helpcenter.attachment.attachment import Attachment
    from helpcenter.mail.delivery import Mail
    from helpcenter.transcript.mails import TranscriptMails
    from helpcenter.transcript.provider import Download, StoredFile
    from tests.unit.transcript.relay import Relay

FILE_URL = "https://files.example/guide.png"
FETCHING = {"generic": {"secret": SECRET.decode(), "file_hosts": "files.example"}}
"""Settings of a provider whose files are fetched."""


@dataclass
class MemoryHosts:
    """Downloads and StoredFiles: address, or bucket and key, -> content, or what fetching it raises."""

    files: dict[str, bytes | Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    downloads: list[Download] = field(default_factory=list)

    def get(self, download: Download, size_max: int) -> bytes:
        """Return what is at an address."""
        self.downloads.append(download)
        return self._found(download.url, size_max)

    def first(self, file: StoredFile, size_max: int) -> bytes:
        """Return the first file whose key begins so."""
        found = [key for prefix in file.prefixes for key in self.files if key.startswith(prefix)]
        return self._found(found[0] if found else "", size_max)

    def _found(self, name: str, size_max: int) -> bytes:
        self.asked.append(name)
        content = self.files.get(name, UnreadableError("http_404"))
        if isinstance(content, Exception):
            raise content
        if len(content) > size_max:
            raise UnreadableError("too_large")
        return content


class FileRoom:
    """What happens to the files of a desk's chats after the desk has stored them."""

    def __init__(self, desk: Relay, mails: TranscriptMails, *, scanned: bool = False) -> None:
        self.desk, self.hosts, self.bucket = desk, MemoryHosts(), MemoryBucket()
        self.store = MemoryAttachmentStore(chats=desk.table.parts)
        clock = lambda: desk.now  # noqa: E731 - one clock for all
        self.links = SentFileLinks(b"link", desk.facts.site_url, clock)
        self.tell = TellOfFiles(self.store.sent, self.links.url, SENT_FILES_LIFE, clock, mailed=True)
        self.mails = replace(mails, files=self.tell, now=clock)
        self.check = CheckUpload(self.store, self.bucket, SIZE_MAX, scanned, lambda _: None)
        self.fetching = FetchFiles(
            desk.providers,
            MemoryFileJobs(desk.table),
            desk.keep.store,
            self.store,
            self.bucket,
            self.hosts,
            self.hosts,
            SIZE_MAX,
            LEASE,
            clock,
        )

    def fetch(self) -> list[Fetched]:
        """Fetch what is due."""
        return list(self.fetching.due(until=self.desk.now + LEASE))

    def outcomes(self) -> list[FetchOutcome]:
        """Fetch what is due; return what became of each file."""
        return [fetched.outcome for fetched in self.fetch()]

    def look(self) -> list[Outcome]:
        """Check what is in quarantine."""
        return [self.check(key) for key in list(self.bucket.waiting(self.desk.now))]

    def mail(self) -> Mail:
        """Return the mail of the only part there is."""
        [transcript] = self.desk.table.transcripts
        return self.mails.transcript(transcript)

    @property
    def note(self) -> Attachment:
        """What is noted of the only file there is."""
        [note] = self.store.notes.values()
        return note

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.desk.now += timedelta(**time)


def chat_with_files(
    *urls: str, role: str = "agent", name: str = "안내.png", **more: object
) -> dict[str, object]:
    """Return a chat in which an agent, or somebody else, sends files."""
    files = [{"name": name, "media_type": "image/png", "url": url} for url in urls or [FILE_URL]]
    return chat(
        message(1, "customer", "환불하고 싶어요"), message(2), message(3, role, "", files=files), **more
    )

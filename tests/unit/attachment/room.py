"""The use cases of files over stores in memory, at a clock that tests set."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from helpcenter.api.reply_page import ReplyPages
from helpcenter.api.request import JSON_TYPE, Request
from helpcenter.attachment.check_upload import CheckUpload
from helpcenter.attachment.endpoint import UploadEndpoint
from helpcenter.attachment.erase_files import EraseFiles
from helpcenter.attachment.files_page import FilesEndpoint
from helpcenter.attachment.links import FileLinks, SentFileLinks, UploadLinks
from helpcenter.attachment.request_upload import RequestUpload
from tests.fakes.attachments import MemoryAttachmentStore, MemoryBucket
from tests.fakes.clock import Clock
from tests.unit.attachment.files import SIZE_MAX
from tests.unit.inquiry.sample import CASE, FACTS, GUARD, MESSAGES, NOW

if TYPE_CHECKING:
    from helpcenter.api.response import Response
    from helpcenter.attachment.attachment import Attachment

SECRET = b"case secret"
PAGES = ReplyPages({language: f"{language}|%%title%%|%%content%%" for language in MESSAGES})


class Room:
    """A stored case, and everything that its files go through."""

    def __init__(self, *, scanned: bool = False) -> None:
        self.clock = Clock(NOW)
        self.store = MemoryAttachmentStore({CASE.case_id: CASE.erase_at})
        self.bucket = MemoryBucket()
        self.counted: list[str] = []
        self.told: list[Attachment] = []
        self.upload_links = UploadLinks(SECRET, FACTS.site_url, self.clock)
        self.file_links = FileLinks(SECRET, FACTS.site_url, self.clock)
        self.sent_links = SentFileLinks(SECRET, FACTS.site_url, self.clock)
        self.allow = RequestUpload(
            self.store, self.bucket, GUARD, SECRET, FACTS.attachments.files, self.clock
        )
        self.check = CheckUpload(self.store, self.bucket, SIZE_MAX, scanned, self.told.append)
        self.erase = EraseFiles(self.bucket)
        self.uploads = UploadEndpoint(
            FACTS, MESSAGES, self.upload_links, self.store, self.allow, self.counted.append
        )
        self.files = FilesEndpoint(
            FACTS,
            MESSAGES,
            PAGES,
            self.file_links,
            self.sent_links,
            self.store,
            self.bucket,
            self.counted.append,
        )
        self.endpoint = self.upload_links.url(CASE.case_id)

    def ask(self, url: str = "", language: str = "ko", **changes: Any) -> Response:  # noqa: ANN401 - JSON
        """Ask to upload a file, with changed fields; None leaves one out."""
        fields = {"key": "key-1", "name": "화면.png", "type": "image/png", "size": 100} | changes
        body = json.dumps({name: value for name, value in fields.items() if value is not None})
        headers = {"content-type": JSON_TYPE, "accept-language": language}
        return self.uploads(Request("POST", _path(url or self.endpoint), headers, body.encode()))

    def states(self, url: str = "") -> Response:
        """Ask what became of the files."""
        return self.uploads(Request("GET", _path(url or self.endpoint), {"accept-language": "ko"}))

    def open(self, url: str = "", language: str = "ko") -> Response:
        """Open the department's link, or an address on its page."""
        path = _path(url or self.file_links.url(CASE))
        return self.files(Request("GET", path, {"accept-language": language}))

    def upload(self, content: bytes, key: str = "key-1", name: str = "화면.png") -> Attachment:
        """Ask for a file and put it into quarantine."""
        answer = json.loads(self.ask(key=key, name=name, size=len(content)).body)
        attachment = self.note(answer["file"]["id"])
        self.bucket.files[attachment.upload_key] = content
        return attachment

    def note(self, attachment_id: str) -> Attachment:
        """Return what is noted of a file."""
        return self.store.notes[CASE.case_id, attachment_id]

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.clock.go_on(timedelta(**time))


def _path(url: str) -> str:
    return "/" + url.removeprefix(FACTS.site_url).removeprefix("/")

"""The endpoints of the inquiry over stores in memory, without HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from helpcenter.api.reply_page import ReplyPages
from helpcenter.api.request import FORM_TYPE, JSON_TYPE, Request
from helpcenter.attachment.links import UploadLinks
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.endpoint import InquiryEndpoint
from helpcenter.inquiry.erasure import EraseCase
from helpcenter.inquiry.lost_links import SendLinks
from helpcenter.inquiry.lost_links_endpoint import LostLinksEndpoint
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.progress_endpoint import ProgressEndpoint
from helpcenter.inquiry.receipt import ShowReceipt
from helpcenter.inquiry.receipt_endpoint import ActionEndpoint, ErasureEndpoint, ReceiptEndpoint
from helpcenter.inquiry.receipt_endpoint import Desk as Answers
from helpcenter.inquiry.receipt_page import ReceiptPage
from helpcenter.inquiry.submit import SubmitInquiry
from helpcenter.transcript.receipt import ShowChats
from tests.fakes.clock import Clock
from tests.fakes.memory.cases import (
    MemoryCaseStore,
    MemoryEraser,
    MemoryHistoryStore,
    MemoryHolds,
    MemoryLetters,
)
from tests.fakes.memory.table import MemoryTable
from tests.fakes.memory.transcripts import MemoryTranscriptStore
from tests.unit.inquiry.sample import CALENDAR, FACTS, GUARD, LINKS, MESSAGES, NOW

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpcenter.api.response import Response

FIELDS = {
    "topic": "refund",
    "name": "홍길동",
    "email": "hong@example.com",
    "message": "환불이 아직 들어오지 않았습니다.",
    "language": "ko",
}
UPLOAD_LINKS = UploadLinks(b"link secret", FACTS.site_url, lambda: NOW)
PAGES = ReplyPages({language: f"{language}|%%title%%|%%content%%" for language in MESSAGES})


class Desk:
    """Takes inquiries and shows receipts at a clock that tests set; `counted` is what went to the metrics."""

    def __init__(self) -> None:
        self.clock = Clock(NOW)
        self.table = MemoryTable()
        self.counted: list[str] = []
        store = MemoryCaseStore(self.table, self.clock)
        submit = SubmitInquiry(FACTS, CALENDAR, store, b"case secret", self.clock)
        self.take = InquiryEndpoint(
            FACTS,
            CALENDAR,
            MESSAGES,
            PAGES,
            LINKS,
            GUARD,
            submit,
            self.clock,
            self.counted.append,
            UPLOAD_LINKS.url,
        )
        self.progress_links = ProgressLinks(b"link secret", FACTS.site_url)
        answers = Answers(FACTS, MESSAGES, PAGES, FACTS.site_url)
        histories = MemoryHistoryStore(self.table, self.clock)
        self.act = ActOnCase(histories, self.clock)
        page = ReceiptPage(FACTS, CALENDAR)
        chats = ShowChats(MemoryTranscriptStore(self.table, self.clock), CALENDAR, MESSAGES)
        self._show = ReceiptEndpoint(answers, ShowReceipt(LINKS, histories), page, chats, self.clock)
        letters = MemoryLetters(self.table, self.clock)
        count = self.counted.append
        self._act = ActionEndpoint(self._show, self.act, GUARD, count)
        erase = EraseCase(MemoryEraser(self.table), MemoryHolds(self.table), lambda _: 0, self.clock)
        self._erase = ErasureEndpoint(self._show, erase, count)
        self._progress = ProgressEndpoint(answers, self.progress_links, self.act, count)
        self._links = LostLinksEndpoint(answers, SendLinks(letters, b"case secret", self.clock), count)

    def post_json(self, key: str | None = "key-1", **changes: object) -> Response:
        """Send the sample inquiry as the browser's script does, with changed fields."""
        headers = {"content-type": JSON_TYPE} | ({} if key is None else {"idempotency-key": key})
        body = json.dumps({**FIELDS, "consent": True, **changes})
        return self.take(Request("POST", "/api/inquiries", headers, body.encode()))

    def post_form(self, **changes: str) -> Response:
        """Send the sample inquiry as a browser without JavaScript does, with changed fields."""
        return self.post_form_with({}, **changes)

    def post_form_with(self, headers: Mapping[str, str], **changes: str) -> Response:
        """Send it with more headers."""
        body = urlencode({**FIELDS, "consent": "true", **changes})
        headers = {"content-type": FORM_TYPE, **headers}
        return self.take(Request("POST", "/api/inquiries", headers, body.encode()))

    def open(self, url: str, accept_language: str = "") -> Response:
        """Open a receipt's address."""
        path = "/" + url.removeprefix(FACTS.site_url)
        return self._show(Request("GET", path, {"accept-language": accept_language}))

    def submitted(self, **changes: str) -> str:
        """Send the sample inquiry and return the path of its receipt."""
        return urlsplit(self.post_form(**changes).headers["location"]).path

    def get(self, path: str, **headers: str) -> Response:
        """Open a page of the API."""
        return self._endpoint(path)(Request("GET", path, _named(headers)))

    def post(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> Response:
        """Send a form from a page of the site, unless the headers say otherwise."""
        sent = {"content-type": FORM_TYPE, "origin": FACTS.site_url.rstrip("/"), **_named(headers)}
        return self._endpoint(path)(Request("POST", path, sent, urlencode(fields or {}).encode()))

    def _endpoint(self, path: str) -> Callable[[Request], Response]:
        if path.startswith("/api/progress/"):
            return self._progress
        if path == "/api/lost-links":
            return self._links
        match path.rpartition("/")[2]:
            case "erasure":
                return self._erase
            case "information" | "feedback" | "escalation":
                return self._act
        return self._show


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}

"""The endpoints of the inquiry over stores in memory, without HTTP."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from helpcenter.api.reply_page import ReplyPages
from helpcenter.api.request import FORM_TYPE, JSON_TYPE, Request
from helpcenter.inquiry.endpoint import InquiryEndpoint, ReceiptEndpoint
from helpcenter.inquiry.receipt import ShowReceipt
from helpcenter.inquiry.submit import SubmitInquiry
from tests.fakes.clock import Clock
from tests.fakes.memory import MemoryCaseStore, MemoryTable
from tests.unit.inquiry.sample import CALENDAR, FACTS, GUARD, LINKS, MESSAGES, NOW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.api.response import Response

FIELDS = {
    "topic": "refund",
    "name": "홍길동",
    "email": "hong@example.com",
    "message": "환불이 아직 들어오지 않았습니다.",
    "language": "ko",
}
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
            FACTS, CALENDAR, MESSAGES, PAGES, LINKS, GUARD, submit, self.clock, self.counted.append
        )
        self._show = ReceiptEndpoint(FACTS, CALENDAR, MESSAGES, PAGES, ShowReceipt(LINKS, store))

    def post_json(self, key: str | None = "key-1", **changes: object) -> Response:
        """Send the sample inquiry as the browser's script does, with changed fields."""
        headers = {"content-type": JSON_TYPE} | ({} if key is None else {"idempotency-key": key})
        body = json.dumps({**FIELDS, "consent": True, **changes})
        return self.take(Request("POST", "/api/inquiries", headers, body.encode()))

    def post_form(self, headers: Mapping[str, str] | None = None, **changes: str) -> Response:
        """Send the sample inquiry as a browser without JavaScript does, with changed fields."""
        body = urlencode({**FIELDS, "consent": "true", **changes})
        all_headers = {"content-type": FORM_TYPE, **(headers or {})}
        return self.take(Request("POST", "/api/inquiries", all_headers, body.encode()))

    def open(self, url: str, accept_language: str = "") -> Response:
        """Open a receipt's address."""
        path = "/" + url.removeprefix(FACTS.site_url)
        return self._show(Request("GET", path, {"accept-language": accept_language}))

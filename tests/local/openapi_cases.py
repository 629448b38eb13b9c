"""Calls of every kind with the answer that each gets: the good ones, and one for each way to be refused."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from helpcenter.inquiry.case_id import derive_case_id
from tests.local.openapi_calls import FORM, JSON, example, form, fresh_chat, inquiry, transcript, verdict
from tests.local.openapi_contract import DOCUMENT, Call

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local.running import RunningCenter

HTML = "text/html"
SCHEMAS = DOCUMENT["components"]["schemas"]
INQUIRY, ANSWER = example("inquiry_ko"), example("answer_ko")
DEEP, BIG = b"[" * 40, b'"' + b"a" * 300_000 + b'"'


def _sent_before(center: RunningCenter, call: Call) -> Call:
    call.send(center)
    return call


def _receipt(center: RunningCenter) -> Call:
    return Call(urlsplit(inquiry(INQUIRY).send(center).json["receipt_url"]).path)


def _forged_receipt() -> Call:
    """A link of the right form, not signed by the center."""
    return Call(f"/api/receipts/{derive_case_id(b'other', 'key')}.{'A' * 22}")


def _key_reused(center: RunningCenter) -> Call:
    first = _sent_before(center, inquiry(INQUIRY))
    return inquiry({**INQUIRY, "message": "다른 내용입니다."}, first.headers["idempotency-key"])


def _too_large_as_stored() -> Call:
    """A chat of a sign of music that normalization turns into three."""
    chat = fresh_chat()
    said = {**chat["messages"][-1], "text": "\U0001d160" * 6000}
    chat["messages"] = [{**said, "id": f"m{number}"} for number in range(9)]
    return transcript(json.dumps(chat, ensure_ascii=False).encode())


CASES: dict[str, tuple[Callable[[RunningCenter], Call], int, str]] = {
    "inquiry in Korean": (lambda _: inquiry(INQUIRY), 201, JSON),
    "inquiry in English": (lambda _: inquiry(example("inquiry_en")), 201, JSON),
    "inquiry again": (lambda center: _sent_before(center, inquiry(INQUIRY)), 201, JSON),
    "inquiry with the longest key": (lambda _: inquiry(INQUIRY, key=uuid.uuid4().hex.zfill(200)), 201, JSON),
    "no key": (lambda _: inquiry(INQUIRY, key=None), 400, "key_required"),
    "key too long": (lambda _: inquiry(INQUIRY, key="k" * 201), 400, "key_required"),
    "key not ASCII": (lambda _: inquiry(INQUIRY, key="k\xe9y"), 400, "key_required"),
    "inquiry cut off": (lambda _: inquiry(b'{"topic": '), 400, "malformed_body"),
    "inquiry no object": (lambda _: inquiry([]), 400, "malformed_body"),
    "inquiry too deep": (lambda _: inquiry(DEEP), 400, "malformed_body"),
    "inquiry too large": (lambda _: inquiry(BIG), 413, "body_too_large"),
    "inquiry as text": (lambda _: inquiry(INQUIRY, content_type="text/plain"), 415, "unsupported_media_type"),
    "inquiry empty": (lambda _: inquiry({}), 422, "invalid_inquiry"),
    "inquiry all wrong": (
        lambda _: inquiry(dict.fromkeys(SCHEMAS["Inquiry"]["properties"], 1) | {"x" * 90: 1}),
        422,
        "invalid_inquiry",
    ),
    "inquiry for English eyes": (lambda _: inquiry({}, **{"accept-language": "en"}), 422, "invalid_inquiry"),
    "inquiry with a thousand fields": (
        lambda _: inquiry(dict.fromkeys(map(str, range(1000)))),
        422,
        "invalid_inquiry",
    ),
    "key reused": (_key_reused, 422, "key_reused"),
    "form": (lambda _: form(INQUIRY), 303, ""),
    "form again": (lambda center: _sent_before(center, form(INQUIRY)), 303, ""),
    "form malformed": (lambda _: form(b"topic=%FF"), 400, HTML),
    "form too large": (lambda _: form(BIG), 413, HTML),
    "form incomplete": (lambda _: form({"topic": "nowhere"}), 422, HTML),
    "receipt": (_receipt, 200, HTML),
    "receipt forged": (lambda _: _forged_receipt(), 404, HTML),
    "chat in Korean": (lambda _: transcript(fresh_chat()), 201, JSON),
    "chat in English": (lambda _: transcript(fresh_chat("transcript_en")), 201, JSON),
    "chat again": (lambda center: _sent_before(center, transcript(fresh_chat())), 200, JSON),
    "chat malformed": (lambda _: transcript(b"{"), 400, "malformed_body"),
    "chat too deep": (lambda _: transcript(DEEP), 400, "malformed_body"),
    "chat unsigned": (
        lambda _: Call("/api/transcripts/generic", b"{}", {"content-type": JSON}),
        401,
        "bad_signature",
    ),
    "chat signed by another": (lambda _: transcript({}, secret="other"), 401, "bad_signature"),
    "chat signed long ago": (lambda _: transcript({}, age=400), 401, "stale_timestamp"),
    "chat signed ahead": (lambda _: transcript({}, age=-400), 401, "stale_timestamp"),
    "provider unknown": (lambda _: transcript({}, provider="nobody"), 404, "unknown_provider"),
    "chat too large": (lambda _: transcript(BIG), 413, "body_too_large"),
    "chat too large as stored": (lambda _: _too_large_as_stored(), 413, "body_too_large"),
    "chat as text": (lambda _: transcript({}, content_type="text/plain"), 415, "unsupported_media_type"),
    "chat empty": (lambda _: transcript({}), 422, "invalid_transcript"),
    "chat all wrong": (
        lambda _: transcript(dict.fromkeys(SCHEMAS["Transcript"]["properties"], 1)),
        422,
        "invalid_transcript",
    ),
    "answer in Korean": (lambda _: verdict(ANSWER), 200, JSON),
    "answer in English": (lambda _: verdict(example("answer_en")), 200, JSON),
    "answer with an objection": (lambda _: verdict(ANSWER, **{"sec-gpc": "1"}), 200, JSON),
    "answer as a form": (lambda _: verdict(ANSWER, FORM), 200, HTML),
    "answer malformed": (lambda _: verdict(b"{"), 400, "malformed_body"),
    "answer form malformed": (lambda _: verdict(b"page=%FF", FORM), 400, HTML),
    "answer too large": (lambda _: verdict(BIG), 413, "body_too_large"),
    "answer as text": (lambda _: verdict(ANSWER, "text/plain"), 415, "unsupported_media_type"),
    "answer about nothing": (lambda _: verdict({**ANSWER, "page": "nowhere/"}), 422, "invalid_answer"),
    "answer all wrong": (lambda _: verdict(dict.fromkeys([*ANSWER, "x"], 1)), 422, "invalid_answer"),
    "answer form about nothing": (lambda _: verdict({**ANSWER, "page": "nowhere/"}, FORM), 422, HTML),
}
"""Name -> what leads to the call, the status, and the content type or the problem's code."""

"""Calls of every kind with the answer that each gets: the good ones, and one for each way to be refused."""

from __future__ import annotations

import json
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from helpcenter.inquiry.case_id import derive_case_id, group_case_id
from helpcenter.inquiry.review import ReviewSeal
from tests.local.openapi_calls import (
    FORM,
    JSON,
    example,
    form,
    fresh_chat,
    gap,
    inquiry,
    rating,
    sent,
    told,
    transcript,
    verdict,
)
from tests.local.openapi_contract import DOCUMENT, Call
from tests.local.openapi_files import FILE_CASES
from tests.local.running import eventually
from tests.local.stored_cases import case_id_of, close_case, let_promise_pass

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local.running import RunningCenter

HTML = "text/html"
SCHEMAS = DOCUMENT["components"]["schemas"]
INQUIRY, ANSWER, GAP = example("inquiry_ko"), example("answer_ko"), example("gap_ko")
FORM_HEADERS = {"content-type": FORM}
DEEP, BIG = b"[" * 40, b'"' + b"a" * 300_000 + b'"'
LONG_CHAT = b'"' + b"a" * 2_200_000 + b'"'

# Rightly signed and not readable: taken all the same, and set aside.
SET_ASIDE = {"chat malformed", "chat too deep", "chat empty", "chat all wrong"}


def _sent_before(center: RunningCenter, call: Call) -> Call:
    call.send(center)
    return call


def _receipt(center: RunningCenter) -> Call:
    return Call(urlsplit(inquiry(INQUIRY).send(center).json["receipt_url"]).path)


def _forged_receipt() -> Call:
    """A link of the right form, not signed by the center."""
    return Call(f"/api/receipts/{derive_case_id(b'other', 'key')}.{'A' * 22}")


def _seal(center: RunningCenter) -> str:
    """A seal of a moment to come."""
    secret = json.loads((center.data / "secrets.json").read_text(encoding="utf-8"))["LinkKeys"]
    return ReviewSeal(secret.encode()).make(datetime.now(UTC) + timedelta(seconds=60))


def _key_reused(center: RunningCenter) -> Call:
    first = _sent_before(center, inquiry(INQUIRY))
    return inquiry({**INQUIRY, "message": "다른 내용입니다."}, first.headers["idempotency-key"])


def _told_before(center: RunningCenter) -> Call:
    """A chat of tawk.to that was told already."""
    return _sent_before(center, told("tawk"))


def _feedback(center: RunningCenter) -> str:
    """Return the path in the mail of a chat that has just ended."""
    case_id = transcript(fresh_chat()).send(center).json["case_id"]
    (mail,) = center.mails_of(case_id, 1)
    return re.search(r"/api/feedback/\S+", mail["text"])[0]  # type: ignore[index]


def _rated(center: RunningCenter) -> Call:
    path = _feedback(center)
    rating(path, rating="5", words="감사합니다").send(center)
    return Call(path)


def _receipt_path(center: RunningCenter) -> str:
    return _receipt(center).path


def _past_due(center: RunningCenter) -> str:
    """Return the path of a receipt whose promised moment has passed."""
    path = _receipt_path(center)
    let_promise_pass(center, path)
    return path


def _progress(center: RunningCenter, receipt: str = "") -> str:
    """Return the path of the link "answered" in the mail to the head of a department."""
    receipt = receipt or _past_due(center)
    sent(f"{receipt}/escalation").send(center)
    case_id, to_head = group_case_id(case_id_of(receipt)), "lead@departments.example"
    eventually(lambda: any(mail["to"] == to_head for mail in center.mails_of(case_id, 1)))
    text = next(mail["text"] for mail in center.mails_of(case_id, 1) if mail["to"] == to_head)
    return re.search(r"/api/progress/\S+[.]answered[.]\S+", text)[0]  # type: ignore[index]


def _answered(center: RunningCenter) -> str:
    """Return the path of the receipt of a case that was answered."""
    receipt = _past_due(center)
    sent(_progress(center, receipt)).send(center)
    return receipt


def _closed(center: RunningCenter) -> str:
    """Return the path of the receipt of a case that was closed."""
    path = _receipt_path(center)
    close_case(center, path)
    return path


def _forms(
    name: str, path: Callable[[RunningCenter], str], **fields: str
) -> dict[str, tuple[Callable[[RunningCenter], Call], int, str]]:
    """Return what each form answers to what is not its form, or comes from elsewhere."""
    return {
        f"{name} as JSON": (lambda center: sent(path(center), JSON, **fields), 415, HTML),
        f"{name} malformed": (lambda center: Call(path(center), b"a=%FF", FORM_HEADERS), 400, HTML),
        f"{name} too large": (lambda center: Call(path(center), BIG, FORM_HEADERS), 413, HTML),
        f"{name} from elsewhere": (
            lambda center: sent(path(center), origin="https://elsewhere.example", **fields),
            403,
            HTML,
        ),
    }


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
    "form to look over": (lambda _: form({**INQUIRY, "step": "review"}), 200, HTML),
    "form sent before anybody can have read it": (
        lambda center: form({**INQUIRY, "seal": _seal(center)}),
        429,
        HTML,
    ),
    "inquiry from another site": (
        lambda _: inquiry(INQUIRY, origin="https://elsewhere.example"),
        403,
        "cross_site",
    ),
    "form malformed": (lambda _: form(b"topic=%FF"), 400, HTML),
    "form too large": (lambda _: form(BIG), 413, HTML),
    "form incomplete": (lambda _: form({"topic": "nowhere"}), 422, HTML),
    "receipt": (_receipt, 200, HTML),
    "receipt forged": (lambda _: _forged_receipt(), 404, HTML),
    "chat in Korean": (lambda _: transcript(fresh_chat()), 201, JSON),
    "chat in English": (lambda _: transcript(fresh_chat("transcript_en")), 201, JSON),
    "chat again": (lambda center: _sent_before(center, transcript(fresh_chat())), 200, JSON),
    "chat malformed": (lambda _: transcript(b"{"), 202, JSON),
    "chat too deep": (lambda _: transcript(DEEP), 202, JSON),
    "chat unsigned": (
        lambda _: Call("/api/transcripts/generic", b"{}", {"content-type": JSON}),
        401,
        "bad_signature",
    ),
    "chat signed by another": (lambda _: transcript({}, secret="other"), 401, "bad_signature"),
    "chat signed long ago": (lambda _: transcript({}, age=400), 401, "stale_timestamp"),
    "chat signed ahead": (lambda _: transcript({}, age=-400), 401, "stale_timestamp"),
    "chat too large": (lambda _: transcript(LONG_CHAT), 413, "body_too_large"),
    "chat as text": (lambda _: transcript({}, content_type="text/plain"), 415, "unsupported_media_type"),
    "chat empty": (lambda _: transcript({}), 202, JSON),
    "chat all wrong": (
        lambda _: transcript(dict.fromkeys(SCHEMAS["Transcript"]["properties"], 1)),
        202,
        JSON,
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
    "gap in Korean": (lambda _: gap(GAP), 200, JSON),
    "gap in English": (lambda _: gap(example("gap_en")), 200, JSON),
    "gap with an objection": (lambda _: gap(GAP, dnt="1"), 200, JSON),
    "gap malformed": (lambda _: gap(b"{"), 400, "malformed_body"),
    "gap too large": (lambda _: gap(BIG), 413, "body_too_large"),
    "gap as a form": (lambda _: gap(b"what=found", FORM), 415, "unsupported_media_type"),
    "gap all wrong": (lambda _: gap(dict.fromkeys([*GAP, "x"], 1)), 422, "invalid_gap"),
    "gap about no page": (lambda _: gap({"what": "solved", "language": "ko"}), 422, "invalid_gap"),
    "provider unknown": (lambda _: transcript({}, provider="nobody"), 404, "unknown_provider"),
    "tawk.to": (lambda _: told("tawk"), 201, JSON),
    "tawk.to again": (_told_before, 200, JSON),
    "tawk.to forged": (lambda _: told("tawk", x_tawk_signature="0" * 40), 401, "bad_signature"),
    "tawk.to as text": (
        lambda _: told("tawk", content_type="text/plain"),
        415,
        "unsupported_media_type",
    ),
    "tawk.to too large": (
        lambda _: Call("/api/transcripts/tawk", LONG_CHAT, {"content-type": JSON}),
        413,
        "body_too_large",
    ),
    "Rocket.Chat": (lambda _: told("rocketchat"), 200, JSON),
    "Chatwoot": (lambda _: told("chatwoot"), 202, JSON),
    "rating form": (lambda center: Call(_feedback(center)), 200, HTML),
    "rating given": (lambda center: rating(_feedback(center), rating="4", words="네"), 200, HTML),
    "rating again": (_rated, 200, HTML),
    "rating missing": (lambda center: rating(_feedback(center), words="네"), 422, HTML),
    "rating forged": (lambda _: Call("/api/feedback/-"), 404, HTML),
    "rating forged and given": (lambda _: rating("/api/feedback/-", rating="1"), 404, HTML),
    "rating as JSON": (lambda center: rating(_feedback(center), JSON, rating="1"), 415, HTML),
    "rating malformed": (lambda center: Call(_feedback(center), b"rating=%FF", FORM_HEADERS), 400, HTML),
    "rating too large": (lambda center: Call(_feedback(center), BIG, FORM_HEADERS), 413, HTML),
    **FILE_CASES,
}
FORGED = _forged_receipt().path
CASES |= {
    **_forms("information", lambda center: f"{_receipt_path(center)}/information", words="a"),
    "information": (lambda center: sent(f"{_receipt_path(center)}/information", words="네"), 303, ""),
    "information missing": (lambda center: sent(f"{_receipt_path(center)}/information"), 422, HTML),
    "information forged": (lambda _: sent(f"{FORGED}/information", words="a"), 404, HTML),
    "information too late": (lambda center: sent(f"{_closed(center)}/information", words="a"), 409, HTML),
    **_forms("feedback", lambda center: f"{_receipt_path(center)}/feedback", verdict="solved"),
    "feedback": (lambda center: sent(f"{_answered(center)}/feedback", verdict="solved"), 303, ""),
    "feedback missing": (lambda center: sent(f"{_answered(center)}/feedback"), 422, HTML),
    "feedback forged": (lambda _: sent(f"{FORGED}/feedback", verdict="solved"), 404, HTML),
    "feedback too early": (
        lambda center: sent(f"{_receipt_path(center)}/feedback", verdict="solved"),
        409,
        HTML,
    ),
    **_forms("escalation", lambda center: f"{_receipt_path(center)}/escalation"),
    "escalation": (lambda center: sent(f"{_past_due(center)}/escalation"), 303, ""),
    "escalation forged": (lambda _: sent(f"{FORGED}/escalation"), 404, HTML),
    "escalation too early": (lambda center: sent(f"{_receipt_path(center)}/escalation"), 409, HTML),
    **_forms("erasure", lambda center: f"{_receipt_path(center)}/erasure"),
    "erasure asked": (lambda center: Call(f"{_receipt_path(center)}/erasure"), 200, HTML),
    "erasure": (lambda center: sent(f"{_receipt_path(center)}/erasure"), 200, HTML),
    "erasure forged": (lambda _: Call(f"{FORGED}/erasure"), 404, HTML),
    **_forms("progress", _progress),
    "progress asked": (lambda center: Call(_progress(center)), 200, HTML),
    "progress": (lambda center: sent(_progress(center)), 200, HTML),
    "progress forged": (lambda _: Call("/api/progress/-"), 404, HTML),
    **_forms("links", lambda _: "/api/lost-links", email="a@example.com"),
    "links asked": (lambda _: Call("/api/lost-links"), 200, HTML),
    "links": (lambda _: sent("/api/lost-links", email="a@example.com"), 200, HTML),
    "links to nowhere": (lambda _: sent("/api/lost-links", email="a@b"), 422, HTML),
}
"""Name -> what leads to the call, the status, and the content type or the problem's code."""

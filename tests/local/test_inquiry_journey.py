"""The inquiry on the running center: form to database to mailbox."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import pytest

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

INQUIRY = {
    "topic": "refund",
    "name": "김하늘",
    "email": "haneul@example.com",
    "message": "주문을 취소했는데 환불이 아직 안 들어왔습니다.",
    "language": "ko",
    "consent": True,
}


def test_an_accepted_inquiry_brings_both_mails(center: RunningCenter) -> None:
    """201 holds case, promise with offset, receipt link; customer and department get their mail."""
    answer = center.submit(INQUIRY)
    assert answer.status == 201, answer.body
    case_id, due_at = answer.json["case_id"], datetime.fromisoformat(answer.json["due_at"])
    assert due_at.utcoffset() == timedelta(hours=9)
    mails = {mail["to"]: mail for mail in center.mails_of(case_id, 2)}
    customer, department = mails["haneul@example.com"], mails["payment_care@departments.example"]
    assert answer.json["receipt_url"] in customer["text"]
    assert f"{due_at:%H:%M}(KST)" in customer["text"]
    assert INQUIRY["message"] not in customer["text"] + customer["html"]
    assert customer["headers"]["Auto-Submitted"] == "auto-generated"
    assert str(INQUIRY["message"]) in department["text"]
    assert department["headers"]["Reply-To"] == "haneul@example.com"


def test_the_acknowledgement_speaks_the_pages_language(center: RunningCenter) -> None:
    """An inquiry from the English page is acknowledged in English."""
    answer = center.submit({**INQUIRY, "language": "en", "email": "sky@example.com"})
    mails = center.mails_of(answer.json["case_id"], 2)
    (customer,) = [mail for mail in mails if mail["to"] == "sky@example.com"]
    assert "We have your inquiry" in customer["text"] + customer["subject"]


def test_the_same_key_gives_the_same_answer(center: RunningCenter) -> None:
    """A retry is answered as the first time, but for a fresh link to add files, and owes no further mail."""
    key = uuid.uuid4().hex
    first = center.submit(INQUIRY, key)
    assert first.status == 201
    center.mails_of(first.json["case_id"], 2)
    again = center.submit(INQUIRY, key)
    assert again.status == 201
    assert again.json | {"upload_url": ""} == first.json | {"upload_url": ""}
    assert len(center.mails_of(first.json["case_id"], 2)) == 2


def test_a_key_stands_for_one_inquiry(center: RunningCenter) -> None:
    """The same key with other content is refused."""
    key = uuid.uuid4().hex
    assert center.submit(INQUIRY, key).status == 201
    refused = center.submit({**INQUIRY, "message": "다른 내용입니다."}, key)
    assert refused.status == 422
    assert refused.json["type"].endswith(":key_reused")


def test_a_form_without_script_gets_a_receipt(center: RunningCenter) -> None:
    """The urlencoded form leads to the receipt's page; sent twice, it is one case."""
    form = urlencode({**INQUIRY, "message": uuid.uuid4().hex, "consent": "true"}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    first, second = (center.send("/api/inquiries", form, headers) for _ in range(2))
    assert (first.status, second.status) == (303, 303)
    assert first.headers["location"] == second.headers["location"]
    receipt = center.send(urlsplit(first.headers["location"]).path)
    assert receipt.status == 200
    assert "h***@example.com" in receipt.body
    assert "haneul@example.com" not in receipt.body


def test_a_form_without_script_is_told_what_is_wrong(center: RunningCenter) -> None:
    """Errors come as a page of the site in the form's language, with a way back."""
    form = urlencode({**INQUIRY, "email": "haneul", "language": "en"}).encode()
    answer = center.send("/api/inquiries", form, {"content-type": "application/x-www-form-urlencoded"})
    assert answer.status == 422
    assert '<html lang="en"' in answer.body
    assert 'class="error-summary"' in answer.body
    assert 'href="/en/inquiry/"' in answer.body


def test_a_forged_receipt_link_shows_nothing(center: RunningCenter) -> None:
    """Without the right signature there is no receipt."""
    url = urlsplit(center.submit(INQUIRY).json["receipt_url"]).path
    assert center.send(url).status == 200
    assert center.send(url[:-1] + ("A" if url[-1] != "A" else "B")).status == 404


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {"content-type": "application/json"}, 400),
        (b"{}", {"content-type": "application/json", "idempotency-key": "k"}, 422),
        (b"{", {"content-type": "application/json", "idempotency-key": "k"}, 400),
        (b"[" * 4000, {"content-type": "application/json", "idempotency-key": "k"}, 400),
        (b"[]", {"content-type": "application/json", "idempotency-key": "k"}, 400),
        (
            b'{"topic": 1, "message": ["a"]}',
            {"content-type": "application/json", "idempotency-key": "k"},
            422,
        ),
        (b'{"message": "\\ud800"}', {"content-type": "application/json", "idempotency-key": "k"}, 422),
        (b"\xff\xfe", {"content-type": "application/json", "idempotency-key": "k"}, 400),
        (b'"' + b"a" * 70_000 + b'"', {"content-type": "application/json", "idempotency-key": "k"}, 413),
        (b"{}", {"content-type": "text/plain", "idempotency-key": "k"}, 415),
        (b"topic=%FF", {"content-type": "application/x-www-form-urlencoded"}, 400),
    ],
)
def test_bad_input_is_refused_and_never_an_error_of_ours(
    center: RunningCenter, body: bytes, headers: dict[str, str], status: int
) -> None:
    """Whatever is sent, the answer is a 4xx that says what to do."""
    assert center.send("/api/inquiries", body, headers).status == status


def test_every_error_comes_at_once_in_the_readers_language(center: RunningCenter) -> None:
    """A problem lists each field with its code and its sentence."""
    answer = center.submit({"language": "ko", "topic": "nowhere", "email": "a@b", "message": " "})
    assert answer.headers["content-type"] == "application/problem+json"
    found = {(error["field"], error["code"]) for error in answer.json["errors"]}
    assert found == {
        ("topic", "unknown_topic"),
        ("email", "invalid_email"),
        ("message", "required"),
        ("consent", "consent_required"),
    }
    assert all(error["message"] for error in answer.json["errors"])
    assert answer.headers["content-language"] == "ko"

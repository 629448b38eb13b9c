"""POST /api/inquiries as the browser's script calls it: JSON in, JSON out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.api.request import JSON_TYPE, Request
from helpcenter.inquiry.case_id import group_case_id
from tests.unit.inquiry.desk import UPLOAD_LINKS, Desk
from tests.unit.inquiry.sample import LINKS

if TYPE_CHECKING:
    from helpcenter.api.response import Response


def body_of(response: Response) -> dict[str, Any]:
    """Return the response's JSON."""
    body: dict[str, Any] = json.loads(response.body)
    return body


def refusal(response: Response) -> tuple[int, str, list[tuple[str, str]]]:
    """Return status, code and (field, code) of each error of a problem."""
    assert response.headers["content-type"] == "application/problem+json"
    body = body_of(response)
    code = body["type"].removeprefix("urn:helpcenter:problem:")
    return response.status, code, [(error["field"], error["code"]) for error in body["errors"]]


def test_an_accepted_inquiry_is_answered_with_case_promise_and_receipt() -> None:
    """The ID is grouped to be read aloud, the promise has the center's offset, no cache keeps the answer."""
    desk = Desk()
    response = desk.post_json()
    [case_id] = desk.table.cases
    assert response.status == 201
    assert response.headers == {"content-type": "application/json", "cache-control": "no-store"}
    assert body_of(response) == {
        "case_id": group_case_id(case_id),
        "due_at": "2026-11-25T18:00:00+09:00",
        "receipt_url": LINKS.url(case_id),
        "upload_url": UPLOAD_LINKS.url(case_id),
    }
    assert len(desk.table.owed) == 2
    assert desk.counted == ["InquiriesAccepted"]


def test_the_same_key_and_content_get_the_same_answer() -> None:
    """A retry days later is told what the first was told, to the byte."""
    desk = Desk()
    first = desk.post_json()
    desk.clock.at = desk.clock.at.replace(day=27)
    assert desk.post_json() == first
    assert len(desk.table.cases) == 1


def test_a_key_that_stands_for_other_content_is_refused() -> None:
    """The first inquiry stays; the second needs a key of its own."""
    desk = Desk()
    desk.post_json()
    assert refusal(desk.post_json(message="다른 문의")) == (422, "key_reused", [])
    assert len(desk.table.cases) == 1
    assert desk.post_json("key-2", message="다른 문의").status == 201
    assert desk.counted == ["InquiriesAccepted", "InquiriesRefused", "InquiriesAccepted"]


@pytest.mark.parametrize("key", ["1", "~" * 200, "a b", '"8e03978e-40d5-43dd-bc93-6894a57f9324"'])
def test_a_key_is_up_to_200_printable_characters(key: str) -> None:
    """Any ASCII will do, a space inside and the draft standard's quotes included."""
    assert Desk().post_json(key).status == 201


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (None, "required"),
        ("", "required"),
        ("k" * 201, "too_long"),
        (" key", "control_characters"),
        ("key ", "control_characters"),
        ("key\n", "control_characters"),
        ("k\x00y", "control_characters"),
        ("k\x7fy", "control_characters"),
        ("키", "control_characters"),
    ],
)
def test_without_a_usable_key_nothing_is_stored(key: str | None, code: str) -> None:
    """400 names the header and what is wrong with it."""
    desk = Desk()
    assert refusal(desk.post_json(key)) == (400, "key_required", [("Idempotency-Key", code)])
    assert not desk.table.cases
    assert desk.counted == ["InquiriesRefused"]


def test_all_errors_are_named_at_once_in_the_language_of_the_inquiry() -> None:
    """Field, code and sentence of each, in the order of the form; nothing is stored."""
    desk = Desk()
    response = desk.post_json(language="en", topic="", email="hong", consent=False)
    errors = [("topic", "required"), ("email", "invalid_email"), ("consent", "consent_required")]
    assert refusal(response) == (422, "invalid_inquiry", errors)
    assert response.headers["content-language"] == "en"
    assert body_of(response)["errors"][0]["message"] == "Please choose a topic."
    assert not desk.table.jobs
    assert desk.counted == ["InquiriesRefused"]


def test_a_store_that_fails_says_when_to_come_back() -> None:
    """503 with Retry-After in seconds; the same key works when the store does."""
    desk = Desk()
    desk.table.unavailable = True
    response = desk.post_json()
    assert refusal(response) == (503, "unavailable", [])
    assert response.headers["retry-after"] == "5"
    desk.table.unavailable = False
    assert desk.post_json().status == 201
    assert desk.counted == ["InquiriesRefused", "InquiriesAccepted"]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (JSON_TYPE, b"{", 400),
        (JSON_TYPE, b" " * 65_537, 413),
        ("text/plain", b"{}", 415),
        ("", b"{}", 415),
    ],
)
def test_what_cannot_be_read_is_a_problem_in_the_browsers_language(
    content_type: str, body: bytes, status: int
) -> None:
    """A body that names no language is answered in the one that the browser prefers."""
    headers = {"content-type": content_type, "accept-language": "en-US,ko;q=0.5", "idempotency-key": "k"}
    response = Desk().take(Request("POST", "/api/inquiries", headers, body))
    assert response.status == status
    assert response.headers["content-language"] == "en"
    assert response.headers["content-type"] == "application/problem+json"

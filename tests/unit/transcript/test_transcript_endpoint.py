"""POST /api/transcripts/{provider}, without HTTP: what a chat provider is answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.api.request import Request
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.transcript.endpoint import TranscriptEndpoint
from tests.unit.transcript.relay import Relay, chat, signed

if TYPE_CHECKING:
    from helpcenter.api.response import Response
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages


class Webhook:
    """The endpoint over a relay's store; `counted` is what went to the metrics."""

    def __init__(self, relay: Relay, facts: Facts, messages: dict[str, Messages]) -> None:
        self.table = relay.table
        self.counted: list[str] = []
        self.told: list[dict[str, str]] = []
        self._endpoint = TranscriptEndpoint(
            facts,
            messages,
            relay.receive,
            self.counted.append,
            lambda _, **ids: self.told.append(ids),
        )

    def post(self, body: bytes, provider: str = "generic", **headers: str) -> Response:
        """Deliver a body, rightly signed unless the headers say otherwise."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._endpoint(
            Request("POST", f"/api/transcripts/{provider}", {**signed(body), **given}, body)
        )


@pytest.fixture
def webhook(relay: Relay, facts: Facts, messages: dict[str, Messages]) -> Webhook:
    """Return a webhook whose store is empty."""
    return Webhook(relay, facts, messages)


def body_of(response: Response) -> dict[str, Any]:
    """Return the response's JSON."""
    body: dict[str, Any] = json.loads(response.body)
    return body


def test_a_new_transcript_is_created_and_a_repeated_one_is_known(webhook: Webhook) -> None:
    """201, then 200 with the same case however often it is delivered; only the first is counted."""
    answers = [webhook.post(json.dumps(chat()).encode()) for _ in range(3)]
    [case_id] = [transcript.case_id for transcript in webhook.table.transcripts]
    assert [answer.status for answer in answers] == [201, 200, 200]
    assert [body_of(answer) for answer in answers] == [{"case_id": group_case_id(case_id)}] * 3
    assert answers[0].headers == {"content-type": "application/json", "cache-control": "no-store"}
    assert len(webhook.table.owed) == 1
    assert webhook.counted == ["TranscriptsStored"]


@pytest.mark.parametrize(
    ("body", "how", "status", "code"),
    [
        (b"{}", {"provider": "nobody"}, 404, "unknown_provider"),
        (b"{}", {"x_signature": "sha256=0"}, 401, "bad_signature"),
        (b"{}", {"x_timestamp": "0"}, 401, "bad_signature"),
        (b"{}", {"content_type": "text/plain"}, 415, "unsupported_media_type"),
        (b" " * (2 * 1024 * 1024 + 1), {}, 413, "body_too_large"),
    ],
)
def test_a_refusal_is_a_problem(
    webhook: Webhook, body: bytes, how: dict[str, str], status: int, code: str
) -> None:
    """Status and code say what is wrong, nothing is stored, and it is counted."""
    response = webhook.post(body, **how)
    assert response.status == status
    assert response.headers["content-type"] == "application/problem+json"
    assert body_of(response)["type"] == f"urn:helpcenter:problem:{code}"
    assert not webhook.table.transcripts
    assert webhook.counted == ["TranscriptsRefused"]


def test_what_cannot_be_read_is_set_aside_and_says_why_in_the_language_asked_for(webhook: Webhook) -> None:
    """202 with every wrong field, for whoever connects the provider; logged by its IDs alone, and counted."""
    body = json.dumps(chat(language="ko", chat_id=7, ended_at="soon")).encode()
    response = webhook.post(body, accept_language="en")
    told, errors = body_of(response), body_of(response)["errors"]
    assert response.status == 202
    assert (told["state"], told["reason"]) == ("set_aside", "wrong_type:chat_id")
    assert webhook.told == [
        {"provider": "generic", "delivery_id": told["delivery_id"], "reason": "wrong_type:chat_id"}
    ]
    assert webhook.counted == ["DeliveriesSetAside"]
    assert [(error["field"], error["code"]) for error in errors] == [
        ("chat_id", "wrong_type"),
        ("ended_at", "invalid_moment"),
    ]
    assert errors[0]["message"] == "This is not the right kind of value. Please send text."


def test_a_store_that_fails_says_when_to_deliver_again(webhook: Webhook) -> None:
    """503 with Retry-After; the next delivery is stored as if it were the first."""
    webhook.table.unavailable = True
    response = webhook.post(json.dumps(chat()).encode())
    assert (response.status, response.headers["retry-after"]) == (503, "5")
    assert body_of(response)["type"] == "urn:helpcenter:problem:unavailable"
    webhook.table.unavailable = False
    assert webhook.post(json.dumps(chat()).encode()).status == 201
    assert webhook.counted == ["TranscriptsRefused", "TranscriptsStored"]

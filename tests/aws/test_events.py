"""Events as Lambda hands them over: HTTP API requests and the table's stream."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import read_fields
from helpcenter.api.response import Response
from helpcenter.aws.http_api import request_from_event, response_to_event
from helpcenter.aws.streams import owed_jobs, stored_at


def http_event(body: str | None = None, *, encoded: bool = False, **headers: str) -> dict[str, object]:
    """Return an event of payload format 2.0."""
    event = {
        "version": "2.0",
        "routeKey": "POST /api/inquiries",
        "rawPath": "/api/inquiries",
        "rawQueryString": "",
        "cookies": ["a=b"],
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "requestContext": {"http": {"method": "POST", "path": "/api/inquiries"}},
        "isBase64Encoded": encoded,
    }
    return event if body is None else {**event, "body": body}


def test_a_request_is_method_path_headers_and_bytes() -> None:
    """Header names come in lower case, text as UTF-8."""
    request = request_from_event(http_event("김", Accept="text/html"))
    assert (request.method, request.path) == ("POST", "/api/inquiries")
    assert request.headers == {"accept": "text/html"}
    assert request.body == "김".encode()


def test_a_binary_body_is_decoded() -> None:
    """API Gateway encodes what it does not take for text."""
    assert request_from_event(http_event("AP+A", encoded=True)).body == b"\x00\xff\x80"


def test_a_request_without_a_body_has_an_empty_one() -> None:
    """GET requests have neither body nor headers of their own."""
    event = http_event()
    del event["headers"]
    assert request_from_event(event).body == b""


def test_a_body_that_is_no_text_is_malformed() -> None:
    """Lone surrogates are the client's mistake, 400, and no crash."""
    request = request_from_event(http_event('{"a": "\ud800"}', content_type="application/json"))
    with pytest.raises(ProblemError) as caught:
        read_fields(request)
    assert caught.value.status == 400


def test_a_response_is_answered_as_it_is() -> None:
    """Status, headers and text arrive unchanged."""
    assert response_to_event(Response(303, "김", {"location": "/x"})) == {
        "statusCode": 303,
        "headers": {"location": "/x"},
        "body": "김",
        "isBase64Encoded": False,
    }


def record(kind: str, sort_key: str, case_id: str = "7K3M9PQ2RTD") -> dict[str, Any]:
    """Return a record of the stream (keys only)."""
    keys = {"pk": {"S": f"CASE#{case_id}"}, "sk": {"S": sort_key}}
    return {"eventID": "1", "eventName": kind, "dynamodb": {"Keys": keys, "StreamViewType": "KEYS_ONLY"}}


def test_new_mail_jobs_are_owed() -> None:
    """They come in the order of the stream; case and transcript are no mails."""
    kinds = ("CASE", "MAIL#acknowledgement", "TRANSCRIPT#a1#0001", "MAIL#department_notice")
    event = {"Records": [record("INSERT", kind) for kind in kinds]}
    assert owed_jobs(event) == [("7K3M9PQ2RTD", "acknowledgement"), ("7K3M9PQ2RTD", "department_notice")]


@pytest.mark.parametrize("kind", ["MODIFY", "REMOVE"])
def test_changed_and_deleted_jobs_are_not_owed_anew(kind: str) -> None:
    """A claim, an outcome or TTL does not call for another delivery."""
    assert owed_jobs({"Records": [record(kind, "MAIL#acknowledgement")]}) == []


def test_the_stream_says_when_its_first_record_was_stored() -> None:
    """In seconds since 1970, whole or not; a stream that does not say is taken at its word, at once."""
    first, second = record("INSERT", "MAIL#a"), record("INSERT", "MAIL#b")
    assert stored_at({"Records": [first, second]}) is None
    first["dynamodb"]["ApproximateCreationDateTime"] = 1795395600.5
    assert stored_at({"Records": [first, second]}) == datetime(2026, 11, 23, 1, 0, 0, 500_000, tzinfo=UTC)

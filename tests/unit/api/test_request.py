from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.api.request import BODY_MAX, Request, read_fields, read_json_object
from tests.unit.inquiry.sample import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def post(body: bytes, content_type: str | None = JSON) -> Request:
    """Return a POST with a body."""
    headers = {} if content_type is None else {"content-type": content_type}
    return Request("POST", "/api/inquiries", headers, body)


def refusal(read: Callable[[], object]) -> tuple[int, str]:
    """Return status and code of the refusal."""
    with pytest.raises(ProblemError) as caught:
        read()
    return caught.value.status, caught.value.code


def nested(depth: int) -> bytes:
    """Return a JSON object nested `depth` deep."""
    return b'{"a":' + b"[" * (depth - 1) + b"]" * (depth - 1) + b"}"


def test_a_json_object_is_read() -> None:
    """Fields keep their types, whatever parameters the media type has."""
    body = '{"topic": "환불", "consent": true, "n": [1, null]}'.encode()
    assert read_fields(post(body, "Application/JSON; charset=utf-8")) == json.loads(body)


def test_a_form_is_read() -> None:
    """A form without JavaScript yields texts."""
    body = b"topic=refund&message=%ED%99%98%EB%B6%88+1%0D%0A2&name="
    assert read_fields(post(body, FORM)) == {"topic": "refund", "message": "환불 1\r\n2", "name": ""}


@pytest.mark.parametrize("content_type", [None, "", "text/plain", "multipart/form-data", "application/jsonx"])
def test_other_media_types_are_refused(content_type: str | None) -> None:
    """A missing or foreign Content-Type is 415: a body is never guessed at."""
    assert refusal(lambda: read_fields(post(b"{}", content_type))) == (415, "unsupported_media_type")


@pytest.mark.parametrize("content_type", [JSON, FORM, None])
def test_a_body_has_a_limit(content_type: str | None) -> None:
    """One byte over 64 KiB is refused, before anything else is looked at."""
    whole = b'{"a":"' + b"x" * (BODY_MAX - 8) + b'"}'
    assert len(whole) == BODY_MAX == 65_536
    assert read_fields(post(whole))
    assert refusal(lambda: read_fields(post(whole + b" ", content_type))) == (413, "body_too_large")


def test_nesting_has_a_limit() -> None:
    """32 levels are read, 33 are not."""
    assert read_json_object(nested(32))
    assert refusal(lambda: read_json_object(nested(33))) == (400, "malformed_body")


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 100_000, nested(100_000), b'{"a":"' + b"\\" * 100_000]
)
def test_a_bomb_does_not_go_off(body: bytes) -> None:
    """A hundred thousand brackets are refused without being parsed."""
    assert refusal(lambda: read_json_object(body)) == (400, "malformed_body")


@pytest.mark.parametrize("text", ["[" * 1000, "{" * 1000, '"' + "[" * 100, '\\"' + "{" * 100, "\\"])
def test_brackets_in_a_text_are_no_nesting(text: str) -> None:
    """A customer may paste code."""
    assert read_json_object(json.dumps({"message": text}).encode()) == {"message": text}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"1",
        b"{'a': 1}",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b'{"a": -Infinity}',
        b'{"a": 1} {}',
        b'{"a": "\x01"}',
        b'{"a": "\xff"}',
        b'{"a": ' + b"9" * 5000 + b"}",
        '{"a": 1}'.encode("utf-16"),
        "\ufeff{}".encode(),
    ],
)
def test_what_is_no_json_object_is_malformed(body: bytes) -> None:
    """Whatever is wrong with it, it is 400."""
    assert refusal(lambda: read_json_object(body)) == (400, "malformed_body")


@pytest.mark.parametrize("body", [b"name=%FF", b"name=%ED%A0%80", "name=홍".encode(), b"a=1&" * 51])
def test_what_is_no_form_is_malformed(body: bytes) -> None:
    """Broken encoding and floods of fields are 400."""
    assert refusal(lambda: read_fields(post(body, FORM))) == (400, "malformed_body")


@pytest.mark.parametrize(
    ("wanted", "accepts", "language"),
    [
        ("en", "ko", "en"),
        ("fr", "en-GB,en;q=0.9", "en"),
        (None, "fr, EN;q=0.5", "en"),
        (7, "", "ko"),
        (None, "fr", "en"),
        (None, "*", "ko"),
        (["en"], ";;,,", "ko"),
    ],
)
def test_the_reader_is_answered_in_a_language_of_the_center(
    wanted: object, accepts: str, language: str
) -> None:
    """First what the request says, then what the browser prefers; English for others, the first for none."""
    request = Request("POST", "/", {"accept-language": accepts})
    assert request.language(FACTS, wanted) == language

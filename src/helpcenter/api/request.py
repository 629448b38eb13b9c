"""An HTTP request, and reading its body without trusting it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from helpcenter.api.problem import ProblemError
from helpcenter.center.languages import language_for
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts

BODY_MAX = 64 * 1024  # bytes
NESTING_MAX = 32
_FORM_FIELDS_MAX = 50
JSON_TYPE = "application/json"
FORM_TYPE = "application/x-www-form-urlencoded"
_BRACKETS_OUTSIDE_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


@record
class Request:
    """What the client sent. Header names are lower case; `body` is raw bytes."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def language(self, facts: Facts, wanted: object = None) -> str:
        """Return the reader's language: `wanted`, else by Accept-Language, where the center has it.

        English serves who asked for others only, the center's first language who asked for none.
        """
        if isinstance(wanted, str) and wanted in facts.languages:
            return wanted
        offers = self.headers.get("accept-language", "").split(",")
        tags = [tag for offer in offers for tag in [offer.partition(";")[0].strip().lower()] if tag]
        for tag in tags:
            if tag.partition("-")[0] in facts.languages:
                return tag.partition("-")[0]
        return language_for(tags[0] if tags else "", facts.languages)


def check_size(body: bytes, limit: int = BODY_MAX) -> bytes:
    """Return `body` if it is no longer than `limit` bytes.

    Raises:
        ProblemError: 413.
    """
    if len(body) > limit:
        raise ProblemError(413, "body_too_large")
    return body


def read_fields(request: Request) -> dict[str, object]:
    """Return the fields of a JSON object or of an HTML form.

    Raises:
        ProblemError: 413 too large, 415 wrong Content-Type, 400 malformed.
    """
    body = check_size(request.body)
    if request.content_type == JSON_TYPE:
        return read_json_object(body)
    if request.content_type == FORM_TYPE:
        return _read_form(body)
    raise ProblemError(415, "unsupported_media_type")


def read_json_object(body: bytes) -> dict[str, object]:
    """Parse a JSON object (RFC 8259, UTF-8).

    Raises:
        ProblemError: 400 for anything that is not one, or is nested deeper than NESTING_MAX.
    """
    if _nesting(body) > NESTING_MAX:
        raise ProblemError(400, "malformed_body")
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except ValueError as error:
        raise ProblemError(400, "malformed_body") from error
    if not isinstance(data, dict):
        raise ProblemError(400, "malformed_body")
    return data


def _read_form(body: bytes) -> dict[str, object]:
    try:
        pairs = parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_FORM_FIELDS_MAX,
        )
    except ValueError as error:
        raise ProblemError(400, "malformed_body") from error
    return dict(pairs)


def _nesting(body: bytes) -> int:
    """Return the deepest nesting of brackets, without parsing: a parser is what deep nesting breaks."""
    depth = deepest = 0
    for match in _BRACKETS_OUTSIDE_STRINGS.finditer(body):
        token = match.group()
        if token in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
        elif token in (b"]", b"}"):
            depth -= 1
    return deepest


def _refuse_constant(name: str) -> None:
    raise ValueError(name)

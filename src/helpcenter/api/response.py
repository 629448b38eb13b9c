"""An HTTP response."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Mapping


@record
class Response:
    """Status, body and headers (lower-case names).

    `failure` is never sent: what the log shall tell of what of ours failed, by name.
    """

    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: Mapping[str, str] = field(default_factory=dict)


def json_response(status: int, body: Mapping[str, object]) -> Response:
    """Return `body` as JSON that no cache keeps."""
    headers = {"content-type": "application/json", "cache-control": "no-store"}
    return Response(status, json.dumps(body, ensure_ascii=False), headers)

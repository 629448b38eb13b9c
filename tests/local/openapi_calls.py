"""Calls of the API, made of the document's own examples."""

from __future__ import annotations

import json
import time
import uuid
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from helpcenter.transcript.signature import sign
from local.demo_chats import TOLD_BY
from local.secrets import KNOWN_SECRETS
from tests.local.openapi_contract import DOCUMENT, Call

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def example(name: str) -> dict[str, Any]:
    """Return an example of the document."""
    value: dict[str, Any] = DOCUMENT["components"]["examples"][name]["value"]
    return value


def fresh_chat(name: str = "transcript_ko") -> dict[str, Any]:
    """Return an example of a transcript as a chat of its own that has just ended."""
    chat = example(name)
    now = datetime.now(UTC).replace(microsecond=0)
    shift = now - datetime.fromisoformat(chat["ended_at"])

    def moved(moment: str) -> str:
        return (datetime.fromisoformat(moment) + shift).isoformat()

    return {
        **chat,
        "chat_id": uuid.uuid4().hex,
        "started_at": moved(chat["started_at"]),
        "ended_at": moved(chat["ended_at"]),
        "messages": [{**message, "at": moved(message["at"])} for message in chat["messages"]],
    }


def inquiry(data: object, key: str | None = "", content_type: str = JSON, **headers: str) -> Call:
    """Return an inquiry as JSON (raw if it is bytes); with a key of its own, the given one, or None."""
    if key is not None:
        headers["idempotency-key"] = key or uuid.uuid4().hex
    return Call("/api/inquiries", _raw(data), {"content-type": content_type, **headers})


def form(fields: dict[str, Any] | bytes) -> Call:
    """Return an inquiry as a browser without JavaScript sends it."""
    body = fields if isinstance(fields, bytes) else urlencode({**fields, "consent": "true"}).encode()
    return Call("/api/inquiries", body, {"content-type": FORM})


def verdict(data: object, content_type: str = JSON, **headers: str) -> Call:
    """Return a verdict on an article, as JSON or as a form (raw if it is bytes)."""
    body = urlencode(data).encode() if content_type == FORM and isinstance(data, dict) else _raw(data)
    return Call("/api/answers", body, {"content-type": content_type, **headers})


def gap(data: object, content_type: str = JSON, **headers: str) -> Call:
    """Return what a page tells to be counted (raw if it is bytes)."""
    return Call("/api/gaps", _raw(data), {"content-type": content_type, **headers})


def transcript(
    data: object,
    *,
    secret: str = KNOWN_SECRETS["GenericTranscriptSecret"],
    age: int = 0,
    provider: str = "generic",
    content_type: str = JSON,
) -> Call:
    """Return a delivery, rightly signed unless told otherwise; `age` in seconds."""
    body, timestamp = _raw(data), str(int(time.time()) - age)
    signature = sign(secret.encode(), timestamp, body)
    headers = {"content-type": content_type, "x-timestamp": timestamp, "x-signature": signature}
    return Call(f"/api/transcripts/{provider}", body, headers)


def told(provider: str, chat: dict[str, Any] | None = None, **headers: str) -> Call:
    """Return what a provider calls with when a chat has ended, with other headers where they are given."""
    call = TOLD_BY[provider](chat or {**fresh_chat(), "chat_id": uuid.uuid4().hex})[-1]
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return Call(call.path, call.body, {**call.headers, **given})


def rating(path: str, content_type: str = FORM, **fields: str) -> Call:
    """Return the form of a chat's rating."""
    return Call(path, urlencode(fields).encode(), {"content-type": content_type})


def sent(path: str, content_type: str = FORM, *, origin: str = "", **fields: str) -> Call:
    """Return a form of a receipt; a program names no origin."""
    headers = {"content-type": content_type} | ({"origin": origin} if origin else {})
    return Call(path, urlencode(fields).encode(), headers)


def with_text(schema: str, field: str, text: str) -> Call:
    """Return a call that is right but for a text in a field of a schema, `a.b` being b in a."""
    if schema == "Inquiry":
        return inquiry({**example("inquiry_ko"), field: text})
    chat = fresh_chat()
    note = next(message for message in chat["messages"] if message.get("visibility") == "internal")
    holder = {"Transcript": chat, "PublicMessage": chat["messages"][0], "InternalNote": note}[schema]
    *above, name = field.split(".")
    for step in above:
        holder[step] = holder = {**holder[step]}
    holder[name] = text
    return transcript(chat)


def _raw(data: object) -> bytes:
    return data if isinstance(data, bytes) else json.dumps(data).encode()

"""Calling an ASGI application in this process, and standing between one and its callers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole response."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


async def read_body(receive: Receive) -> bytes:
    """Return the whole body of a request."""
    parts: list[bytes] = []
    while True:
        event = await receive()
        parts.append(event.get("body", b""))
        if not event.get("more_body"):
            return b"".join(parts)


async def reply_of(app: App, scope: Scope, body: bytes) -> Reply:
    """Run one request through `app` and return the response instead of sending it."""
    sent: list[Event] = []
    bodies = [body]

    async def receive() -> Event:
        if not bodies:
            await asyncio.Future()  # the caller does not go away before the response is there
        return {"type": "http.request", "body": bodies.pop()}

    async def send(event: Event) -> None:
        sent.append(event)

    await app(scope, receive, send)
    return Reply(
        status=sent[0]["status"],
        headers=list(sent[0].get("headers", ())),
        body=b"".join(event.get("body", b"") for event in sent[1:]),
    )


async def send_reply(reply: Reply, send: Send) -> None:
    """Send a whole response."""
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.headers})
    await send({"type": "http.response.body", "body": reply.body})


def request_scope(method: str, path: str, headers: MutableMapping[str, str]) -> Scope:
    """Return the scope of a request made in this process."""
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }

"""Pages that load themselves again when they were built again; nothing of this exists on AWS.

Every page of the site is served with one more script, `reload.mjs`, whose address tells the number of changes
there had been. It asks `/_local/changes` for those since (server-sent events,
https://html.spec.whatwg.org/multipage/server-sent-events.html): each is a list of the pages' addresses, or
null for all. Script and stream come from the site's own address, which is all that its policy asks.
"""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders
from starlette.responses import FileResponse, StreamingResponse
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute

    from local.asgi import App, Event, Receive, Scope, Send

_SCRIPT = Path(__file__).parent / "pages" / "reload.mjs"
_MANY = 200  # pages; beyond that it is simply all of them
_HTML = "text/html"
_INDEX = "index.html"


class Reloads:
    """What changed since the start, for the pages that are open in browsers until `stop` is set."""

    def __init__(self, stop: asyncio.Event) -> None:
        self._stop = stop
        self._changes: list[list[str] | None] = []
        self._more = asyncio.Event()

    def tell(self, files: Collection[str]) -> None:
        """Tell browsers which files of the site changed, by their names there."""
        pages = [f"/{name.removesuffix(_INDEX)}" for name in files if name.endswith(".html")]
        self._changes.append(pages if len(pages) <= _MANY else None)
        self._more.set()
        self._more = asyncio.Event()

    def routes(self) -> Sequence[BaseRoute]:
        """Return what pages ask."""
        return [Route("/_local/reload.mjs", _script), Route("/_local/changes", self._tell_browser)]

    def in_pages_of(self, app: App) -> App:
        """Return `app` with the script in every page."""

        async def application(scope: Scope, receive: Receive, send: Send) -> None:
            page = _Page(send, self._tag())
            await app(scope, receive, page.send if scope.get("method") == "GET" else send)

        return application

    def _tag(self) -> bytes:
        source = f"/_local/reload.mjs?since={len(self._changes)}"
        return f'<script type="module" src="{source}"></script></head>'.encode()

    async def _tell_browser(self, request: Request) -> Response:
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        at = int(since) if since.isascii() and since.isdigit() else 0
        headers = {"cache-control": "no-store"}
        return StreamingResponse(self._events(at), media_type="text/event-stream", headers=headers)

    async def _events(self, at: int) -> AsyncIterator[str]:
        if at > len(self._changes):  # it is of a start before this one, and nobody knows what changed since
            yield _event(0, None)
            at = 0
        while not self._stop.is_set():
            more = self._more
            for number in range(at, len(self._changes)):
                yield _event(number + 1, self._changes[number])
            at = len(self._changes)
            waiting = [asyncio.ensure_future(event.wait()) for event in (more, self._stop)]
            try:
                await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waiting:
                    wait.cancel()


class _Page:
    """Sends an answer on, with a tag in its head if it is a page."""

    def __init__(self, send: Send, tag: bytes) -> None:
        self._send, self._tag = send, tag
        self._start: Event | None = None
        self._body = b""

    async def send(self, event: Event) -> None:
        """Send an event of ASGI, or keep it until the whole page is there."""
        if event["type"] == "http.response.start" and _is_page(event):
            self._start = event
        elif event["type"] == "http.response.body" and self._start is not None:
            self._body += event.get("body", b"")
            if not event.get("more_body"):
                body = self._body.replace(b"</head>", self._tag, 1)
                MutableHeaders(raw=self._start["headers"])["content-length"] = str(len(body))
                await self._send(self._start)
                await self._send({"type": "http.response.body", "body": body})
        else:
            await self._send(event)


def _is_page(start: Event) -> bool:
    kind = MutableHeaders(raw=start["headers"]).get("content-type", "")
    return start["status"] in {HTTPStatus.OK, HTTPStatus.NOT_FOUND} and kind.startswith(_HTML)


async def _script(request: Request) -> Response:
    del request
    return FileResponse(_SCRIPT, media_type="text/javascript", headers={"cache-control": "no-cache"})


def _event(number: int, pages: list[str] | None) -> str:
    return f"id: {number}\ndata: {json.dumps(pages)}\n\n"

"""What roles were refused, in the log: the permission that a function lacks is named there."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from local.asgi import App, Event, Receive, Scope, Send

_ROLE = re.compile(rb"assumed-role/([\w+=,.@-]+)/")
_ACTION = re.compile(rb"to perform:? ([\w-]+:\w+)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Refusals:
    """An ASGI layer around the embedded AWS that logs `refused <role> <action>`, `-` for what is not said.

    S3 says nothing to a HEAD.
    """

    app: App

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at an answer that refuses."""
        statuses: list[int] = []

        async def look(event: Event) -> None:
            if event["type"] == "http.response.start":
                statuses.append(event["status"])
            elif event["type"] == "http.response.body" and statuses == [403]:
                _note(event.get("body", b""))
            elif event["type"] == "http.response.body" and statuses == [400]:
                body = event.get("body", b"")
                if b"AccessDenied" in body:
                    _note(body)
            await send(event)

        await self.app(scope, receive, look)


def _note(body: bytes) -> None:
    role, action = _ROLE.search(body), _ACTION.search(body)
    _log.info("refused %s %s", *((found[1].decode() if found else "-") for found in (role, action)))

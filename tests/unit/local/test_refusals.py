from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from local.asgi import reply_of, request_scope
from local.refusals import Refusals

if TYPE_CHECKING:
    from local.asgi import Receive, Scope, Send

DENIED = (
    b'{"__type": "AccessDeniedException", "message": "User: arn:aws:sts::0:assumed-role/'
    b'help-center-GiveFileRole-1/x is not authorized to perform: dynamodb:Query on resource: t"}'
)


@pytest.mark.parametrize(
    ("status", "body", "logged"),
    [
        (400, DENIED, ["refused help-center-GiveFileRole-1 dynamodb:Query"]),
        (403, DENIED, ["refused help-center-GiveFileRole-1 dynamodb:Query"]),
        (403, b"", ["refused - -"]),
        (400, b'{"__type": "ConditionalCheckFailedException"}', []),
        (200, DENIED, []),
    ],
)
def test_the_log_names_the_role_and_the_permission_that_it_lacks(
    caplog: pytest.LogCaptureFixture, status: int, body: bytes, logged: list[str]
) -> None:
    """And the answer goes its way unchanged."""

    async def aws(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    caplog.set_level("INFO")
    with ThreadPoolExecutor(1) as aside:  # a browser of another test may keep a loop in this thread
        asked = lambda: asyncio.run(reply_of(Refusals(aws), request_scope("POST", "/", {}), b""))  # noqa: E731
        reply = aside.submit(asked).result()
    assert (reply.status, reply.body) == (status, body)
    assert [record.message for record in caplog.records if record.name == "local.refusals"] == logged

"""What the database was told, written down before it answers: a kill -9 loses nothing that was answered.

The embedded AWS keeps its tables in memory. Each call that changed a table is appended to a file before its
answer leaves; at the next start the calls are made again, in the same order, on an empty table, and give the
same state. A power cut may lose the last moments: the file is not forced to the disk.
"""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from local.asgi import Reply, read_body, reply_of, request_scope, send_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from local.asgi import App, Receive, Scope, Send
    from local.aws import Account

_PREFIX = "DynamoDB_20120810."
_CHANGES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem")


@dataclass(slots=True)
class Journal:
    """An ASGI layer around the embedded AWS that keeps the journal at `path`."""

    app: App
    path: Path
    account: Account
    _order: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; write a change down before its answer leaves."""
        operation = _operation(scope)
        if operation not in _CHANGES:
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        async with self._order:
            reply = await reply_of(self.app, scope, body)
            if reply.status == 200:
                self._append(operation, json.loads(body))
        await send_reply(reply, send)

    async def restore(self, table: str, progress: Callable[[int, int], None]) -> None:
        """Make the calls of the journal again on the empty `table`, then shorten the journal to its items."""
        entries = list(self._entries())
        for done, entry in enumerate(entries):
            await self._call(entry["operation"], _renamed(entry["input"], table))
            progress(done + 1, len(entries))
        await self._compact(table)

    async def _compact(self, table: str) -> None:
        short = self.path.with_suffix(".new")
        short.touch(mode=0o600)
        with short.open("w", encoding="utf-8") as file:
            start: dict[str, Any] = {}
            while True:
                page = json.loads((await self._call("Scan", {"TableName": table, **start})).body)
                for item in page["Items"]:
                    entry = {"operation": "PutItem", "input": {"TableName": table, "Item": item}}
                    file.write(f"{json.dumps(entry)}\n")
                if "LastEvaluatedKey" not in page:
                    break
                start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
            file.flush()
            os.fsync(file.fileno())
        short.replace(self.path)

    def _append(self, operation: str, call: dict[str, Any]) -> None:
        line = json.dumps({"operation": operation, "input": call}).encode() + b"\n"
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, line)
        finally:
            os.close(file)

    def _entries(self) -> Iterator[dict[str, Any]]:
        """Yield what was written down; a last line cut off by a kill was never answered."""
        if self.path.exists():
            with self.path.open(encoding="utf-8") as file:
                yield from (json.loads(line) for line in file if line.endswith("\n"))

    async def _call(self, operation: str, call: dict[str, Any]) -> Reply:
        body = json.dumps(call).encode()
        headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": f"{_PREFIX}{operation}"}
        signed = self.account.sign("dynamodb", headers, body)
        reply = await reply_of(self.app, request_scope("POST", "/", signed), body)
        if reply.status != 200:
            raise JournalError(operation, reply.body.decode(errors="replace"))
        return reply


class JournalError(Exception):
    """The embedded AWS did not take a call that it had taken before."""


def _operation(scope: Scope) -> str:
    if scope["type"] == "http" and scope["method"] == "POST":
        for name, value in scope["headers"]:
            if name.lower() == b"x-amz-target":
                return str(value.decode("latin-1")).removeprefix(_PREFIX)
    return ""


def _renamed(call: dict[str, Any], table: str) -> dict[str, Any]:
    """Return the call for the table of this start: its name differs at each creation of the stack."""
    renamed = {**call}
    if "TableName" in call:
        renamed["TableName"] = table
    if "TransactItems" in call:
        renamed["TransactItems"] = [
            {action: {**item, "TableName": table} for action, item in step.items()}
            for step in call["TransactItems"]
        ]
    if "RequestItems" in call:
        (requests,) = call["RequestItems"].values()
        renamed["RequestItems"] = {table: requests}
    return renamed

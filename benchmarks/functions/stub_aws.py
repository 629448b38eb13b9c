"""Just enough AWS for one request after the other: it keeps what is put, gives it back, and counts calls.

Nothing is checked here: what matters is that every client speaks to the same thing over a socket.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class StubAws:
    """A table and a mail service at `url` on the loopback interface; `calls` counts what came."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.calls = 0
        handler = type("Handler", (_Handler,), {"aws": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def answer(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """Return what DynamoDB, or else SES, answers."""
        self.calls += 1
        if operation == "PutItem":
            self._put(request["Item"])
        elif operation == "TransactWriteItems":
            for write in request["TransactItems"]:
                self._put(write["Put"]["Item"])
        elif operation == "GetItem":
            item = self.items.get(_key(request["Key"]))
            return {"Item": item} if item else {}
        elif operation == "Query":
            owner = request["ExpressionAttributeValues"].get(":case", {}).get("S")
            found = [item for (pk, _), item in self.items.items() if pk == owner]
            return {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        elif operation == "UpdateItem":
            item = {**self.items[_key(request["Key"])], "lease": {"S": "lease"}, "attempts": {"N": "1"}}
            return {"Attributes": item} if "ReturnValues" in request else {}
        else:
            return {"MessageId": "0100"}
        return {}

    def _put(self, item: dict[str, Any]) -> None:
        self.items[_key(item)] = item


def _key(item: dict[str, Any]) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


class _Handler(BaseHTTPRequestHandler):
    aws: StubAws
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer one call."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        operation = self.headers.get("X-Amz-Target", "").rpartition(".")[2]
        body = json.dumps(self.aws.answer(operation, json.loads(content))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

"""Just enough AWS for one request after the other: it keeps what is put, gives it back, and counts calls.

Nothing is checked here: what matters is that every client speaks to the same thing over a socket.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SEND_EMAIL = "/v2/email/outbound-emails"
"""Where SES takes a mail, which stands for the operation's name."""


class StubAws:
    """A table and a mail service at `url` on the loopback interface.

    `calls` counts what came, `mails` what was sent by it.
    """

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], dict[str, Any]] = {}
        self.calls = 0
        self.mails = 0
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
                if "Put" in write:  # what is updated in a transaction is not read again here
                    self._put(write["Put"]["Item"])
        elif operation == "GetItem":
            return self._got(request["Key"])
        elif operation == "BatchGetItem":
            return {"Responses": self._each(request["RequestItems"]), "UnprocessedKeys": {}}
        elif operation == "Query":
            values = request["ExpressionAttributeValues"]
            owner, kind = values[":case"]["S"], values.get(":kind", {"S": ""})["S"]
            found = [item for (pk, sk), item in self.items.items() if pk == owner and sk.startswith(kind)]
            return {"Items": found, "Count": len(found), "ScannedCount": len(found)}
        elif operation == "UpdateItem":
            return self._update(request)
        elif operation == SEND_EMAIL:
            self.mails += 1
            return {"MessageId": "0100"}
        else:
            raise NotImplementedError(operation)
        return {}

    def _update(self, request: dict[str, Any]) -> dict[str, Any]:
        """Give a job to who claims it; who gives it back is only heard."""
        values = request["ExpressionAttributeValues"]
        if ":token" not in values:
            return {}
        lease = {"lease": values[":token"], "leased_until": values[":until"], "attempts": {"N": "1"}}
        job = self.items[_key(request["Key"])] | lease
        self._put(job)
        return {"Attributes": job}

    def _got(self, key: dict[str, Any]) -> dict[str, Any]:
        item = self.items.get(_key(key))
        return {"Item": item} if item else {}

    def _each(self, tables: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
        return {
            table: [self.items[_key(key)] for key in asked["Keys"] if _key(key) in self.items]
            for table, asked in tables.items()
        }

    def _put(self, item: dict[str, Any]) -> None:
        self.items[_key(item)] = item


def _key(item: dict[str, Any]) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]


class _Handler(BaseHTTPRequestHandler):
    aws: StubAws
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave together,
    disable_nagle_algorithm = True  # and at once: else an answer waits 40 ms for the client's receipt

    def do_POST(self) -> None:
        """Answer one call."""
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        operation = self.headers.get("X-Amz-Target", self.path).rpartition(".")[2]
        body = json.dumps(self.aws.answer(operation, json.loads(content))).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""

"""The built site behind a tiny server whose inquiry API answers what the test says."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from local.site_headers import HeaderRules


class Answer(NamedTuple):
    """One answer of the API. With `hold`, it leaves only when the test lets it."""

    status: int
    body: Mapping[str, object]
    headers: Mapping[str, str] = {}
    hold: threading.Event | None = None


class Received(NamedTuple):
    """One request that reached the API."""

    key: str
    body: dict[str, Any]
    headers: dict[str, str]


class ScriptedSite:
    """Serves `folder` by `rules`; `answers` are used up in order, `received` is what came.

    `counted` is what pages told to be counted; it is answered by itself.
    """

    def __init__(self, folder: Path, rules: HeaderRules) -> None:
        self.folder = folder
        self.rules = rules
        self.answers: list[Answer] = []
        self.received: list[Received] = []
        self.counted: list[Received] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self, directory=str(folder)))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The site's address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def stop(self) -> None:
        """Close the server."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, site: ScriptedSite, *arguments: Any, directory: str) -> None:  # noqa: ANN401 the server's own
        self._site = site
        super().__init__(*arguments, directory=directory)

    def end_headers(self) -> None:
        """Send what the site's host sends, policy and all."""
        for name, value in self._site.rules.headers_for(self.path.partition("?")[0]).items():
            self.send_header(name, value)
        super().end_headers()

    def do_POST(self) -> None:
        """Note the request and give the next answer."""
        content = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        received = Received(headers.get("idempotency-key", ""), json.loads(content), headers)
        if self.path == "/api/gaps":
            self._site.counted.append(received)
            answer = Answer(200, {"counted": True})
        else:
            self._site.received.append(received)
            answer = self._site.answers.pop(0)
        if answer.hold:
            answer.hold.wait()
        body = json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""

"""A server on this machine that passes for the world."""

from __future__ import annotations

import socket
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from helpcenter.downloads import SafeDownloads
from helpcenter.transcript.provider import Download

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Answer = Callable[["Handler"], None]

PUBLIC = "93.184.215.14"
NAME = "files.example"
"""The name of PUBLIC, which its certificate is for."""


class Handler(BaseHTTPRequestHandler):
    """Answers as a test wants; notes what was asked."""

    asked: list[tuple[str, str | None]]
    answer: Answer

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append((self.path, self.headers.get("x-key")))
        type(self).answer(self)

    def reply(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        """Send a status, headers and a body; `length` may lie."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """A server that says nothing of those who hang up."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


class House:
    """The server, and what fetches from it: every address leads there."""

    def __init__(self, answer: Answer, certificate: Path | None = None) -> None:
        self.handler = type("Own", (Handler,), {"asked": [], "answer": staticmethod(answer)})
        self.server = _Server(("127.0.0.1", 0), self.handler)
        self.port, self.dialled = self.server.server_port, list[tuple[str, int]]()
        self.certificate = certificate
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def asked(self) -> list[tuple[str, str | None]]:
        """What the server was asked: path and key."""
        return self.handler.asked  # type: ignore[attr-defined, no-any-return]  # set above

    def downloads(self, *addresses: str, life: float = 5) -> SafeDownloads:
        """Return what fetches; each name has these addresses."""

        def dial(address: tuple[str, int], seconds: float) -> socket.socket:
            self.dialled.append(address)
            return socket.create_connection(("127.0.0.1", self.port), seconds)

        def trust() -> ssl.SSLContext:
            return ssl.create_default_context(cafile=self.certificate)

        return SafeDownloads(lambda _: addresses or (PUBLIC,), dial, trust, life)

    def get(self, path: str = "/a.png", size_max: int = 1000, **more: float) -> bytes:
        """Fetch over plain HTTP, as on a developer's machine."""
        host = f"127.0.0.1:{self.port}"
        return self.downloads(**more).get(Download(f"http://{host}{path}", (host,)), size_max)

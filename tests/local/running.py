"""A local center as `make run` starts it, and its visitors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError

from local.serving import listen, port_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[2]
_PATIENCE = 400.0  # seconds; nothing waits that long when all is well


def _free_port() -> int:
    with listen(0) as bound:
        return port_of(bound)


@dataclass(slots=True)
class Answer:
    """What the API answered."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - JSON
        """The body, parsed."""
        return json.loads(self.body)


@dataclass(slots=True)
class RunningCenter:
    """The center in `root` on a free port, its data in `data`; `follows`: it builds again what changes."""

    data: Path
    port: int = field(default_factory=_free_port)
    process: subprocess.Popen[str] | None = None
    follows: bool = False
    root: Path = ROOT

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> RunningCenter:
        """Start it and return when it says that it is ready."""
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "stdout").open("w", encoding="utf-8") as output:
            more = [] if self.follows else ["--no-watch"]
            arguments = ["--port", str(self.port), "--data", str(self.data), *more]
            self.process = _local(arguments, output, self.root)
        eventually(lambda: f"ready {self.url}" in self.said() or self.process_ended())
        assert f"ready {self.url}" in self.said(), self.said()
        return self

    def said(self) -> str:
        """Return what it has printed."""
        return (self.data / "stdout").read_text(encoding="utf-8")

    def process_ended(self) -> bool:
        """Tell whether it has ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def kill(self) -> None:
        """End it as a crash does."""
        self._signal(signal.SIGKILL)

    def stop(self) -> int:
        """End it as Ctrl-C does and return its exit code."""
        return self._signal(signal.SIGINT)

    def _signal(self, number: signal.Signals) -> int:
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(_PATIENCE)

    def send(self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request (POST if it has a body) and return the answer, redirects not followed.

        Raises:
            URLError: nobody answered.
        """
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.url}{path}", data=body, headers=dict(headers or {})
        )
        try:
            with _OPENER.open(request, timeout=_PATIENCE) as response:
                return Answer(response.status, dict(response.headers), response.read().decode())
        except HTTPError as error:
            return Answer(error.code, dict(error.headers), error.read().decode())

    def submit(self, inquiry: Mapping[str, object], key: str | None = None) -> Answer:
        """Send an inquiry as the form's script does."""
        headers = {"content-type": "application/json", "idempotency-key": key or uuid.uuid4().hex}
        return self.send("/api/inquiries", json.dumps(inquiry).encode(), headers)

    def mails(self) -> list[dict[str, Any]]:
        """Return the mailbox."""
        mails: list[dict[str, Any]] = self.send("/_local/mail.json").json
        return mails

    def mails_of(self, case_id: str, count: int) -> list[dict[str, Any]]:
        """Return the mails whose subject has the case, as soon as there are `count`."""

        def found() -> list[dict[str, Any]]:
            return [mail for mail in self.mails() if case_id in mail["subject"]]

        eventually(lambda: len(found()) >= count)
        return found()


def run_local(
    arguments: list[str], root: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m local` of the project in `root` until it ends by itself."""
    command = [sys.executable, "-m", "local", *arguments]
    return subprocess.run(
        command,
        cwd=root,
        env=_environment(root, **environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )


def eventually(condition: Callable[[], object]) -> None:
    """Return as soon as the condition holds; fail when it never does."""
    end = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the answer itself is what a test reads."""


_OPENER = urllib.request.build_opener(_NoRedirects)


def _local(arguments: list[str], output: IO[str], root: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "local", *arguments]
    environment = _environment(root)
    return subprocess.Popen(
        command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT, text=True
    )


def _environment(root: Path, **more: str) -> dict[str, str]:
    path = f"{root / 'src'}{os.pathsep}{root}"
    return {**os.environ, "PYTHONPATH": path, "LC_ALL": "en_US.UTF-8", **more}


__all__ = ["Answer", "RunningCenter", "URLError", "eventually", "run_local"]

"""A center that runs for as long as pictures are taken, on data of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATIENCE_S = 300  # the first start builds everything
_PAUSE_S = 0.5


class NoCenterError(Exception):
    """The center did not start."""


@contextmanager
def running_center() -> Iterator[str]:
    """Run the center; yield its address, like `http://127.0.0.1:43210`.

    Raises:
        NoCenterError: it stopped, or did not answer in time; it has told why.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "local", "--port", str(port), "--data", data]
        center = subprocess.Popen(command)  # noqa: S603 - our own module
        try:
            _wait_for(address, center)
            yield address
        finally:
            center.terminate()
            center.wait()


def _wait_for(address: str, center: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until and center.poll() is None:
        try:
            urlopen(address).close()  # noqa: S310 - an address of our own
        except (URLError, OSError):
            time.sleep(_PAUSE_S)
        else:
            return
    raise NoCenterError

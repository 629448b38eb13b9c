"""A copy of this process (fork) that does something and tells what came of it through a pipe."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable


def can_copy() -> bool:
    """Return whether copies of this process are safe here."""
    return hasattr(os, "fork") and sys.platform != "darwin"


@dataclass(slots=True)
class Copy:
    """The copy: the ID of its process, 0 once that was waited for, and the end of the pipe."""

    pid: int
    pipe: int

    def told(self) -> bytes:
        """Wait for its end; return what it told, nothing where it failed. Once."""
        with os.fdopen(self.pipe, "rb") as reading:
            told = reading.read()
        os.waitpid(self.pid, 0)
        self.pid = 0
        return told

    def end(self) -> None:
        """End it if nobody waited for it."""
        if self.pid:
            os.kill(self.pid, signal.SIGTERM)
            os.waitpid(self.pid, 0)
            os.close(self.pipe)
            self.pid = 0


def copy(work: Callable[[], bytes]) -> Copy:
    """Have a copy of this process work, tell what `work` returns, and end."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _tell(work, writing)
    os.close(writing)
    return Copy(pid, reading)


def _tell(work: Callable[[], bytes], pipe: int) -> NoReturn:
    with suppress(BaseException):  # whatever it is: this process must not go on as the other
        told = work()
        with os.fdopen(pipe, "wb") as telling:
            telling.write(told)
    os._exit(0)

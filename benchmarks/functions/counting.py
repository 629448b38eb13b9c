"""Instructions, as Valgrind's callgrind counts them: the same on a busy machine as on a quiet one.

https://valgrind.org/docs/manual/cl-manual.html
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COLLECTED = re.compile(r"Collected\s*:\s*(\d+)")


class NoValgrindError(Exception):
    """Valgrind is not there and can't be installed."""


def ensure_valgrind() -> None:
    """Install Valgrind with apt where it is missing and we may.

    Raises:
        NoValgrindError: it is missing all the same.
    """
    if shutil.which("valgrind"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "valgrind"]):
            subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - apt-get, as above
    if not shutil.which("valgrind"):
        raise NoValgrindError


def valgrind_version() -> str:
    """Return the version of Valgrind, which must be there."""
    said = subprocess.run(["valgrind", "--version"], check=True, capture_output=True, text=True)  # noqa: S607 - on the path
    return said.stdout.strip().removeprefix("valgrind-")


def instructions(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a program and return how many instructions it took.

    Raises:
        CalledProcessError: it failed.
    """
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    done = subprocess.run(valgrind, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    found = _COLLECTED.search(done.stderr)
    if done.returncode or not found:
        raise subprocess.CalledProcessError(done.returncode, valgrind, done.stdout, done.stderr[-2000:])
    return int(found[1])

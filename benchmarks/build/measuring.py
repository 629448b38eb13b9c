"""Running a command and counting what it takes, its children included."""

from __future__ import annotations

import os
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.build.generators import Job

_INTERVAL = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What one build took: processor and wall time in seconds, the greatest memory in bytes.

    Memory is counted over all processes of the build at one time, each shared page once (PSS); 0 where the
    system does not tell it (`/proc/<pid>/smaps_rollup`).
    """

    cpu: float
    wall: float
    memory: int


class BuildFailedError(Exception):
    """A build failed; the argument is the end of what it said."""


def measure(job: Job) -> Cost:
    """Run a job once.

    Raises:
        BuildFailedError: it failed.
    """
    peak, stop = [0], threading.Event()
    started = perf_counter()
    log = job.folder / "build.log"
    with log.open("wb") as out:
        process = subprocess.Popen(  # noqa: S603 ours
            job.command,
            cwd=job.folder,
            env={**os.environ, **job.environment},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watching = threading.Thread(target=_watch, args=(process.pid, peak, stop))
        watching.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    stop.set()
    watching.join()
    if process.returncode:
        raise BuildFailedError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
    return Cost(used.ru_utime + used.ru_stime, wall, peak[0])


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _watch(session: int, peak: list[int], stop: threading.Event) -> None:
    while not stop.wait(_INTERVAL):
        peak[0] = max(peak[0], sum(map(_memory, _processes(session))))


def _processes(session: int) -> list[Path]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:  # it ended
            continue
        if int(fields[3]) == session:
            found.append(folder)
    return found


def _memory(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))

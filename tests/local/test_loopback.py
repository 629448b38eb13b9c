"""Traffic for as long as it takes to show a leak: pages, inquiries, receipts, chats, evenly spaced."""

from __future__ import annotations

import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from soak.sizes import counted, is_full, size
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from tests.local.running import Answer, RunningCenter

pytestmark = pytest.mark.xdist_group("center")

A_SECOND = 20
PAGES = ("/", "/en/", "/contact/", "/en/inquiry/", "/facts.ko.json", "/topics/")
RIGHT = {200, 201, 401, 404}
_PAGE = 4096  # bytes, of /proc/*/statm


@dataclass
class Visitors:
    """Send one request after the other, each of another kind, and keep what was answered wrongly."""

    center: RunningCenter
    receipts: list[str] = field(default_factory=lambda: ["/api/receipts/-"])
    took: list[float] = field(default_factory=list)
    wrong: list[tuple[str, int]] = field(default_factory=list)

    def __call__(self, number: int) -> None:
        """Send the request of a number."""
        start = time.monotonic()
        try:
            path, answer = self._send(number)
        except OSError:
            self.wrong.append(("no answer", 0))
            return
        self.took.append(time.monotonic() - start)
        if answer.status not in RIGHT:
            self.wrong.append((path, answer.status))

    def _send(self, number: int) -> tuple[str, Answer]:
        kind = number % 10
        if kind == 0:
            mine = {**INQUIRY, "email": f"p{number}@example.com"}
            answer = self.center.submit(mine, uuid.uuid4().hex)
            if answer.status == 201:
                self.receipts.append(urlsplit(answer.json["receipt_url"]).path)
            return "/api/inquiries", answer
        if kind == 1:
            unproven = json.dumps({"chat": number}).encode()
            path, headers = "/api/transcripts/generic", {"content-type": "application/json"}
            return path, self.center.send(path, unproven, headers)
        path = self.receipts[number % len(self.receipts)] if kind < 5 else PAGES[number % len(PAGES)]
        return path, self.center.send(path)


def test_traffic_leaves_no_errors_and_no_memory_behind(center: RunningCenter) -> None:
    """20 requests a second: all answered rightly, and the functions need no more memory than when warm.

    The database is in memory here and keeps what it is told; it is measured apart.
    """
    assert center.process
    visitors, pid = Visitors(center), center.process.pid
    send_evenly(visitors, size("warming"))
    before, database = memory_of(children(pid)), memory_of([pid])
    send_evenly(visitors, size("seconds"))
    after, grown = memory_of(children(pid)), memory_of([pid]) - database
    took = sorted(visitors.took)
    counted(answers=len(took), errors=len(visitors.wrong))
    counted(
        functions_before_mb=f"{before / 1e6:.0f}",
        functions_after_mb=f"{after / 1e6:.0f}",
        functions_growth=after / before - 1,
        database_growth_mb=f"{grown / 1e6:.0f}",
        p99_ms=f"{1000 * took[int(len(took) * 0.99)]:.0f}",
    )
    assert visitors.wrong == []
    if is_full():  # a few seconds say nothing about growth
        assert after / before - 1 < 0.05


def send_evenly(visitors: Visitors, seconds: int) -> None:
    """Send 20 requests a second, however long each takes."""
    start = time.monotonic()
    with ThreadPoolExecutor(40) as pool:
        for number in range(seconds * A_SECOND):
            time.sleep(max(0.0, start + number / A_SECOND - time.monotonic()))
            pool.submit(visitors, number)


def children(pid: int) -> list[int]:
    """Return the processes that a process started, and theirs."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    own = [int(child) for task in tasks for child in task.read_text(encoding="ascii").split()]
    return [*own, *(one for child in own for one in children(child))]


def memory_of(pids: list[int]) -> int:
    """Return the bytes that processes hold in memory together."""
    return sum(int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE for pid in pids)

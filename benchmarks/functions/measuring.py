"""Runs a function on events of its own, in front of an AWS that counts its calls."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from benchmarks.functions import events
from benchmarks.functions.counting import instructions
from benchmarks.functions.stub_aws import StubAws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from helpcenter.center.facts import Facts

WARM = 10
"""Requests after the first, over which the cost of a warm one is averaged."""
ROUNDS = 9
"""Starts of each function that are timed, one of each after the other."""
_FEW = 3  # warm requests whose calls of functions are counted: each is as the one before
_ROOT = Path(__file__).parents[2]
_REGION = "ap-northeast-2"


class NotDoneError(Exception):
    """A function answered well and did not do what is measured: a mail that was owed never left."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a function costs.

    `cold`: instructions from the start of Python to the first answer; `warm`: of one request after that.
    `calls`: round trips of one request.
    """

    cold: int
    warm: int
    calls: float


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds by the clock: of each start until the first answer, and of each warm request."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls of functions until the first answer and for a warm one, loaded `modules`, round trips of each."""

    cold: int
    warm: float
    modules: list[str]
    round_trips: float


def count_calls(name: str, layer: Path, facts: Facts, scratch: Path) -> Calls:
    """Count what `measure` counts in instructions, without Valgrind and within two seconds."""
    with _run(name, layer, facts, scratch) as run:
        run.plainly(1)  # see measure
        before = run.round_trips
        told = run.told(1 + _FEW)
        first, last = told["calls"][0], told["calls"][-1]
        return Calls(first, (last - first) / _FEW, told["modules"], (run.round_trips - before) / (1 + _FEW))


def measure(name: str, layer: Path, facts: Facts, scratch: Path) -> Cost:
    """Measure a function, or `bare`, with the built layer; `scratch` is a folder for its events."""
    with _run(name, layer, facts, scratch) as run:
        run.plainly(1)  # compiles what is not compiled yet, and says plainly what is wrong
        first = run.counted(1)
        before = run.round_trips
        more = run.counted(1 + WARM)
        return Cost(first, (more - first) // WARM, (run.round_trips - before) / (1 + WARM))


def time_each(names: Sequence[str], layer: Path, facts: Facts, scratch: Path) -> dict[str, Times]:
    """Time functions, and `bare`, round by round, so that whatever else is busy is so for all of them."""
    times = {name: Times() for name in names}
    with ExitStack() as stack:
        runs = {name: stack.enter_context(_run(name, layer, facts, scratch)) for name in names}
        for _ in range(ROUNDS):
            for name, run in runs.items():
                started, answered = run.timed(1 + WARM)
                times[name].cold.append(answered[0] - started)
                times[name].warm.extend(later - earlier for earlier, later in pairwise(answered))
    return times


@contextmanager
def _run(name: str, layer: Path, facts: Facts, scratch: Path) -> Iterator[_Run]:
    """Give a function an AWS of its own."""
    aws = StubAws()
    try:
        yield _Run(name, layer, facts, scratch, aws)
    finally:
        aws.stop()


@dataclass(slots=True)
class _Run:
    name: str
    layer: Path
    facts: Facts
    scratch: Path
    aws: StubAws
    round_trips: int = 0
    """Of all requests so far."""
    numbers: Iterator[int] = field(default_factory=itertools.count)
    """Of the next events: the same one within a second is found stored already, and costs less."""

    def plainly(self, count: int) -> None:
        with self._command("program.py", count) as command:
            subprocess.run(command, env=self._environment(), capture_output=True, check=True)  # noqa: S603 - ours

    def counted(self, count: int) -> int:
        with self._command("program.py", count) as command:
            return instructions(command, self._environment())

    def told(self, count: int) -> dict[str, Any]:
        with self._command("calls.py", count) as command:
            told: dict[str, Any] = self._last_line(command)
            return told

    def timed(self, count: int) -> tuple[float, list[float]]:
        """Return the moment of the start and that of each answer."""
        with self._command("moments.py", count) as command:
            started = time.monotonic()
            answered: list[float] = self._last_line(command)
            return started, answered

    def _last_line(self, command: Sequence[str]) -> Any:  # noqa: ANN401 - JSON
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=True)  # noqa: S603 - ours
        return json.loads(done.stderr.splitlines()[-1])

    @contextmanager
    def _command(self, program: str, count: int) -> Iterator[list[str]]:
        """Yield what runs one of the programs here on new events, and see that it does what they ask for."""
        folder = self.scratch / self.name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        if self.name != "bare":
            # A copy: SAM packs a function without its byte code, so each start compiles the handler.
            shutil.copy(_ROOT / "functions" / self.name / "handler.py", folder)
        events = folder / "events.jsonl"
        told = [json.dumps(self._event(n), ensure_ascii=False) for n in itertools.islice(self.numbers, count)]
        events.write_text("\n".join(told), encoding="utf-8")
        calls, mails = self.aws.calls, self.aws.mails
        function = "bare" if self.name == "bare" else str(folder)
        yield [sys.executable, str(Path(__file__).with_name(program)), function, str(events)]
        self.round_trips += self.aws.calls - calls
        if self.name == "deliver_mail" and self.aws.mails - mails != count:
            raise NotDoneError(self.name)

    def _event(self, number: int) -> dict[str, object]:
        if self.name == "deliver_mail":
            client = boto3.client(
                "dynamodb",
                _REGION,
                endpoint_url=self.aws.url,
                aws_access_key_id="x",
                aws_secret_access_key="x",  # noqa: S106 - the stub asks for none
            )
            return events.mail_event(number, self.facts, client)
        return _EVENTS[self.name](number)

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.layer / "python"),
            "PYTHONHASHSEED": "0",
            "AWS_ENDPOINT_URL": self.aws.url,
            "AWS_DEFAULT_REGION": _REGION,
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_EC2_METADATA_DISABLED": "true",
            "POWERTOOLS_SERVICE_NAME": "help-center",
            "POWERTOOLS_METRICS_NAMESPACE": "HelpCenter",
            "TABLE_NAME": events.TABLE,
            "SITE_URL": self.facts.site_url,
            "CASE_SECRET": events.SECRET,
            "LINK_KEYS": events.SECRET,
            "GENERIC_SECRETS": events.SECRET,
            "CHAT_PROVIDERS": "{}",
            "SETTLE_SECONDS": "180",
            "MAIL_SENDER": "help@onmaru.example",
            "MAILBOXES": '{"default": "help@onmaru.example"}',
            "MAILS_PER_SECOND": "1000",  # what is measured is work, not the pause between mails
            "LEASE_SECONDS": "120",
            "ACKS_AN_HOUR": "1000",
            "ACKS_A_DAY": "1000",
            "ALL_ACKS_AN_HOUR": "1000000",
        }


_EVENTS: dict[str, Callable[[int], dict[str, object]]] = {
    "bare": events.bare_event,
    "submit_inquiry": events.inquiry_event,
    "send_transcript": events.chat_event,
}

"""Runs a function on events of its own, in front of an AWS that counts its calls."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from benchmarks.functions import events
from benchmarks.functions.counting import instructions
from benchmarks.functions.stub_aws import StubAws

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpcenter.center.facts import Facts

WARM = 10
"""Requests after the first, over which the cost of a warm one is averaged."""
_PROGRAM = str(Path(__file__).with_name("program.py"))
_CALLS = str(Path(__file__).with_name("calls.py"))
_REGION = "ap-northeast-2"


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
class Start:
    """What the first answer takes: calls of functions, loaded `modules`, round trips."""

    calls: int
    modules: list[str]
    round_trips: int


def count_start(name: str, layer: Path, facts: Facts, scratch: Path) -> Start:
    """Count what `measure` counts of a start in instructions, without Valgrind and within two seconds."""
    aws = StubAws()
    try:
        run = _Run(name, layer, facts, scratch / f"{name}.jsonl", aws)
        run.plainly(1)  # see measure
        before = aws.calls
        told = run.told(1)
        return Start(told["calls"], told["modules"], aws.calls - before - run.seeding(1))
    finally:
        aws.stop()


def measure(name: str, layer: Path, facts: Facts, scratch: Path) -> Cost:
    """Measure a function, or `bare`, with the built layer; `scratch` is a folder for its events."""
    aws = StubAws()
    try:
        run = _Run(name, layer, facts, scratch / f"{name}.jsonl", aws)
        run.plainly(1)  # compiles what is not compiled yet, and says plainly what is wrong
        first = run.counted(1)
        before = aws.calls
        more = run.counted(1 + WARM)
        return Cost(first, (more - first) // WARM, (aws.calls - before - run.seeding(1 + WARM)) / (1 + WARM))
    finally:
        aws.stop()


@dataclass(slots=True)
class _Run:
    name: str
    layer: Path
    facts: Facts
    file: Path
    aws: StubAws
    numbers: Iterator[int] = field(default_factory=itertools.count)
    """Of the next events: the same one within a second is found stored already, and costs less."""

    def plainly(self, count: int) -> None:
        self._write(count)
        command = [sys.executable, _PROGRAM, self.name, str(self.file)]
        subprocess.run(command, env=self._environment(), capture_output=True, check=True)  # noqa: S603

    def counted(self, count: int) -> int:
        self._write(count)
        return instructions([sys.executable, _PROGRAM, self.name, str(self.file)], self._environment())

    def told(self, count: int) -> dict[str, Any]:
        self._write(count)
        command = [sys.executable, _CALLS, self.name, str(self.file)]
        done = subprocess.run(command, env=self._environment(), capture_output=True, text=True, check=True)  # noqa: S603
        told: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
        return told

    def seeding(self, count: int) -> int:
        """Return how many calls it takes to store what the events speak of."""
        return count if self.name == "deliver_mail" else 0

    def _write(self, count: int) -> None:
        lines = [
            json.dumps(self._event(number), ensure_ascii=False)
            for number in itertools.islice(self.numbers, count)
        ]
        self.file.write_text("\n".join(lines), encoding="utf-8")

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
            "MAILS_PER_SECOND": "14",
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

"""The stores and the outbox in memory, held to the same contract as the ones on AWS by tests/aws."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from helpcenter.inquiry.case import Case
    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.transcript import Transcript


def _numbered_tokens() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"lease-{next(numbers)}"


@dataclass
class MemoryJob:
    """A job and what became of it: `state` is DUE, SENT or DEAD, `note` the message ID or the reason."""

    job: MailJob
    state: str = "DUE"
    note: str = ""


@dataclass
class MemoryTable:
    """What the memory stores share. While `unavailable` is set, every call fails and changes nothing."""

    cases: dict[str, Case] = field(default_factory=dict)
    transcripts: dict[str, Transcript] = field(default_factory=dict)
    jobs: dict[tuple[str, str], MemoryJob] = field(default_factory=dict)
    unavailable: bool = False
    lock: Lock = field(default_factory=Lock)

    def check(self) -> None:
        """Fail if the test wants that.

        Raises:
            StoreUnavailableError: it does.
        """
        if self.unavailable:
            raise StoreUnavailableError("memory")

    @property
    def owed(self) -> list[MailJob]:
        """The jobs that are neither sent nor dead, in the order they were stored."""
        return [entry.job for entry in self.jobs.values() if entry.state == "DUE"]

    def put_jobs(self, jobs: Sequence[MailJob]) -> None:
        """Keep new jobs."""
        self.jobs.update({(job.case_id, job.mail): MemoryJob(job) for job in jobs})


@dataclass(frozen=True)
class MemoryCaseStore:
    """A CaseStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def add(self, case: Case, jobs: Sequence[MailJob]) -> Case | None:
        """Store, or return what is there."""
        with self.table.lock:
            self.table.check()
            if case.case_id in self.table.cases:
                return self.table.cases[case.case_id]
            self.table.cases[case.case_id] = case
            self.table.put_jobs(jobs)
            return None

    def get(self, case_id: str) -> Case | None:
        """Return the case while it may be kept."""
        self.table.check()
        case = self.table.cases.get(case_id)
        return case if case and self.now() < case.erase_at else None


@dataclass(frozen=True)
class MemoryTranscriptStore:
    """A TranscriptStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def add(self, transcript: Transcript, jobs: Sequence[MailJob]) -> bool:
        """Store, or tell that something is there."""
        with self.table.lock:
            self.table.check()
            if transcript.case_id in self.table.transcripts:
                return False
            self.table.transcripts[transcript.case_id] = transcript
            self.table.put_jobs(jobs)
            return True

    def get(self, case_id: str) -> Transcript | None:
        """Return the transcript while it may be kept."""
        self.table.check()
        transcript = self.table.transcripts.get(case_id)
        return transcript if transcript and self.now() < transcript.erase_at else None


@dataclass(frozen=True)
class MemoryOutbox:
    """An Outbox. Tokens must differ, as everywhere: `new_token` counts them unless told otherwise."""

    table: MemoryTable
    new_token: Callable[[], str] = field(default_factory=_numbered_tokens)

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield what is due, the oldest first."""
        self.table.check()
        yield from _until(now, self.table.owed)

    def dead(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield what is dead, the longest dead first."""
        self.table.check()
        yield from _until(now, [entry.job for entry in self.table.jobs.values() if entry.state == "DEAD"])

    def claim(self, case_id: str, mail: str, now: datetime, lease_until: datetime) -> MailJob | None:
        """Take the job if it is due."""
        with self.table.lock:
            self.table.check()
            entry = self.table.jobs.get((case_id, mail))
            if entry is None or entry.state != "DUE" or entry.job.due_at > now:
                return None
            token, attempts = self.new_token(), entry.job.attempts + 1
            entry.job = replace(entry.job, due_at=lease_until, attempts=attempts, lease=token)
            return entry.job

    def sent(self, job: MailJob, message_id: str, now: datetime) -> None:  # noqa: ARG002 - nobody asks it when
        """End the job."""
        self._release(job, "SENT", message_id, job.due_at)

    def retry(self, job: MailJob, due_at: datetime) -> None:
        """Give the job back."""
        self._release(job, "DUE", "", due_at)

    def bury(self, job: MailJob, reason: str, now: datetime) -> None:
        """End the job, unsent; `due_at` becomes the moment of its death."""
        self._release(job, "DEAD", reason, now)

    def _release(self, job: MailJob, state: str, note: str, due_at: datetime) -> None:
        with self.table.lock:
            self.table.check()
            entry = self.table.jobs[job.case_id, job.mail]
            if entry.state == "DUE" and job.lease and entry.job.lease == job.lease:
                entry.state, entry.note = state, note
                entry.job = replace(entry.job, due_at=due_at, lease="")


def _until(now: datetime, jobs: Sequence[MailJob]) -> Iterator[tuple[str, str]]:
    for job in sorted(jobs, key=lambda job: job.due_at):
        if job.due_at <= now:
            yield job.case_id, job.mail

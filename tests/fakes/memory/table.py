"""The table in memory, which all the stores of a test share."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.erasure import Hold
    from helpcenter.inquiry.history import CaseHistory, Event
    from helpcenter.inquiry.letters import Letter
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.record import Fate
    from helpcenter.transcript.delivery import Delivery
    from helpcenter.transcript.feedback import Feedback
    from helpcenter.transcript.files import FilesJob
    from helpcenter.transcript.parts import Part
    from helpcenter.transcript.transcript import Transcript


def numbered_tokens() -> Callable[[], str]:
    """Return what makes lease tokens, none twice."""
    numbers = count(1)
    return lambda: f"lease-{next(numbers)}"


@dataclass
class MemoryJob:
    """A job and what became of it.

    `state` is DUE, SENT, DEAD or SUPPRESSED, `note` the message ID or the reason. While it is leased its
    `due_at` stays as it was.
    """

    job: MailJob
    state: str = "DUE"
    note: str = ""
    counted: bool = False
    leased_until: datetime | None = None
    fate: Fate | None = None


@dataclass
class MemoryTable:
    """What the memory stores share. While `unavailable` is set, every call fails and changes nothing."""

    cases: dict[str, Case] = field(default_factory=dict)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    files: dict[tuple[str, str], tuple[FilesJob, datetime]] = field(default_factory=dict)
    feedback: dict[tuple[str, str], Feedback] = field(default_factory=dict)
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    letters: dict[tuple[str, str], Letter] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    set_apart: dict[str, CaseHistory] = field(default_factory=dict)
    jobs: dict[tuple[str, str], MemoryJob] = field(default_factory=dict)
    acks: dict[str, list[datetime]] = field(default_factory=dict)
    acks_in_hour: Counter[datetime] = field(default_factory=Counter)
    suppressed: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    unreachable: dict[str, Fate] = field(default_factory=dict)
    acks_paused_at: datetime | None = None
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

    @property
    def transcripts(self) -> list[Transcript]:
        """The parts of all chats, in the order they were first stored."""
        return [part.transcript for part in self.parts.values()]

    def put_jobs(self, jobs: Sequence[MailJob]) -> None:
        """Keep new jobs."""
        self.jobs.update({(job.case_id, job.mail): MemoryJob(job) for job in jobs})

"""Stores for a million cases: those of the other tests, with an index of what is due and with faults."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from helpcenter.inquiry.case import StoreUnavailableError
from tests.fakes.memory.mails import MemoryOutbox
from tests.fakes.memory.table import MemoryTable
from tests.simulation.clockwork import Crash

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from helpcenter.mail.job import MailJob

FAULTS = ("throttled", "lost_before", "lost_after", "crash_before", "crash_after")


@dataclass
class IndexedTable(MemoryTable):
    """A table that finds what is due without looking through all of it; `stored` hears of new jobs."""

    index: list[tuple[datetime, str, str]] = field(default_factory=list)
    stored: Callable[[Sequence[MailJob]], object] = lambda _: None
    open_jobs: int = 0

    def put_jobs(self, jobs: Sequence[MailJob]) -> None:
        """Keep new jobs."""
        super().put_jobs(jobs)
        self.open_jobs += len(jobs)
        for job in jobs:
            self.point_at(job)
        self.stored(jobs)

    def point_at(self, job: MailJob) -> None:
        """Put a job into the index at its time."""
        heapq.heappush(self.index, (job.due_at, job.case_id, job.mail))

    def is_due(self, entry: tuple[datetime, str, str]) -> bool:
        """Tell whether a place in the index is still that of its job."""
        due_at, case_id, mail = entry
        known = self.jobs.get((case_id, mail))
        return known is not None and known.state == "DUE" and known.job.due_at == due_at


@dataclass(frozen=True)
class IndexedOutbox(MemoryOutbox):
    """An Outbox that goes through the index as DynamoDB's through pages: it sees what changes meanwhile."""

    table: IndexedTable

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield what is due, the oldest first."""
        self.table.check()
        index, passed = self.table.index, list[tuple[datetime, str, str]]()
        try:
            while index and index[0][0] <= now:
                entry = heapq.heappop(index)
                if self.table.is_due(entry) and entry not in passed[-1:]:  # given back at the same moment
                    passed.append(entry)
                    yield entry[1], entry[2]
        finally:
            for entry in passed:
                if self.table.is_due(entry):
                    heapq.heappush(index, entry)

    def revive(self, case_id: str, mail: str, now: datetime) -> bool:
        """Make a dead job due again."""
        if not super().revive(case_id, mail, now):
            return False
        self.table.open_jobs += 1
        self.table.point_at(self.table.jobs[case_id, mail].job)
        return True

    def _release(self, job: MailJob, state: str, note: str, due_at: datetime) -> None:
        before = self.table.jobs[job.case_id, job.mail]
        held = before.state == "DUE" and before.job.lease == job.lease
        super()._release(job, state, note, due_at)
        if held and state == "DUE":
            self.table.point_at(before.job)
        elif held:
            self.table.open_jobs -= 1


@dataclass
class Faults:
    """Draws faults: `rates` has how often each kind comes at a call, and `names` counts what was drawn."""

    dice: random.Random
    rates: Mapping[str, float]
    drawn: dict[str, int] = field(default_factory=dict)

    def draw(self) -> str:
        """Return a kind of fault, empty for none."""
        place = self.dice.random()
        for kind, rate in self.rates.items():
            place -= rate
            if place < 0:
                self.drawn[kind] = self.drawn.get(kind, 0) + 1
                return kind
        return ""


@dataclass
class Faulty:
    """A store whose calls take their time and fail as drawn, or always while `is_out`.

    A call that is lost is a StoreUnavailableError, as the adapters make of it.
    """

    store: object
    faults: Faults
    spend: Callable[[float], None]
    seconds: float
    is_out: Callable[[], bool] = lambda: False

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return a method of the store, with what may happen to it."""
        method = getattr(self.store, name)

        def call(*arguments: object, **named: object) -> object:
            self.spend(self.seconds)
            if self.is_out():
                raise StoreUnavailableError("outage")
            fault = self.faults.draw()
            if fault == "crash_before":
                raise Crash
            if fault in {"throttled", "lost_before"}:
                raise StoreUnavailableError(fault)
            answer = method(*arguments, **named)
            if fault == "crash_after":
                raise Crash
            if fault == "lost_after":
                raise StoreUnavailableError(fault)
            return answer

        self.__dict__[name] = call
        return call

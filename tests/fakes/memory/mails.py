"""Mails in memory: the outbox, what may leave it, and what became of what left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import CAPPED, OVER_CAP, OVER_CAP_OF_ALL, PAUSED, TO_DEPARTMENTS
from tests.fakes.memory.table import MemoryTable, numbered_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from helpcenter.mail.gate import AckCaps
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.recipients import Recipients
    from helpcenter.mail.record import Fate, MailEvent


@dataclass(frozen=True)
class MemoryOutbox:
    """An Outbox. Tokens must differ, as everywhere: `new_token` counts them unless told otherwise."""

    table: MemoryTable
    new_token: Callable[[], str] = field(default_factory=numbered_tokens)

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield what is due, leased or not, the oldest first."""
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
            if entry.job.lease and entry.leased_until and now < entry.leased_until:
                return None
            entry.job = replace(entry.job, attempts=entry.job.attempts + 1, lease=self.new_token())
            entry.leased_until, entry.fate = lease_until, None
            return replace(entry.job, due_at=lease_until)

    def sent(self, job: MailJob, message_id: str, now: datetime) -> None:  # noqa: ARG002 - nobody asks it when
        """End the job."""
        self._release(job, "SENT", message_id, job.due_at)

    def retry(self, job: MailJob, due_at: datetime) -> None:
        """Give the job back."""
        self._release(job, "DUE", "", due_at)

    def bury(self, job: MailJob, reason: str, now: datetime) -> None:
        """End the job, unsent; `due_at` becomes the moment of its death."""
        self._release(job, "DEAD", reason, now)

    def revive(self, case_id: str, mail: str, now: datetime) -> bool:
        """Make a dead job due again."""
        with self.table.lock:
            self.table.check()
            entry = self.table.jobs.get((case_id, mail))
            if entry is None or entry.state != "DEAD":
                return False
            entry.state, entry.note = "DUE", ""
            entry.job = replace(entry.job, due_at=now, attempts=0)
            return True

    def suppress(self, job: MailJob, reason: str, now: datetime) -> None:
        """End the job, held back."""
        self._release(job, "SUPPRESSED", reason, now)

    def _release(self, job: MailJob, state: str, note: str, due_at: datetime) -> None:
        with self.table.lock:
            self.table.check()
            entry = self.table.jobs.get((job.case_id, job.mail))
            if entry and entry.state == "DUE" and job.lease and entry.job.lease == job.lease:
                entry.state, entry.note = state, note
                entry.job = replace(entry.job, due_at=due_at, lease="")


@dataclass(frozen=True)
class MemoryMailGate:
    """A MailGate."""

    table: MemoryTable
    recipients: Recipients
    caps: AckCaps

    def closed(self, job: MailJob, address: str, now: datetime, *, unproven: bool = False) -> str:
        """Return why the mail may not go, empty if it may."""
        if job.kind in TO_DEPARTMENTS:
            return ""
        with self.table.lock:
            self.table.check()
            known = self.table.suppressed.get(self.recipients.address(address))
            if known and now < known[1] + timedelta(days=365):
                return known[0]
            mailbox = self.recipients.mailbox(address)
            if unproven:
                return self._capped(job, f"{mailbox}-chats", now, self.caps.of_chats)
            return self._capped(job, mailbox, now, self.caps) if job.kind in CAPPED else ""

    def _capped(self, job: MailJob, mailbox: str, now: datetime, caps: AckCaps) -> str:
        entry = self.table.jobs[job.case_id, job.mail]
        if self.table.acks_paused_at:
            return PAUSED
        if entry.job.lease != job.lease:
            raise StoreUnavailableError("lease_lost")
        if entry.counted:
            return ""
        given = self.table.acks.setdefault(mailbox, [])
        if not caps.has_room(given, now):
            return OVER_CAP
        hour = now.replace(minute=0, second=0, microsecond=0)
        if self.table.acks_in_hour[hour] >= self.caps.all_an_hour:
            return OVER_CAP_OF_ALL
        given.append(now)
        self.table.acks_in_hour[hour] += 1
        entry.counted = True
        return ""


@dataclass(frozen=True)
class MemoryAckSwitch:
    """The kill switch."""

    table: MemoryTable

    def pause(self, now: datetime) -> None:
        """Stop."""
        self.table.acks_paused_at = self.table.acks_paused_at or now

    def resume(self) -> None:
        """Go on."""
        self.table.acks_paused_at = None

    def paused_since(self) -> datetime | None:
        """Return since when."""
        return self.table.acks_paused_at


@dataclass(frozen=True)
class MemorySuppressions:
    """Suppressions."""

    table: MemoryTable
    recipients: Recipients

    def suppress(self, address: str, reason: str, now: datetime) -> None:
        """Send nothing there."""
        self.table.check()
        self.table.suppressed[self.recipients.address(address)] = (reason, now)

    def lift(self, address: str) -> None:
        """Send there again."""
        self.table.suppressed.pop(self.recipients.address(address), None)


@dataclass(frozen=True)
class MemoryFates:
    """Fates."""

    table: MemoryTable

    def flag(self, case_id: str, fate: Fate, notice: MailJob) -> None:
        """Mark a case and owe its notice, once."""
        with self.table.lock:
            self.table.check()
            if case_id in self.table.cases and case_id not in self.table.unreachable:
                self.table.unreachable[case_id] = fate
                known = self.table.cases[case_id]
                self.table.cases[case_id] = replace(known, unreachable=fate)
                self.table.put_jobs([notice])

    def note(self, event: MailEvent, now: datetime) -> bool:  # noqa: ARG002 - nobody asks it when
        """Note a fate that comes after what is noted."""
        with self.table.lock:
            self.table.check()
            entry = self.table.jobs.get((event.case_id, event.mail))
            if entry is None or (entry.fate and entry.fate.rank >= event.fate.rank):
                return False
            entry.fate = event.fate
            return True

    def bury(self, event: MailEvent, now: datetime) -> bool:
        """Note a fate, and that the mail is dead."""
        if not self.note(event, now):
            return False
        entry = self.table.jobs[event.case_id, event.mail]
        entry.state, entry.note, entry.job = "DEAD", event.fate, replace(entry.job, due_at=now, lease="")
        return True


def _until(now: datetime, jobs: Sequence[MailJob]) -> Iterator[tuple[str, str]]:
    for job in sorted(jobs, key=lambda job: job.due_at):
        if job.due_at <= now:
            yield job.case_id, job.mail

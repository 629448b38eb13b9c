"""Chats in memory: deliveries, parts and what customers thought of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from helpcenter.mail.job import TRANSCRIPT
from helpcenter.transcript.files import FilesJob
from helpcenter.transcript.parts import MailState
from tests.fakes.memory.table import MemoryTable, numbered_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.delivery import Delivery
    from helpcenter.transcript.feedback import Feedback
    from helpcenter.transcript.parts import Part
    from helpcenter.transcript.transcript import Transcript


@dataclass(frozen=True)
class MemoryTranscriptStore:
    """A TranscriptStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def parts(self, case_id: str) -> list[Part]:
        """Return what is kept under a case, with how far its mails are."""
        self.table.check()
        found = [(key, part) for key, part in sorted(self.table.parts.items()) if key[0] == case_id]
        return [
            replace(part, mail=self._mail(key))
            for key, part in found
            if self.now() < part.transcript.erase_at
        ]

    def save(self, part: Part, job: MailJob | None, *, fetch_at: datetime | None = None) -> bool:
        """Store, unless somebody was faster."""
        with self.table.lock:
            self.table.check()
            key = (part.transcript.case_id, part.transcript.part_name)
            known = self.table.parts.get(key)
            touches_job = job is not None or part.mail is MailState.WAITING
            if (known.revision if known else 0) != part.revision:
                return False
            if touches_job and self._mail(key) is not part.mail:
                return False
            self.table.parts[key] = replace(part, revision=part.revision + 1)
            if fetch_at:
                self.table.files[key] = (FilesJob(*key), fetch_at)
            if job:
                self.table.put_jobs([job])
            elif touches_job:
                del self.table.jobs[key[0], f"{TRANSCRIPT}#{key[1]}"]
            return True

    def get(self, case_id: str, part_name: str) -> Transcript | None:
        """Return a part while it may be kept."""
        self.table.check()
        part = self.table.parts.get((case_id, part_name))
        return part.transcript if part and self.now() < part.transcript.erase_at else None

    def _mail(self, key: tuple[str, str]) -> MailState:
        entry = self.table.jobs.get((key[0], f"{TRANSCRIPT}#{key[1]}"))
        if entry is None:
            return MailState.NONE
        untouched = entry.state == "DUE" and entry.job.attempts == 0
        return MailState.WAITING if untouched else MailState.TAKEN


@dataclass(frozen=True)
class MemoryFeedbackStore:
    """A FeedbackStore."""

    table: MemoryTable

    def give(self, transcript: Transcript, feedback: Feedback) -> bool:
        """Keep the first feedback on a part."""
        with self.table.lock:
            self.table.check()
            key = (transcript.case_id, transcript.part_name)
            return self.table.feedback.setdefault(key, feedback) is feedback

    def given(self, transcript: Transcript) -> Feedback | None:
        """Return the feedback on a part, or None."""
        self.table.check()
        return self.table.feedback.get((transcript.case_id, transcript.part_name))


@dataclass(frozen=True)
class MemoryFileJobs:
    """FileJobs."""

    table: MemoryTable
    new_token: Callable[[], str] = field(default_factory=numbered_tokens)

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield what is due, the oldest first."""
        self.table.check()
        waiting = [(at, key) for key, (_, at) in self.table.files.items() if at <= now]
        yield from (key for _, key in sorted(waiting))

    def claim(self, case_id: str, part_name: str, now: datetime, lease_until: datetime) -> FilesJob | None:
        """Take a job if it is due."""
        self.table.check()
        job, due_at = self.table.files.get((case_id, part_name), (None, now))
        if job is None or due_at > now:
            return None
        claimed = replace(job, attempts=job.attempts + 1, lease=self.new_token())
        self.table.files[case_id, part_name] = (claimed, lease_until)
        return claimed

    def done(self, job: FilesJob, now: datetime) -> None:  # noqa: ARG002 - nobody asks it when
        """End the job."""
        if self._holds(job):
            del self.table.files[job.case_id, job.part_name]

    def retry(self, job: FilesJob, due_at: datetime) -> None:
        """Give the job back."""
        if self._holds(job):
            self.table.files[job.case_id, job.part_name] = (replace(job, lease=""), due_at)

    def _holds(self, job: FilesJob) -> bool:
        self.table.check()
        known = self.table.files.get((job.case_id, job.part_name))
        return known is not None and bool(job.lease) and known[0].lease == job.lease


@dataclass(frozen=True)
class MemoryDeliveries:
    """Deliveries."""

    table: MemoryTable
    new_token: Callable[[], str] = field(default_factory=numbered_tokens)

    def take(self, delivery: Delivery, *, postpone: bool = False) -> bool:
        """Keep what is new."""
        self.table.check()
        known = self.table.deliveries.get(delivery.delivery_id)
        if known is None:
            self.table.deliveries[delivery.delivery_id] = delivery
            return True
        if postpone and self._is_due(known) and not known.attempts and known.due_at < delivery.due_at:
            self.table.deliveries[known.delivery_id] = replace(known, due_at=delivery.due_at)
        return False

    def due(self, now: datetime) -> Iterator[str]:
        """Yield what is due, the oldest first."""
        self.table.check()
        waiting = [one for one in self.table.deliveries.values() if self._is_due(one) and one.due_at <= now]
        yield from (one.delivery_id for one in sorted(waiting, key=lambda one: one.due_at))

    def claim(self, delivery_id: str, now: datetime, lease_until: datetime) -> Delivery | None:
        """Take a delivery if it is due."""
        self.table.check()
        known = self.table.deliveries.get(delivery_id)
        if known is None or not self._is_due(known) or known.due_at > now:
            return None
        token, attempts = self.new_token(), known.attempts + 1
        claimed = replace(known, due_at=lease_until, attempts=attempts, lease=token)
        self.table.deliveries[delivery_id] = claimed
        return claimed

    def done(self, delivery: Delivery, now: datetime) -> None:  # noqa: ARG002 - nobody asks it when
        """End the delivery; what was sent is erased."""
        if self._holds(delivery):
            body = delivery.body if delivery.is_pointer else b""
            self.table.deliveries[delivery.delivery_id] = replace(delivery, lease="", body=body)
            self.table.done.add(delivery.delivery_id)

    def forget(self, delivery: Delivery) -> None:
        """Drop the delivery."""
        if self._holds(delivery):
            del self.table.deliveries[delivery.delivery_id]

    def retry(self, delivery: Delivery, due_at: datetime) -> None:
        """Give the delivery back."""
        if self._holds(delivery):
            self.table.deliveries[delivery.delivery_id] = replace(delivery, due_at=due_at, lease="")

    def set_aside(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """End the delivery, not worked off."""
        if self._holds(delivery):
            ended = replace(delivery, failed_for=reason, due_at=now, lease="")
            self.table.deliveries[delivery.delivery_id] = ended

    def failed(self, now: datetime) -> Iterator[Delivery]:
        """Yield what was set aside, the oldest first."""
        self.table.check()
        failed = [one for one in self.table.deliveries.values() if one.failed_for and one.due_at <= now]
        yield from sorted(failed, key=lambda one: one.due_at)

    def redo(self, delivery_id: str, now: datetime) -> bool:
        """Make a delivery due again."""
        known = self.table.deliveries.get(delivery_id)
        if known is None or self._is_due(known) or not known.body:
            return False
        self.table.done.discard(delivery_id)
        self.table.deliveries[delivery_id] = replace(known, failed_for="", due_at=now, attempts=0)
        return True

    def _is_due(self, delivery: Delivery) -> bool:
        return not delivery.failed_for and delivery.delivery_id not in self.table.done

    def _holds(self, delivery: Delivery) -> bool:
        self.table.check()
        known = self.table.deliveries.get(delivery.delivery_id)
        return known is not None and bool(delivery.lease) and known.lease == delivery.lease

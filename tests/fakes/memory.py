"""The stores and the outbox in memory, held to the same contract as the ones on AWS by tests/aws."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, count
from threading import Lock
from typing import TYPE_CHECKING

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.history import CaseHistory
from helpcenter.inquiry.life import Kind, State
from helpcenter.inquiry.lost_links import LINKS_MAX
from helpcenter.mail.gate import CAPPED, OVER_CAP, OVER_CAP_OF_ALL, PAUSED, TO_DEPARTMENTS
from helpcenter.mail.job import ERASURE_NOTE, TRANSCRIPT
from helpcenter.transcript.parts import MailState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.erasure import Hold
    from helpcenter.inquiry.history import Event
    from helpcenter.inquiry.letters import Letter
    from helpcenter.mail.gate import AckCaps
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.recipients import Recipients
    from helpcenter.mail.record import Fate, MailEvent
    from helpcenter.transcript.delivery import Delivery
    from helpcenter.transcript.feedback import Feedback
    from helpcenter.transcript.parts import Part
    from helpcenter.transcript.transcript import Transcript


def _numbered_tokens() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"lease-{next(numbers)}"


@dataclass
class MemoryJob:
    """A job and what became of it.

    `state` is DUE, SENT, DEAD or SUPPRESSED, `note` the message ID or the reason.
    """

    job: MailJob
    state: str = "DUE"
    note: str = ""
    counted: bool = False
    fate: Fate | None = None


@dataclass
class MemoryTable:
    """What the memory stores share. While `unavailable` is set, every call fails and changes nothing."""

    cases: dict[str, Case] = field(default_factory=dict)
    parts: dict[tuple[str, str], Part] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    feedback: dict[tuple[str, str], Feedback] = field(default_factory=dict)
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    letters: dict[tuple[str, str], Letter] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    set_apart: dict[str, CaseHistory] = field(default_factory=dict)
    jobs: dict[tuple[str, str], MemoryJob] = field(default_factory=dict)
    acks: dict[str, list[datetime]] = field(default_factory=dict)
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
class MemoryHistoryStore:
    """A HistoryStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def read(self, case_id: str) -> CaseHistory | None:
        """Return a case with its events while it may be kept."""
        self.table.check()
        case = self.table.cases.get(case_id)
        if case is None or self.now() >= case.erase_at:
            return None
        return CaseHistory(case, self.table.events.get(case_id, ()))

    def append(self, history: CaseHistory, jobs: Sequence[MailJob]) -> bool:
        """Keep one more event, unless somebody was faster or the case is gone."""
        with self.table.lock:
            self.table.check()
            case_id, event = history.case.case_id, history.events[-1]
            known = self.table.events.get(case_id, ())
            if case_id not in self.table.cases or event.number != len(known) + 1:
                return False
            self.table.events[case_id] = (*known, event)
            if event.kind is Kind.REASSIGNED:
                self.table.cases[case_id] = replace(history.case, department=event.detail)
            self.table.put_jobs(jobs)
            return True


@dataclass(frozen=True)
class MemoryLetters:
    """A LetterStore."""

    table: MemoryTable
    now: Callable[[], datetime]

    def post(self, letter: Letter) -> bool:
        """Keep a letter with its job, once."""
        with self.table.lock:
            self.table.check()
            if (letter.owner, letter.mail) in self.table.letters:
                return False
            self.table.letters[letter.owner, letter.mail] = letter
            self.table.put_jobs([letter.job])
            return True

    def get(self, owner: str, mail: str) -> Letter | None:
        """Return a letter until it is forgotten."""
        self.table.check()
        letter = self.table.letters.get((owner, mail))
        return letter if letter and self.now() < letter.erase_at else None


@dataclass(frozen=True)
class MemoryCaseLists:
    """An AddressBook, and WaitingCases."""

    table: MemoryTable
    now: Callable[[], datetime]

    def open_cases(self, address: str) -> list[Case]:
        """Return the cases of an address, the newest first."""
        found = [one for one in self._kept() if one.case.inquiry.email.lower() == address.lower()]
        kept = [one.case for one in found if one.state is not State.CLOSED]
        return sorted(kept, key=lambda case: case.accepted_at, reverse=True)[:LINKS_MAX]

    def waiting(self, until: datetime) -> Iterator[Case]:
        """Yield the open cases that are due by then."""
        waiting = [one.case for one in self._kept() if one.is_open and one.case.due_at <= until]
        yield from sorted(waiting, key=lambda case: case.due_at)

    def _kept(self) -> list[CaseHistory]:
        store = MemoryHistoryStore(self.table, self.now)
        return [history for case_id in self.table.cases if (history := store.read(case_id))]


@dataclass(frozen=True)
class MemoryEraser:
    """An Eraser."""

    table: MemoryTable

    def erase(self, case_id: str, letter: Letter | None) -> dict[str, int]:
        """Erase all that is kept under a case."""
        with self.table.lock:
            self.table.check()
            jobs = [key for key in self.table.jobs if key[0] == case_id and key[1] != ERASURE_NOTE]
            case, events = self.table.cases.pop(case_id, None), self.table.events.pop(case_id, ())
            parts = [key for key in self.table.parts if key[0] == case_id]
            for key in jobs:
                del self.table.jobs[key]
            for key in parts:
                del self.table.parts[key]
        if case and letter:
            MemoryLetters(self.table, lambda: letter.written_at).post(letter)
        counts = {"case": int(case is not None), "history": len(events), "mail": len(jobs)}
        return {kind: count for kind, count in {**counts, "transcript": len(parts)}.items() if count}

    def left(self, case_id: str) -> int:
        """Return how many items there are."""
        self.table.check()
        jobs = sum(1 for owner, mail in self.table.jobs if owner == case_id and mail != ERASURE_NOTE)
        return jobs + (case_id in self.table.cases) + len(self.table.events.get(case_id, ()))


@dataclass(frozen=True)
class MemoryHolds:
    """Holds."""

    table: MemoryTable

    def get(self, case_id: str) -> Hold | None:
        """Return the hold on a case, or None."""
        self.table.check()
        return self.table.holds.get(case_id)

    def place(self, hold: Hold) -> None:
        """Keep a hold."""
        self.table.check()
        self.table.holds[hold.case_id] = hold

    def set_apart(self, hold: Hold) -> int:
        """Copy what is kept of a case."""
        self.table.check()
        case = self.table.cases.get(hold.case_id)
        if case is None:
            return 0
        history = CaseHistory(case, self.table.events.get(hold.case_id, ()))
        self.table.set_apart[hold.case_id] = history
        return 1 + len(history.events)


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

    def save(self, part: Part, job: MailJob | None) -> bool:
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
class MemoryDeliveries:
    """Deliveries."""

    table: MemoryTable
    new_token: Callable[[], str] = field(default_factory=_numbered_tokens)

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
            entry.fate = None
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

    def closed(self, job: MailJob, address: str, now: datetime) -> str:
        """Return why the mail may not go, empty if it may."""
        if job.kind in TO_DEPARTMENTS:
            return ""
        with self.table.lock:
            self.table.check()
            known = self.table.suppressed.get(self.recipients.address(address))
            if known and now < known[1] + timedelta(days=365):
                return known[0]
            return self._capped(job, self.recipients.mailbox(address), now) if job.kind in CAPPED else ""

    def _capped(self, job: MailJob, mailbox: str, now: datetime) -> str:
        entry = self.table.jobs[job.case_id, job.mail]
        if self.table.acks_paused_at:
            return PAUSED
        if entry.job.lease != job.lease:
            raise StoreUnavailableError("lease_lost")
        if entry.counted:
            return ""
        given, everybodys = self.table.acks.setdefault(mailbox, []), chain(*self.table.acks.values())
        if not self.caps.has_room(given, now):
            return OVER_CAP
        hour = now.replace(minute=0, second=0, microsecond=0)
        if sum(at >= hour for at in everybodys) >= self.caps.all_an_hour:
            return OVER_CAP_OF_ALL
        given.append(now)
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

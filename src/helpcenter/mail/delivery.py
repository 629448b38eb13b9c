"""Deliver owed mails: claim by a lease, send once, note the outcome.

The oldest first: while more is owed than leaves, a mail that was just stored does not overtake the others.

At least once, never exactly once: when the mail service accepted a mail and nobody could note it, the lease
runs out and the mail is sent again. Nothing else sends twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from helpcenter.mail.job import ATTEMPTS_MAX, wait_after
from helpcenter.records import field, record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from helpcenter.mail.gate import MailGate
    from helpcenter.mail.job import MailJob


_LATE = timedelta(seconds=10)  # the stream tells of what was stored within a second or two
_AT_ONCE = 3  # how often a mail is tried at the pace that slows down, before it is given back
_DELAYS_MAX = 3  # mails given back one after the other, before a run ends


class Outcome(StrEnum):
    """What became of one try."""

    SENT = "sent"
    DELAYED = "delayed"  # the service said: not now
    UNKNOWN = "unknown"  # no answer: it may have been sent; the lease decides when to try again
    DEAD = "dead"  # refused for good, or tried often enough
    SUPPRESSED = "suppressed"  # the gate was closed: it will never be sent, and that is as it should be
    NOT_DUE = "not_due"  # somebody else has it, or had it


class MailDelayedError(Exception):
    """The mail service did not take the mail for now; it was surely not sent."""


class MailRefusedError(Exception):
    """The mail service will never take this mail."""


class MailNotOwedError(Exception):
    """The mail is not to be sent, and that is as it should be; the text says why."""


@record
class Attachment:
    """A file in a mail."""

    name: str
    media_type: str
    content: bytes


@record
class Mail:
    """A mail ready to send. `to` is exactly one address, `sender_name` whom the reader sees it from.

    `case_id` and `name` are those of its job: mails of one case thread, and SES's events find their job.
    `unproven`: it holds a chat, and goes to an address that nobody vouches for.
    """

    sender_name: str
    to: str
    subject: str
    text: str
    html: str
    reply_to: str | None = None
    attachments: tuple[Attachment, ...] = field(default=())
    case_id: str = ""
    name: str = ""
    unproven: bool = False


class Outbox(Protocol):
    """Where owed mails are kept, with their leases. Each method raises StoreUnavailableError."""

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, mail) of the jobs that are due, page by page, the oldest first within a shard.

        One that somebody has claimed may be among them.
        """

    def claim(self, case_id: str, mail: str, now: datetime, lease_until: datetime) -> MailJob | None:
        """Take the job if it is due; count the attempt. None: it is not due, or not owed any more."""

    def sent(self, job: MailJob, message_id: str, now: datetime) -> None:
        """Note that the claimed job is done."""

    def retry(self, job: MailJob, due_at: datetime) -> None:
        """Give the claimed job back until `due_at`."""

    def bury(self, job: MailJob, reason: str, now: datetime) -> None:
        """Note that the claimed job is dead: it stays visible and is never tried again by itself."""

    def suppress(self, job: MailJob, reason: str, now: datetime) -> None:
        """Note that the claimed job's mail may not be sent, and why: it stays visible, nothing is owed."""

    def dead(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, mail) of the dead jobs, the longest dead first."""

    def revive(self, case_id: str, mail: str, now: datetime) -> bool:
        """Make a dead job due again, its attempts forgotten. False: it is not dead, or not there."""


class Mailer(Protocol):
    """Sends one mail."""

    def send(self, mail: Mail) -> str:
        """Send and return the service's message ID.

        Raises:
            MailDelayedError: surely not sent, later may work.
            MailRefusedError: surely not sent, will never work.
            Exception: anything else leaves open whether it was sent.
        """


class Pace(Protocol):
    """When the next mail may leave."""

    def __call__(self) -> None:
        """Wait until the next mail may leave."""

    def slow_down(self) -> None:
        """Hear that the mail service does not take more for now."""


@record
class Delivery:
    """What became of a job; `reason` names the error of a mail that was not sent."""

    case_id: str
    mail: str
    outcome: Outcome
    reason: str = ""


@record
class DeliverMail:
    """The use case behind the stream (at once) and the sweep (each minute)."""

    outbox: Outbox
    mailer: Mailer
    compose: Callable[[MailJob], Mail]
    now: Callable[[], datetime]
    pace: Pace
    lease: timedelta
    gate: MailGate

    def these(self, jobs: Iterable[tuple[str, str]], stored_at: datetime | None = None) -> Iterator[Delivery]:
        """Deliver the jobs named by (case ID, mail) and stored at a moment (UTC).

        If that is a while ago, more is owed than leaves: then as many of the oldest are delivered instead.
        """
        if stored_at and self.now() - stored_at > _LATE:
            yield from islice(self._oldest(), len(list(jobs)))
            return
        for case_id, mail in jobs:
            yield self._deliver(case_id, mail)

    def due(self, *, until: datetime) -> Iterator[Delivery]:
        """Deliver all that is due, and stop taking new jobs at `until` (UTC).

        It also stops when one mail after the other is told "not now": that speaks of the account, and what is
        not touched keeps its place in the line.
        """
        delays = 0
        for case_id, mail in self.outbox.due(self.now()):
            if self.now() >= until or delays == _DELAYS_MAX:
                return
            delivery = self._deliver(case_id, mail)
            delays = delays + 1 if delivery.outcome is Outcome.DELAYED else 0
            yield delivery

    def _oldest(self) -> Iterator[Delivery]:
        """Deliver what is due and nobody else has."""
        tried = (self._deliver(case_id, mail) for case_id, mail in self.outbox.due(self.now()))
        return (each for each in tried if each.outcome is not Outcome.NOT_DUE)

    def _deliver(self, case_id: str, mail: str) -> Delivery:
        now = self.now()
        job = self.outbox.claim(case_id, mail, now, now + self.lease)
        if job is None:
            return Delivery(case_id, mail, Outcome.NOT_DUE)
        if job.attempts > ATTEMPTS_MAX:
            return self._bury(job, "attempts_exhausted")
        return self._attempt(job)

    def _attempt(self, job: MailJob) -> Delivery:
        try:
            message_id = self._send(job)
        except MailNotOwedError as error:
            self.outbox.suppress(job, str(error), self.now())
            return Delivery(job.case_id, job.mail, Outcome.SUPPRESSED, str(error))
        except MailRefusedError as error:
            return self._bury(job, str(error))
        except MailDelayedError as error:
            self.pace.slow_down()
            self.outbox.retry(job, self.now() + wait_after(job.attempts))
            return Delivery(job.case_id, job.mail, Outcome.DELAYED, str(error))
        except Exception as error:  # noqa: BLE001 - it may have been sent: wait for the lease, go on with the rest
            return Delivery(job.case_id, job.mail, Outcome.UNKNOWN, type(error).__name__)
        self.outbox.sent(job, message_id, self.now())
        return Delivery(job.case_id, job.mail, Outcome.SENT)

    def _send(self, job: MailJob) -> str:
        mail = replace(self.compose(job), case_id=job.case_id, name=job.mail)
        if closed := self.gate.closed(job, mail.to, self.now(), unproven=mail.unproven):
            raise MailNotOwedError(closed)
        for _ in range(_AT_ONCE - 1):  # who is given back goes to the end of the line
            self.pace()
            try:
                return self.mailer.send(mail)
            except MailDelayedError:
                self.pace.slow_down()
        self.pace()
        return self.mailer.send(mail)

    def _bury(self, job: MailJob, reason: str) -> Delivery:
        self.outbox.bury(job, reason, self.now())
        return Delivery(job.case_id, job.mail, Outcome.DEAD, reason)

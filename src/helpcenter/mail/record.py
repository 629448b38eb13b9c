"""What became of a mail after the mail service took it: noted on its job, and acted upon.

Nothing here answers anybody: a bounce is told to the department, and a bounce of the department's own mail to
the operator. A mail program that answers by itself, or a mailer daemon, never gets a mail for it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from helpcenter.mail.gate import BOUNCED, COMPLAINED, TO_DEPARTMENTS
from helpcenter.mail.job import UNDELIVERED_NOTICE, new_job
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from helpcenter.mail.job import MailJob


class Fate(StrEnum):
    """What became of a mail. Of two fates the later one here stands, in whatever order they are told."""

    DELAYED = "delayed"  # not delivered yet; the service goes on trying
    DELIVERED = "delivered"  # the recipient's server took it
    BOUNCED = "bounced"  # the recipient's server refused it, or it was never taken
    REJECTED = "rejected"  # the service found a virus in it and did not send it
    COMPLAINED = "complained"  # delivered, and the recipient called it spam

    @property
    def rank(self) -> int:
        """Return its place in this order, from 0."""
        return list(Fate).index(self)


_UNREACHED = {Fate.BOUNCED, Fate.REJECTED, Fate.COMPLAINED}


@record
class MailEvent:
    """What the mail service tells of a mail.

    `addresses` are the recipients of whom it speaks. `for_good`: the address itself does not work, or its
    owner wants no mail; nothing may go there any more.
    """

    case_id: str
    mail: str
    fate: Fate
    addresses: tuple[str, ...] = ()
    for_good: bool = False

    @property
    def to_department(self) -> bool:
        """Tell whether the mail went to a mailbox of the house."""
        return self.mail.partition("#")[0] in TO_DEPARTMENTS


class Fates(Protocol):
    """Where it is kept what became of mails. Each method raises StoreUnavailableError."""

    def flag(self, case_id: str, fate: Fate, notice: MailJob) -> None:
        """Mark the case as one whose customer was not reached, and owe the notice, once a case."""

    def note(self, event: MailEvent, now: datetime) -> bool:
        """Note the fate on the mail's job; False when that or a later one is noted, or the job is gone."""

    def bury(self, event: MailEvent, now: datetime) -> bool:
        """Note the fate, and that the mail is dead: visible, and delivered again on command alone."""


class Suppressions(Protocol):
    """Where it is kept which addresses mail must not go to."""

    def suppress(self, address: str, reason: str, now: datetime) -> None:
        """Send nothing to the address any more. Raises StoreUnavailableError."""


@record
class RecordDelivery:
    """The use case behind the mail service's events, which come more than once and in any order."""

    fates: Fates
    suppressions: Suppressions
    now: Callable[[], datetime]

    def __call__(self, event: MailEvent) -> bool:
        """Note an event and do what it asks for; False when it was known.

        The note comes last: whatever is cut off before is done again when the event comes again.

        Raises:
            StoreUnavailableError: the event must be told again.
        """
        now = self.now()
        if event.to_department:
            lost = event.fate in {Fate.BOUNCED, Fate.REJECTED}
            return self.fates.bury(event, now) if lost else self.fates.note(event, now)
        if event.for_good:
            reason = COMPLAINED if event.fate is Fate.COMPLAINED else BOUNCED
            for address in event.addresses:
                self.suppressions.suppress(address, reason, now)
        if event.fate in _UNREACHED:
            self.fates.flag(event.case_id, event.fate, new_job(event.case_id, UNDELIVERED_NOTICE, now))
        return self.fates.note(event, now)

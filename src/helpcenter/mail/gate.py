"""Which mails may leave: caps against floods, the kill switch, and addresses that mail must not go to.

Anybody can type anybody's address into the form. So mails that answer an unproven address are capped, and all
of them can be stopped. What is stopped here is not sent later: a flood does not become one again when it is
over. The inquiry itself is stored, its department told, and its case ID stands on the page. The same goes for
mails with chats whose address a visitor typed: the chat is stored.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from helpcenter.mail.job import (
    ACKNOWLEDGEMENT,
    ADDED_INFORMATION,
    DEPARTMENT_NOTICE,
    ESCALATION,
    PROMISE_LIST,
    REASSIGNMENT,
    RECEIPT_LINKS,
    UNDELIVERED_NOTICE,
)
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from helpcenter.mail.job import MailJob

CAPPED = frozenset({ACKNOWLEDGEMENT, RECEIPT_LINKS})
"""The kinds of mail that go to an address which anybody may have typed, unproven."""
TO_DEPARTMENTS = frozenset(
    {DEPARTMENT_NOTICE, UNDELIVERED_NOTICE, ADDED_INFORMATION, ESCALATION, REASSIGNMENT, PROMISE_LIST}
)
"""The kinds of mail that go to mailboxes of the house; every other kind goes to a customer."""

PAUSED = "acknowledgements_paused"
OVER_CAP, OVER_CAP_OF_ALL = "over_cap", "over_cap_of_all"
BOUNCED, COMPLAINED = "address_bounced", "address_complained"

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SUPPRESSED_FOR = timedelta(days=365)
"""After a year an address that bounced may be somebody's again."""


@record
class AckCaps:
    """How many capped mails a mailbox gets in any 60 minutes and any 24 hours, and all in a clock hour."""

    an_hour: int = 3
    a_day: int = 10
    all_an_hour: int = 2000

    @property
    def of_chats(self) -> AckCaps:
        """The caps of mails with chats, which are counted apart.

        An agent answered each of them, so a few in one hour are a customer's; a day's are still a day's.
        """
        return AckCaps(self.a_day, self.a_day, self.all_an_hour)

    def has_room(self, given: Iterable[datetime], now: datetime) -> bool:
        """Tell whether a mailbox that was given mails at these moments may be given one more."""
        ages = [now - at for at in given]
        return sum(age < HOUR for age in ages) < self.an_hour and sum(age < DAY for age in ages) < self.a_day


class MailGate(Protocol):
    """Decides when a mail is about to leave."""

    def closed(self, job: MailJob, address: str, now: datetime, *, unproven: bool = False) -> str:
        """Return why the claimed job's mail may not go to the address, empty if it may.

        A capped mail that may go is counted, once however often its job is tried. `unproven`: it is the mail
        with a chat, nobody vouches for its address, and it is capped as `AckCaps.of_chats`.

        Raises:
            StoreUnavailableError: nobody knows; trying again finds out and does not count twice.
        """

"""A lost link to a receipt: the links to an address's open cases go to that address, nowhere else."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING, Protocol

from helpcenter.inquiry.letters import Letter
from helpcenter.mail.job import RECEIPT_LINKS
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.letters import LetterStore

SLOT_HOURS = 3
"""One mail with links goes to an address in so many hours of UTC: at most eight a day."""

LINKS_MAX = 10


class AddressBook(Protocol):
    """Finds the cases of a mail address."""

    def open_cases(self, address: str) -> Sequence[Case]:
        """Return the cases of an address that are neither closed nor erased, the newest LINKS_MAX of them.

        Raises:
            StoreUnavailableError: they could not be read.
        """


@record
class SendLinks:
    """The use case behind the page. It does not look whether there are cases: the mail's composing does.

    So known and unknown addresses have the same answer in the same time. `secret` keeps the address out of
    the key that the request is stored under.
    """

    letters: LetterStore
    secret: bytes
    now: Callable[[], datetime]

    def __call__(self, address: str, language: str) -> None:
        """Owe the address a mail with its links, unless it is owed one already.

        Raises:
            StoreUnavailableError: nothing was stored.
        """
        now = self.now()
        digest = hmac.new(self.secret, f"links:{address.lower()}".encode(), hashlib.sha256).hexdigest()
        slot = f"{now:%Y%m%d}-{now.hour // SLOT_HOURS}"
        self.letters.post(Letter(f"LINKS-{digest[:32]}", f"{RECEIPT_LINKS}#{slot}", address, language, now))

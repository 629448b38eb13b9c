"""The receipt of a case behind a signed link: whoever has the link may see it, nobody can guess it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import CaseIdError, derive_case_id, parse_case_id
from helpcenter.inquiry.signing import is_signed, sign_link
from helpcenter.records import record

if TYPE_CHECKING:
    from helpcenter.inquiry.history import CaseHistory, HistoryStore


@record
class ReceiptLinks:
    """Makes and reads the links to receipts of the site at `site_url` (ends with a slash).

    `secret` is one key, or two parted by a comma while the first replaces the second: the first signs, both
    are taken.
    """

    secret: bytes
    site_url: str

    def url(self, case_id: str) -> str:
        """Return the address of a case's receipt."""
        return f"{self.site_url}api/receipts/{case_id}.{sign_link(self.secret, _told(case_id))}"

    def case_id(self, token: str) -> str | None:
        """Return the case that a link's token speaks of, or None if the token is not one of ours."""
        text, _, signature = token.partition(".")
        try:
            case_id = parse_case_id(text)
        except CaseIdError:
            return None
        return case_id if is_signed(self.secret, _told(case_id), signature) else None


@record
class ShowReceipt:
    """The use case behind the receipt page."""

    links: ReceiptLinks
    store: HistoryStore

    def __call__(self, token: str) -> CaseHistory | None:
        """Return the case for a link's token; None for a forged link as for a case that is gone.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        return read_history(self.store, self.links.case_id(token), token)


def read_history(store: HistoryStore, case_id: str | None, token: str) -> CaseHistory | None:
    """Return the case that a token speaks of; None for a forged token as for a case that is gone.

    For a forged token something that is not there is read, so that all of them take the same time.

    Raises:
        StoreUnavailableError: the store could not be read.
    """
    history = store.read(case_id or decoy_id(token))
    return history if case_id else None


def decoy_id(token: str) -> str:
    """Return the ID of a case that is not there, to be looked for in place of a forged token's."""
    return derive_case_id(b"decoy", token[:200].encode("ascii", "replace").decode())


def _told(case_id: str) -> str:
    return f"receipt:{case_id}"

"""The receipt of a case behind a signed link: whoever has the link may see it, nobody can guess it."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id

if TYPE_CHECKING:
    from helpcenter.inquiry.case import Case, CaseStore

_SIGNATURE_BYTES = 16  # 128 bits: out of reach of guessing, short enough for a mail


@dataclass(frozen=True, slots=True)
class ReceiptLinks:
    """Makes and reads the links to receipts of the site at `site_url` (ends with a slash)."""

    secret: bytes
    site_url: str

    def url(self, case_id: str) -> str:
        """Return the address of a case's receipt."""
        return f"{self.site_url}api/receipts/{case_id}.{self._signature(case_id)}"

    def case_id(self, token: str) -> str | None:
        """Return the case that a link's token speaks of, or None if the token is not one of ours."""
        text, _, signature = token.partition(".")
        try:
            case_id = parse_case_id(text)
        except CaseIdError:
            return None
        known = hmac.compare_digest(signature.encode(errors="replace"), self._signature(case_id).encode())
        return case_id if known else None

    def _signature(self, case_id: str) -> str:
        digest = hmac.new(self.secret, f"receipt:{case_id}".encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class ShowReceipt:
    """The use case behind the receipt page."""

    links: ReceiptLinks
    store: CaseStore

    def __call__(self, token: str) -> Case | None:
        """Return the case for a link's token; None for a forged link as for a case that is gone.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        case_id = self.links.case_id(token)
        return self.store.get(case_id) if case_id else None

"""Links that are signed and expire: to add files to a case, and to get them."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.inquiry.case import Case

UPLOAD_LINK_LIFE = timedelta(hours=1)
"""From the page that got it; whoever has the receipt gets another."""
_GRACE = timedelta(days=30)  # after the promised moment: for what comes back
_SIGNATURE_BYTES = 16  # 128 bits: out of reach of guessing, short enough for a mail
_DIGITS_MAX = 11  # unix seconds until the year 5138


@dataclass(frozen=True, slots=True)
class CaseLinks:
    """Makes and reads links to what belongs to a case: `<path>/<case ID>.<until>.<signature>`.

    `purpose` keeps one kind of link from passing for another. `site_url` ends with a slash.
    """

    secret: bytes
    site_url: str
    path: str
    purpose: str

    def url(self, case_id: str, until: datetime) -> str:
        """Return a link that is good until a moment."""
        text = f"{case_id}.{int(until.timestamp())}"
        return f"{self.site_url}{self.path}/{text}.{self._signature(text)}"

    def case_id(self, token: str, now: datetime) -> str | None:
        """Return the case that a link's last part speaks of; None: it is not one of ours, or not any more."""
        text, _, signature = token.rpartition(".")
        case_text, _, until = text.partition(".")
        known = hmac.compare_digest(signature.encode(errors="replace"), self._signature(text).encode())
        if not known or not (until.isascii() and until.isdigit() and len(until) <= _DIGITS_MAX):
            return None
        try:
            case_id = parse_case_id(case_text)
        except CaseIdError:
            return None
        return case_id if now < datetime.fromtimestamp(int(until), UTC) else None

    def _signature(self, text: str) -> str:
        message = f"{self.purpose}:{text}".encode(errors="replace")
        digest = hmac.new(self.secret, message, hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class UploadLinks:
    """Links to add files with."""

    secret: bytes
    site_url: str
    now: Callable[[], datetime]

    def url(self, case_id: str) -> str:
        """Return the address that takes requests to upload, good for an hour."""
        return self._links.url(case_id, self.now() + UPLOAD_LINK_LIFE)

    def case_id(self, token: str) -> str | None:
        """Return the case that files may be added to, or None."""
        return self._links.case_id(token, self.now())

    @property
    def _links(self) -> CaseLinks:
        return CaseLinks(self.secret, self.site_url, "api/attachments", "upload")


@dataclass(frozen=True, slots=True)
class FileLinks:
    """Links to get files with; the department has them in its mail, before there are any files."""

    secret: bytes
    site_url: str
    now: Callable[[], datetime]

    def url(self, case: Case) -> str:
        """Return the address of the page with a case's files, good for a month after the promised answer."""
        return self._links.url(case.case_id, min(case.erase_at, case.due_at + _GRACE))

    def case_id(self, token: str) -> str | None:
        """Return the case whose files may be seen, or None."""
        return self._links.case_id(token, self.now())

    @property
    def _links(self) -> CaseLinks:
        return CaseLinks(self.secret, self.site_url, "api/files", "files")

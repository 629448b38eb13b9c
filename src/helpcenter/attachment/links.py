"""Links that are signed and expire: to add files to a case, and to get them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id
from helpcenter.inquiry.signing import is_signed, sign_link
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpcenter.inquiry.case import Case

UPLOAD_LINK_LIFE = timedelta(hours=1)
"""From the page that got it; whoever has the receipt gets another."""
SENT_FILES_LIFE = timedelta(days=30)
"""Of the links in the mail with a chat; the receipt has new ones as long as the chat is kept."""
_GRACE = timedelta(days=30)  # after the promised moment: for what comes back
_DIGITS_MAX = 11  # unix seconds until the year 5138


@record
class CaseLinks:
    """Makes and reads links to what belongs to a case: `<path>/<case ID>.<until>.<signature>`.

    `purpose` keeps one kind of link from passing for another. `keys` are one key or two parted by a comma.
    `site_url` ends with a slash.
    """

    keys: bytes
    site_url: str
    path: str
    purpose: str

    def url(self, case_id: str, until: datetime) -> str:
        """Return a link that is good until a moment."""
        text = f"{case_id}.{int(until.timestamp())}"
        return f"{self.site_url}{self.path}/{text}.{sign_link(self.keys, self._told(text))}"

    def case_id(self, token: str, now: datetime) -> str | None:
        """Return the case that a link's last part speaks of; None: it is not one of ours, or not any more."""
        text, _, signature = token.rpartition(".")
        case_text, _, until = text.partition(".")
        known = is_signed(self.keys, self._told(text), signature)
        if not known or not (until.isascii() and until.isdigit() and len(until) <= _DIGITS_MAX):
            return None
        try:
            case_id = parse_case_id(case_text)
        except CaseIdError:
            return None
        return case_id if now < datetime.fromtimestamp(int(until), UTC) else None

    def _told(self, text: str) -> str:
        return f"{self.purpose}:{text}"


@record
class UploadLinks:
    """Links to add files with."""

    keys: bytes
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
        return CaseLinks(self.keys, self.site_url, "api/attachments", "upload")


@record
class SentFileLinks:
    """Links to get the files with that were sent in the chats of a case; customers have them."""

    keys: bytes
    site_url: str
    now: Callable[[], datetime]

    def url(self, case_id: str, attachment_id: str, until: datetime) -> str:
        """Return the address of one file, good until a moment."""
        return f"{self._links.url(case_id, until)}/{attachment_id}"

    def case_id(self, token: str) -> str | None:
        """Return the case whose chats' files may be seen, or None."""
        return self._links.case_id(token, self.now())

    @property
    def _links(self) -> CaseLinks:
        return CaseLinks(self.keys, self.site_url, "api/files", "sent-files")


@record
class FileLinks:
    """Links to get files with; the department has them in its mail, before there are any files."""

    keys: bytes
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
        return CaseLinks(self.keys, self.site_url, "api/files", "files")

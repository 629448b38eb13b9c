"""The department's one-click links: "answered" and "needs information"."""

from __future__ import annotations

import re

from helpcenter.inquiry.case_id import CaseIdError, parse_case_id
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.signing import is_signed, sign_link
from helpcenter.records import record

_NAMES = {Kind.ANSWERED: "answered", Kind.NEEDS_INFORMATION: "needs-information"}
_KINDS = {name: kind for kind, name in _NAMES.items()}
_TOKEN = re.compile(rf"([0-9A-Za-z-]{{11,20}})\.({'|'.join(_KINDS)})\.([\w-]{{1,40}})", re.ASCII)


@record
class ProgressLinks:
    """Makes and reads the links, on the site at `site_url` (ends with a slash).

    `keys` are one key or two parted by a comma. A link is good as long as its case is kept; it shows a page
    that asks for confirmation, so a mail scanner that opens it changes nothing.
    """

    keys: bytes
    site_url: str

    def answered_link(self, case_id: str) -> str:
        """Return the address where a department says that it has answered."""
        return self._url(case_id, Kind.ANSWERED)

    def needs_information_link(self, case_id: str) -> str:
        """Return the address where a department says that it has asked the customer something."""
        return self._url(case_id, Kind.NEEDS_INFORMATION)

    def read(self, token: str) -> tuple[str, Kind] | None:
        """Return case and kind of a link's token, or None if the token is not one of ours."""
        found = _TOKEN.fullmatch(token)
        if not found:
            return None
        try:
            case_id = parse_case_id(found[1])
        except CaseIdError:
            return None
        known = is_signed(self.keys, _told(case_id, found[2]), found[3])
        return (case_id, _KINDS[found[2]]) if known else None

    def _url(self, case_id: str, kind: Kind) -> str:
        name = _NAMES[kind]
        return f"{self.site_url}api/progress/{case_id}.{name}.{sign_link(self.keys, _told(case_id, name))}"


def _told(case_id: str, name: str) -> str:
    return f"progress:{case_id}.{name}"

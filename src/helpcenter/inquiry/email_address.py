"""One mail address that SES can deliver to."""

from __future__ import annotations

import re

ADDRESS_MAX = 254  # octets, RFC 5321 4.5.3.1.3 less the angle brackets
LOCAL_PART_MAX = 64  # octets, RFC 5321 4.5.3.1.1

# A dot-atom of RFC 5322 3.2.3. Quoted local parts are left out: SES refuses most of them.
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


class EmailAddressError(ValueError):
    """The address can't be delivered to; `code` says why, for the message catalogue."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_email_address(text: str) -> str:
    """Return the address with its domain in ASCII (punycode) and lower case.

    Raises:
        EmailAddressError: `email_local_not_ascii` (SES takes no SMTPUTF8 addresses: SendEmail in the
            Amazon SES API v2 reference), or `invalid_email` for anything else.
    """
    local, at, domain = text.rpartition("@")
    if not at or not local:
        raise EmailAddressError("invalid_email")
    if not local.isascii():
        raise EmailAddressError("email_local_not_ascii")
    if len(local) > LOCAL_PART_MAX or not _LOCAL_PART.fullmatch(local):
        raise EmailAddressError("invalid_email")
    address = f"{local}@{_ascii_domain(domain)}"
    if len(address) > ADDRESS_MAX:
        raise EmailAddressError("invalid_email")
    return address


def _ascii_domain(domain: str) -> str:
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode()
        except UnicodeError as error:
            raise EmailAddressError("invalid_email") from error
    labels = domain.lower().split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(_LABEL.fullmatch(label) for label in labels):
        raise EmailAddressError("invalid_email")
    return ".".join(labels)

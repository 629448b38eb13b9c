"""Why a file is not taken."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A code; the words for customers are `attachment.refused.<code>` in the catalogues."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"  # its bytes, its pixels, or what it unpacks to
    WRONG_KIND = "wrong_kind"
    DAMAGED = "damaged"  # cut short, or not built as its kind is
    TWO_KINDS = "two_kinds"  # also something else: a web page, a program, an archive
    LOCKED = "locked"  # encrypted: nobody can look inside
    ACTIVE = "active"  # a PDF with programs or files in it
    MALWARE = "malware"
    UNSCANNABLE = "unscannable"  # the malware scan could not look inside
    UNREACHABLE = "unreachable"  # sent in a chat, and the chat system did not hand it out
    TOO_MANY = "too_many"  # sent in a chat beside more than are fetched


class RefusedError(Exception):
    """The file is not taken."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason

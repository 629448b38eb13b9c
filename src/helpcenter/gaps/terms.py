"""Which terms of a search may be kept: what many search for, and nothing that is somebody's own.

Terms are kept once they were searched in OFTEN_HOURS different hours on OFTEN_DAYS different days within
WATCHED. Until then the center has a keyed digest of them and the hours, from which they cannot be read; hours
instead of a number, so that whoever repeats a search all evening does not make it known.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from helpcenter.redaction.guard import SecretGuard

OFTEN_HOURS = 5
OFTEN_DAYS = 2
WATCHED = timedelta(days=30)
KEPT_TERMS_MAX = 60
"""Characters. What is longer is a story, and stories are somebody's."""

_WORDS_MAX = 8
_DIGITS_MAX = 4
"""A year or a form's number may be kept; telephone, order and account numbers are longer."""

_NOT_WORDS = re.compile(r"[\W_]+")
_HOUR = slice(0, 13)  # of 2026-11-23T10
_DAY = slice(0, 10)


def terms_to_keep(text: str, guard: SecretGuard) -> str:
    """Return a search's terms in one spelling; empty where they may be somebody's own.

    Only letters, digits and single spaces are left, so that the terms carry no markup and no link wherever
    they are printed.
    """
    if "@" in text or guard.find_secrets(text):
        return ""
    plain = unicodedata.normalize("NFKC", text).casefold()
    terms = unicodedata.normalize("NFC", _NOT_WORDS.sub(" ", plain)).strip()
    digits = sum(character.isdigit() for character in terms)
    is_short = len(terms) <= KEPT_TERMS_MAX and len(terms.split()) <= _WORDS_MAX
    return terms if len(terms) > 1 and digits <= _DIGITS_MAX and is_short else ""


def digest_of(terms: str, language: str, secret: bytes) -> str:
    """Return what stands for terms that are not kept yet: 32 hexadecimal digits."""
    return hmac.new(secret, f"{language}\n{terms}".encode(), hashlib.sha256).hexdigest()[:32]


def hour_of(moment: str) -> str:
    """Return the hour of a moment in ISO 8601."""
    return moment[_HOUR]


def newly_counted(before: Collection[str], hour: str) -> int:
    """Return by how much the count of terms grows with a search in `hour`; `before` are the hours known.

    Nothing while they are rare; once they are not, the hours up to then come along.
    """
    now = {*before, hour}
    if not _is_often(now):
        return 0
    return 1 if _is_often(before) else len(now)


def _is_often(hours: Collection[str]) -> bool:
    return len(set(hours)) >= OFTEN_HOURS and len({hour[_DAY] for hour in hours}) >= OFTEN_DAYS

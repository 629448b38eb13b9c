"""Signatures under deliveries, always over the raw bytes and compared in constant time.

Signing the time with the body makes a recorded delivery worthless after five minutes; within them it is the
same delivery again, which changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TIMESTAMP_HEADER = "x-timestamp"
SIGNATURE_HEADER = "x-signature"
WINDOW = timedelta(seconds=300)
_TIMESTAMP_DIGITS_MAX = 11  # unix seconds until the year 5138


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """Return what X-Signature says about `body` sent at `timestamp` (unix seconds, as in X-Timestamp)."""
    return "sha256=" + hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def live_secrets(setting: str) -> tuple[bytes, ...]:
    """Return the secrets of a setting: one, or two while they are changed, parted by a comma."""
    return tuple(part.strip().encode() for part in setting.split(",") if part.strip())


def verify(
    headers: Mapping[str, str],
    body: bytes,
    secrets: Sequence[bytes],
    now: datetime,
    names: tuple[str, str] = (TIMESTAMP_HEADER, SIGNATURE_HEADER),
) -> None:
    """Return if one of the live secrets signed time and raw body, not more than five minutes from `now`.

    `names` are the headers that hold time and signature. Several secrets are live while they are being
    changed: the sender takes up the new one at its own time. An empty secret signs nothing.

    Raises:
        ProblemError: 401 `bad_signature`, or 401 `stale_timestamp` for what is rightly signed but too old
            or too far ahead.
    """
    timestamp = headers.get(names[0], "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _TIMESTAMP_DIGITS_MAX):
        raise ProblemError(401, "bad_signature")
    check_equal(headers.get(names[1], ""), (sign(secret, timestamp, body) for secret in secrets if secret))
    check_fresh(datetime.fromtimestamp(int(timestamp), UTC), now, WINDOW)


def check_equal(given: str, right: Iterable[str]) -> None:
    """Return if `given` is one of those that are right.

    Raises:
        ProblemError: 401 `bad_signature`.
    """
    known = [hmac.compare_digest(given.encode(errors="replace"), one.encode()) for one in right]
    if not any(known):
        raise ProblemError(401, "bad_signature")


def check_fresh(at: datetime, now: datetime, window: timedelta) -> None:
    """Return if a moment that the sender vouches for is within `window` of now.

    Raises:
        ProblemError: 401 `stale_timestamp`.
    """
    if abs(now - at) > window:
        raise ProblemError(401, "stale_timestamp")

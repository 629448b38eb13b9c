"""The signature under a delivery: HMAC-SHA256 over `<X-Timestamp>.<raw body>`.

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
    from collections.abc import Mapping, Sequence

TIMESTAMP_HEADER = "x-timestamp"
SIGNATURE_HEADER = "x-signature"
WINDOW = timedelta(seconds=300)
_TIMESTAMP_DIGITS_MAX = 11  # unix seconds until the year 5138


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """Return what X-Signature says about `body` sent at `timestamp` (unix seconds, as in X-Timestamp)."""
    return "sha256=" + hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def verify(headers: Mapping[str, str], body: bytes, secrets: Sequence[bytes], now: datetime) -> None:
    """Return if one of the live secrets signed the raw body, not more than five minutes from `now`.

    Several secrets are live while they are being changed: the sender takes up the new one at its own time.
    An empty secret signs nothing.

    Raises:
        ProblemError: 401 `bad_signature`, or 401 `stale_timestamp` for what is rightly signed but too old
            or too far ahead.
    """
    timestamp = headers.get(TIMESTAMP_HEADER, "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _TIMESTAMP_DIGITS_MAX):
        raise ProblemError(401, "bad_signature")
    given = headers.get(SIGNATURE_HEADER, "").encode(errors="replace")
    signatures = [sign(secret, timestamp, body).encode() for secret in secrets if secret]
    if not any(hmac.compare_digest(given, signature) for signature in signatures):
        raise ProblemError(401, "bad_signature")
    if abs(now - datetime.fromtimestamp(int(timestamp), UTC)) > WINDOW:
        raise ProblemError(401, "stale_timestamp")

"""Proof of work for an inquiry (ALTCHA, https://altcha.org/docs/v2/), off unless center.yml asks for it.

The browser computes for some seconds; nobody has to read or click anything. A challenge is for one
idempotency key, so a solution is worth one case and needs no memory of those that were used.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from helpcenter.api.problem import ProblemError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

SOLUTION = "altcha"
"""The member of an inquiry that holds the solution."""

_ALGORITHM = "PBKDF2/SHA-256"
_SECONDS = 1200  # for a slow phone, and a person who went to look something up


@record
class ProofOfWork:
    """Sets challenges and checks solutions. `cost`: rounds of PBKDF2 for each of about 256 tries."""

    secret: bytes
    cost: int
    now: Callable[[], datetime]

    def require(self, solution: str, idempotency_key: str) -> None:
        """Return if the solution is one for this key.

        Raises:
            ProblemError: 403 with a challenge; the same request with its solution is taken.
        """
        if not self._solves(solution, idempotency_key):
            raise ProblemError(403, "proof_required", members={"challenge": self._challenge(idempotency_key)})

    def _challenge(self, key: str) -> dict[str, object]:
        from altcha import create_challenge  # noqa: PLC0415 - most centers never need it

        challenge: dict[str, object] = create_challenge(
            _ALGORITHM,
            self.cost,
            expires_at=int(self.now().timestamp()) + _SECONDS,
            data={"key": _digest(key)},
            hmac_secret=self._secret,
        ).to_dict()
        return challenge

    def _solves(self, solution: str, key: str) -> bool:
        if not solution:
            return False
        from altcha import Payload, verify_solution  # noqa: PLC0415 - as above

        if not verify_solution(solution, self._secret).verified:
            return False
        data = Payload.from_base64(solution).challenge.parameters.data or {}
        return data.get("key") == _digest(key)

    @property
    def _secret(self) -> str:
        return hmac.new(self.secret, b"proof of work", hashlib.sha256).hexdigest()


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()

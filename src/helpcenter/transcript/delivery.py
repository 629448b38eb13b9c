"""A delivery that is not worked off yet, or could not be: what is kept of it, and where."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

KEPT_FOR = timedelta(days=14)
ATTEMPTS_MAX = 24  # about 18 hours with the waits of mail jobs: longer than a provider's usual outage


@record
class Delivery:
    """Something that a provider told.

    `body` is what it sent, byte for byte, when that could not be read; a delivery of which the chat is still
    to be fetched (`is_pointer`) keeps in it, as JSON, only where the chat is. `due_at` (UTC): when it may be
    worked off, or when its lease ends. `failed_for` is a code, empty unless it is set aside.
    """

    delivery_id: str
    provider: str
    body: bytes
    received_at: datetime
    due_at: datetime
    is_pointer: bool = False
    failed_for: str = ""
    attempts: int = 0
    lease: str = ""


class DeliveryTooLargeError(Exception):
    """What was sent does not fit into a record of the store."""


class Deliveries(Protocol):
    """Where deliveries are kept, with their leases, for KEPT_FOR.

    Each method raises StoreUnavailableError.
    """

    def take(self, delivery: Delivery, *, postpone: bool = False) -> bool:
        """Keep a delivery, set aside at once if it says what it failed for. False: its ID is known.

        `postpone`: one that is known and not begun is not due before the new one.

        Raises:
            DeliveryTooLargeError: no record has room for it.
        """

    def due(self, now: datetime) -> Iterator[str]:
        """Yield the IDs of those that are to be worked off, the oldest first."""

    def claim(self, delivery_id: str, now: datetime, lease_until: datetime) -> Delivery | None:
        """Take a delivery if it is due; count the attempt."""

    def done(self, delivery: Delivery, now: datetime) -> None:
        """Note that the claimed delivery is worked off; what a provider sent is erased."""

    def forget(self, delivery: Delivery) -> None:
        """Drop the claimed delivery: there was nothing to it, and the next of its ID is a new one."""

    def retry(self, delivery: Delivery, due_at: datetime) -> None:
        """Give the claimed delivery back until `due_at`."""

    def set_aside(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Note that the claimed delivery can't be worked off; it stays visible and is not tried by itself."""

    def failed(self, now: datetime) -> Iterator[Delivery]:
        """Yield those that were set aside, the oldest first."""

    def redo(self, delivery_id: str, now: datetime) -> bool:
        """Let a delivery that was set aside or done be worked off again. False: there is none to redo."""

"""The end of retention: what may be kept no longer is erased, and the day's count stays."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol

from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime

    from helpcenter.center.calendar import Calendar
    from helpcenter.inquiry.erasure import EraseAtEnd

COUNTS_KEPT = timedelta(days=1100)
"""How long a day's count is kept: three years, as long as the longest hold of the law."""


class Expired(Protocol):
    """What may be kept no longer. Each method raises StoreUnavailableError."""

    def find(self, now: datetime) -> Iterator[tuple[str, Any]]:
        """Yield (case ID, key) of each item that has expired; the ID is empty unless it is a case itself."""

    def erase(self, key: Any, now: datetime) -> str:  # noqa: ANN401 - the store's own
        """Erase one item, if it still has expired; return what kind of thing it was, else nothing."""

    def note(self, day: date, counts: Mapping[str, int], forget_at: datetime) -> None:
        """Add to the count of a day of the center."""


@record
class PurgeExpired:
    """The use case behind the nightly purge. DynamoDB's own expiry is the backstop, some days later."""

    expired: Expired
    erase_case: EraseAtEnd
    calendar: Calendar
    now: Callable[[], datetime]

    def __call__(self, *, until: datetime | None = None) -> Mapping[str, int]:
        """Erase what has expired and return how many items of each kind; stop at `until`.

        A case goes with everything that is kept under it, and its files follow; nobody is told. What is cut
        off is found again the next time.
        """
        now = self.now()
        counts: Counter[str] = Counter()
        for case_id, key in self.expired.find(now):
            if until and self.now() >= until:
                break
            if case_id:
                counts.update(self.erase_case(case_id).items)
            elif kind := self.expired.erase(key, now):
                counts[kind] += 1
        self.expired.note(self.calendar.local_time(now).date(), counts, now + COUNTS_KEPT)
        return dict(counts)

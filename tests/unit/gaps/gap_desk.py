"""Takes gaps over counts in memory, at a time that the test sets."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from helpcenter.api.request import JSON_TYPE, Request
from helpcenter.gaps.endpoint import GapEndpoint
from helpcenter.inquiry.case import StoreUnavailableError
from tests.fakes.clock import Clock
from tests.unit.inquiry.sample import CALENDAR, FACTS, GUARD, MESSAGES, NOW

if TYPE_CHECKING:
    from datetime import datetime

    from helpcenter.api.response import Response
    from helpcenter.gaps.gap import Count

PAGE = "topics/payment/charged-twice/"
PAGES = {"ko": {PAGE, "contact/"}, "en": {PAGE}}


@dataclass
class MemoryGapCounts:
    """A GapCounts; while `unavailable` is set, nothing is counted."""

    counted: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    added: list[Count] = field(default_factory=list)
    erased: list[datetime] = field(default_factory=list)
    hours: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    unavailable: bool = False

    def hours_of(self, digest: str, hour: str, forget_at: datetime) -> set[str]:
        """Note an hour."""
        del forget_at
        before = set(self.hours[digest])
        self.hours[digest].add(hour)
        return before

    def add(self, count: Count, erase_at: datetime) -> None:
        """Count.

        Raises:
            StoreUnavailableError: the test wants that.
        """
        if self.unavailable:
            raise StoreUnavailableError
        self.counted[count.what, count.language, count.day.isoformat(), count.subject] += count.number
        self.added.append(count)
        self.erased.append(erase_at)


class Desk:
    """Takes gaps; `told` is what went to the metrics."""

    def __init__(self, *, counting: bool = True) -> None:
        self.counts = MemoryGapCounts()
        self.clock = Clock(NOW)
        self.told: list[str] = []
        self._endpoint = GapEndpoint(
            replace(FACTS, counting=counting),
            CALENDAR,
            MESSAGES,
            PAGES,
            GUARD,
            self.counts,
            b"secret",
            self.clock,
            self.told.append,
        )

    def post(self, body: object, content_type: str = JSON_TYPE, **headers: str) -> Response:
        """Send what happened; headers with a dash are written with an underscore."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = json.dumps(body).encode()
        return self._endpoint(Request("POST", "/api/gaps", {"content-type": content_type, **named}, sent))

    def search(self, terms: str, language: str = "ko", page: str = PAGE) -> Response:
        """Tell of a search after which nobody opened anything."""
        return self.post({"what": "missed", "language": language, "terms": terms, "page": page})

    @property
    def kept(self) -> dict[str, int]:
        """The terms that were kept, with their number."""
        return {
            subject: number
            for (what, _, _, subject), number in self.counts.counted.items()
            if what == "terms"
        }

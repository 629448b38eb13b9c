"""The promise watch: each working morning every department has a list of what is due today or late."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from helpcenter.center.calendar import CalendarRangeError
from helpcenter.inquiry.letters import Letter
from helpcenter.mail.job import PROMISE_LIST
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpcenter.center.calendar import Calendar
    from helpcenter.center.facts import Facts
    from helpcenter.inquiry.case import Case
    from helpcenter.inquiry.letters import LetterStore

LISTED_MAX = 100
"""How many cases a department's list names, the longest due first; of the rest it says how many there are."""


class WaitingCases(Protocol):
    """Finds the cases that somebody waits for."""

    def waiting(self, until: datetime) -> Iterator[Case]:
        """Yield the cases without an answer whose promised moment comes by then, the longest due first.

        Raises:
            StoreUnavailableError: they could not be read.
        """


@record
class Watched:
    """How many cases are past their promised moment, and how many come to it today."""

    late: int = 0
    near: int = 0
    told: int = 0


@record
class WatchPromises:
    """The use case behind the morning's schedule.

    A working morning is one of a day on which the center's `business_schedule` opens. Each department is told
    once a day, however often this runs.
    """

    facts: Facts
    calendar: Calendar
    cases: WaitingCases
    letters: LetterStore
    now: Callable[[], datetime]

    def __call__(self) -> Watched:
        """Owe each department its list and return the counts; on a day off nothing is owed, but counted.

        Raises:
            StoreUnavailableError: some departments may not be told; the next run tells them.
        """
        now = self.now()
        today = self.calendar.local_time(now)
        end = now + timedelta(days=1) - timedelta(hours=today.hour, minutes=today.minute)
        listed: dict[str, list[Case]] = defaultdict(list)
        late = near = 0
        for case in self.cases.waiting(end):
            listed[case.department].append(case)
            late += case.due_at <= now
            near += case.due_at > now
        told = 0
        if self._is_working_day(now):
            told = sum(self._tell(department, cases, now) for department, cases in listed.items())
        return Watched(late, near, told)

    def _is_working_day(self, now: datetime) -> bool:
        try:
            return bool(
                self.calendar.hours_on(self.facts.business_schedule, self.calendar.local_time(now).date())
            )
        except CalendarRangeError:
            return True  # nobody knows: rather a list too many

    def _tell(self, department: str, cases: list[Case], now: datetime) -> bool:
        lines = [str(len(cases))]
        lines += [
            f"{case.case_id} {case.inquiry.topic} {case.due_at.isoformat()}" for case in cases[:LISTED_MAX]
        ]
        day = f"{self.calendar.local_time(now):%Y%m%d}"
        mail, language = f"{PROMISE_LIST}#{department}", self.facts.languages[0]
        return self.letters.post(Letter(f"WATCH-{day}", mail, department, language, now, tuple(lines)))

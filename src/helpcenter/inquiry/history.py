"""A case with all that has happened to it since, and where both are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from helpcenter.inquiry.life import ONCE, OPEN_STATES, Kind, State, state_after
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from helpcenter.inquiry.case import Case
    from helpcenter.mail.job import MailJob

EVENTS_MAX = 60
"""How many things can happen to a case; what is left then is to answer, close or erase it."""


@record
class Event:
    """Something that happened to a case, its `number` counted from 1, at a moment in UTC.

    `words` are what the customer wrote, secrets masked; `detail` is a verdict (feedback) or a department
    (reassigned).
    """

    number: int
    kind: Kind
    at: datetime
    words: str = ""
    detail: str = ""


@record
class CaseHistory:
    """A case and its events in their order. The state is nothing but what follows from the events."""

    case: Case
    events: tuple[Event, ...] = ()

    @property
    def state(self) -> State:
        """Where the case stands."""
        state = State.RECEIVED
        for event in self.events:
            state = state_after(state, event.kind) or state
        return state

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.state in OPEN_STATES

    @property
    def answered_at(self) -> datetime | None:
        """When it was first answered, which is what the promise is about."""
        return next((event.at for event in self.events if event.kind is Kind.ANSWERED), None)

    @property
    def promise_kept(self) -> bool | None:
        """Whether the first answer came by the promised moment; None while there is none."""
        return None if self.answered_at is None else self.answered_at <= self.case.due_at

    def last(self, kind: Kind) -> Event | None:
        """Return what happened of a kind last, or None."""
        return next((event for event in reversed(self.events) if event.kind is kind), None)

    def may(self, kind: Kind, now: datetime) -> bool:
        """Tell whether something can happen now. Escalation waits for the promised moment to pass."""
        if state_after(self.state, kind) is None or (kind in ONCE and self.last(kind)):
            return False
        if kind is Kind.ESCALATED:
            return now >= self.case.due_at
        return kind is not Kind.INFORMATION or len(self.events) < EVENTS_MAX

    def then(self, kind: Kind, at: datetime, words: str = "", detail: str = "") -> CaseHistory:
        """Return the history with one more event."""
        event = Event(len(self.events) + 1, kind, at, words, detail)
        return CaseHistory(self.case, (*self.events, event))


class HistoryStore(Protocol):
    """Where cases are kept with their events. Each method raises StoreUnavailableError."""

    def read(self, case_id: str) -> CaseHistory | None:
        """Return a case that may still be kept, as it is now, in one round trip; None if there is none."""

    def append(self, history: CaseHistory, jobs: Sequence[MailJob]) -> bool:
        """Keep the last event of a history with the mails owed for it, all or nothing, in one round trip.

        False: another event was faster, or the case is gone; nothing was stored.
        """

"""The life of a case: its states, what can happen to it, and what follows from what. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class State(StrEnum):
    """Where a case stands. Until something happens it is `received`."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    NEEDS_INFORMATION = "needs_information"
    ANSWERED = "answered"
    CLOSED = "closed"


class Kind(StrEnum):
    """What happens to a case."""

    INFORMATION = "information"  # the customer adds something
    ESCALATED = "escalated"  # the customer calls for the lead, the promised moment being past
    FEEDBACK = "feedback"  # the customer says whether the answer helped
    NEEDS_INFORMATION = "needs_information"  # the department asks back
    ANSWERED = "answered"  # the department has answered
    REASSIGNED = "reassigned"  # an operator hands the case to another department
    CLOSED = "closed"  # an operator ends the case


OPEN_STATES = frozenset({State.RECEIVED, State.IN_PROGRESS, State.NEEDS_INFORMATION})
"""The states in which somebody still waits for an answer."""

ONCE = frozenset({Kind.ESCALATED, Kind.FEEDBACK})
"""What happens at most once to a case."""

_AFTER: Mapping[State, Mapping[Kind, State]] = {
    State.RECEIVED: {
        Kind.INFORMATION: State.RECEIVED,
        Kind.ESCALATED: State.RECEIVED,
        Kind.NEEDS_INFORMATION: State.NEEDS_INFORMATION,
        Kind.ANSWERED: State.ANSWERED,
        Kind.REASSIGNED: State.RECEIVED,
        Kind.CLOSED: State.CLOSED,
    },
    State.IN_PROGRESS: {
        Kind.INFORMATION: State.IN_PROGRESS,
        Kind.ESCALATED: State.IN_PROGRESS,
        Kind.NEEDS_INFORMATION: State.NEEDS_INFORMATION,
        Kind.ANSWERED: State.ANSWERED,
        Kind.REASSIGNED: State.IN_PROGRESS,
        Kind.CLOSED: State.CLOSED,
    },
    State.NEEDS_INFORMATION: {
        Kind.INFORMATION: State.IN_PROGRESS,
        Kind.ESCALATED: State.NEEDS_INFORMATION,
        Kind.ANSWERED: State.ANSWERED,
        Kind.REASSIGNED: State.NEEDS_INFORMATION,
        Kind.CLOSED: State.CLOSED,
    },
    # Who adds something to an answered case is not content with the answer: the case is open again.
    State.ANSWERED: {
        Kind.INFORMATION: State.IN_PROGRESS,
        Kind.FEEDBACK: State.ANSWERED,
        Kind.NEEDS_INFORMATION: State.NEEDS_INFORMATION,
        Kind.REASSIGNED: State.ANSWERED,
        Kind.CLOSED: State.CLOSED,
    },
    State.CLOSED: {},
}


def state_after(state: State, kind: Kind) -> State | None:
    """Return the state that follows when something happens, None when it cannot happen in this state."""
    return _AFTER[state].get(kind)

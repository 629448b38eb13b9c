"""The life of a case: what can happen when, whoever acts at the same moment, and what is owed for it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from helpcenter.inquiry.acting import ActionRefusedError, ActOnCase, CaseGoneError
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.erasure import EraseCase
from helpcenter.inquiry.history import EVENTS_MAX, CaseHistory
from helpcenter.inquiry.life import ONCE, Kind, State, state_after
from helpcenter.mail.job import ADDED_INFORMATION, ERASURE_NOTE, ESCALATION, REASSIGNMENT
from tests.fakes.clock import Clock
from tests.fakes.memory.cases import MemoryCaseStore, MemoryEraser, MemoryHistoryStore, MemoryHolds
from tests.fakes.memory.table import MemoryTable
from tests.unit.inquiry.sample import CASE

if TYPE_CHECKING:
    from collections.abc import Sequence

OWED = {Kind.INFORMATION: ADDED_INFORMATION, Kind.ESCALATED: ESCALATION, Kind.REASSIGNED: REASSIGNMENT}


def after(*kinds: Kind) -> CaseHistory:
    """Return the sample case after some events, one a minute."""
    history = CaseHistory(CASE)
    for number, kind in enumerate(kinds, 1):
        history = history.then(kind, CASE.accepted_at + timedelta(minutes=number), detail="video_care")
    return history


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), State.RECEIVED),
        ((Kind.INFORMATION,), State.RECEIVED),
        ((Kind.NEEDS_INFORMATION,), State.NEEDS_INFORMATION),
        ((Kind.NEEDS_INFORMATION, Kind.INFORMATION), State.IN_PROGRESS),
        ((Kind.ANSWERED,), State.ANSWERED),
        ((Kind.ANSWERED, Kind.FEEDBACK), State.ANSWERED),
        ((Kind.ANSWERED, Kind.INFORMATION), State.IN_PROGRESS),
        ((Kind.ANSWERED, Kind.REASSIGNED), State.ANSWERED),
        ((Kind.ESCALATED,), State.RECEIVED),
        ((Kind.INFORMATION, Kind.CLOSED), State.CLOSED),
    ],
)
def test_the_state_follows_from_the_events(kinds: Sequence[Kind], state: State) -> None:
    """Nothing else decides it."""
    assert after(*kinds).state is state


def test_nothing_happens_to_a_closed_case() -> None:
    """A closed case ends in erasure alone."""
    assert [kind for kind in Kind if state_after(State.CLOSED, kind)] == []


def test_escalation_waits_for_the_promised_moment() -> None:
    """To the microsecond; once; and not where there is an answer."""
    due = CASE.due_at
    assert not after().may(Kind.ESCALATED, due - timedelta(microseconds=1))
    assert after().may(Kind.ESCALATED, due)
    assert after(Kind.NEEDS_INFORMATION).may(Kind.ESCALATED, due)
    assert not after(Kind.ESCALATED).may(Kind.ESCALATED, due)
    assert not after(Kind.ANSWERED).may(Kind.ESCALATED, due)
    assert after(Kind.ANSWERED, Kind.INFORMATION).may(Kind.ESCALATED, due)


def test_the_promise_is_about_the_first_answer() -> None:
    """Kept to the moment itself; asking again later does not break it."""
    history = CaseHistory(CASE)
    assert history.promise_kept is None
    assert history.then(Kind.ANSWERED, CASE.due_at).promise_kept
    late = history.then(Kind.ANSWERED, CASE.due_at + timedelta(microseconds=1))
    assert late.promise_kept is False
    kept = history.then(Kind.ANSWERED, CASE.due_at).then(Kind.INFORMATION, CASE.due_at, "?")
    assert kept.then(Kind.ANSWERED, CASE.due_at + timedelta(days=3)).promise_kept


def test_a_case_has_room_for_so_many_events() -> None:
    """Then nothing can be added; the department can still answer."""
    history = after(*[Kind.INFORMATION] * EVENTS_MAX)
    assert not history.may(Kind.INFORMATION, CASE.due_at)
    assert history.may(Kind.ANSWERED, CASE.due_at)


class World:
    """A case in memory, and what acts on it."""

    def __init__(self) -> None:
        self.clock, self.table = Clock(CASE.accepted_at), MemoryTable()
        MemoryCaseStore(self.table, self.clock).add(CASE, ())
        self.store = MemoryHistoryStore(self.table, self.clock)
        self.act = ActOnCase(self.store, self.clock)
        self.erase = EraseCase(MemoryEraser(self.table), MemoryHolds(self.table), lambda _: 0, self.clock)

    def read(self) -> CaseHistory:
        """Return the case as it is."""
        history = self.store.read(CASE.case_id)
        assert history
        return history

    @property
    def mails(self) -> Counter[str]:
        """What is owed, by kind."""
        return Counter(job.kind for job in self.table.owed)


@pytest.mark.parametrize("kind", [Kind.INFORMATION, Kind.ANSWERED, Kind.CLOSED, Kind.NEEDS_INFORMATION])
def test_a_second_click_changes_nothing(kind: Kind) -> None:
    """Nor is it an error: a retry after a lost answer ends well."""
    world = World()
    stale = world.read()
    _, first = world.act(stale, kind, "같은 말")
    for history in (stale, world.read()):
        _, again = world.act(history, kind, "같은 말")
        assert (first, again) == (True, False)
    assert len(world.read().events) == 1


def test_the_same_words_later_are_said_again() -> None:
    """Only twice in a row they are one."""
    world = World()
    for kind in (Kind.INFORMATION, Kind.NEEDS_INFORMATION, Kind.INFORMATION):
        world.act(world.read(), kind, "네")
    assert [event.kind for event in world.read().events].count(Kind.INFORMATION) == 2


def test_who_acts_on_what_is_no_longer_so_is_told() -> None:
    """The customer escalates while the department answers: the answer stands, the lead is left alone."""
    world = World()
    world.clock.at = CASE.due_at
    stale = world.read()
    world.act(world.read(), Kind.ANSWERED)
    with pytest.raises(ActionRefusedError):
        world.act(stale, Kind.ESCALATED)
    assert world.mails[ESCALATION] == 0


def test_two_who_add_at_once_are_both_heard() -> None:
    """The second finds the first and comes after it."""
    world = World()
    stale = world.read()
    world.act(stale, Kind.INFORMATION, "하나")
    world.act(stale, Kind.INFORMATION, "둘")
    assert [event.words for event in world.read().events] == ["하나", "둘"]
    assert world.mails[ADDED_INFORMATION] == 2


def test_an_erased_case_takes_nothing() -> None:
    """Whoever still has it open is told that it is gone."""
    world = World()
    stale = world.read()
    world.erase(CASE.case_id)
    with pytest.raises(CaseGoneError):
        world.act(stale, Kind.INFORMATION, "늦게")
    assert not world.table.events


class CaseLives(RuleBasedStateMachine):
    """All act in any order, on what they last saw; the store fails at times."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.seen = self.world.read()
        self.erased = False
        self.happened: Counter[Kind] = Counter()

    @rule(kind=st.sampled_from(list(Kind)), words=st.sampled_from(["", "a", "b"]))
    def act(self, kind: Kind, words: str) -> None:
        """Let something happen, or be told that it can't."""
        detail = {Kind.REASSIGNED: f"{words}_care", Kind.FEEDBACK: "solved"}.get(kind, "")
        try:
            self.seen, happened = self.world.act(self.seen, kind, words, detail)
        except CaseGoneError:
            assert self.erased
        except ActionRefusedError:
            self.look()
        else:
            self.happened[kind] += happened
            assert not (happened and self.erased)

    @rule(kind=st.sampled_from(list(Kind)))
    def fail(self, kind: Kind) -> None:
        """Try while the store is away: nothing happens."""
        before = dict(self.world.table.events)
        self.world.table.unavailable = True
        with suppress(StoreUnavailableError, ActionRefusedError):
            self.world.act(self.seen, kind, "x", "other_care")
        self.world.table.unavailable = False
        assert self.world.table.events == before

    @rule()
    def look(self) -> None:
        """Open the receipt again."""
        self.seen = self.world.store.read(CASE.case_id) or self.seen

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        """Let time pass, within the retention."""
        if self.world.clock() + timedelta(hours=hours) < CASE.erase_at:
            self.world.clock.go_on(timedelta(hours=hours))

    @rule()
    def erase(self) -> None:
        """Erase the case, any number of times."""
        erased = self.world.erase(CASE.case_id, CASE)
        assert erased.left == 0
        self.erased = True
        self.happened.clear()

    @invariant()
    def what_is_kept_is_true(self) -> None:
        """Events can follow one another, happen once where they should, and have their mails exactly once."""
        events = self.world.table.events.get(CASE.case_id, ())
        state, now = State.RECEIVED, self.world.clock()
        for number, event in enumerate(events, 1):
            following = state_after(state, event.kind)
            assert following
            assert (event.number, event.at <= now) == (number, True)
            state = following
        counts = Counter(event.kind for event in events)
        assert all(counts[kind] <= 1 for kind in ONCE)
        assert counts == +self.happened
        assert all(event.at >= CASE.due_at for event in events if event.kind is Kind.ESCALATED)
        mails = {OWED[kind]: count for kind, count in counts.items() if kind in OWED}
        assert self.world.mails == Counter({**mails, ERASURE_NOTE: int(self.erased)})

    @invariant()
    def nothing_outlives_the_case(self) -> None:
        """Of an erased case only the note is owed."""
        if self.erased:
            assert not self.world.table.events
            assert set(self.world.mails) == {ERASURE_NOTE}


CaseLives.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestCaseLives = CaseLives.TestCase


def test_each_event_owes_its_own_mail() -> None:
    """Two additions are two mails, told apart by the number of their event."""
    world = World()
    for words in ("하나", "둘"):
        world.act(world.read(), Kind.INFORMATION, words)
    assert [job.mail for job in world.table.owed] == [f"{ADDED_INFORMATION}#1", f"{ADDED_INFORMATION}#2"]

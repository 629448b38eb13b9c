"""Where the events of cases are kept: the same contract on AWS and in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

from helpcenter.inquiry.history import CaseHistory
from helpcenter.inquiry.life import Kind, State
from helpcenter.mail.job import ESCALATION, new_job
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_jobs

if TYPE_CHECKING:
    from helpcenter.inquiry.history import HistoryStore
    from tests.aws.conftest import Stores

LATER = ACCEPTED_AT + timedelta(hours=1, microseconds=7)
THREADS = 12


def stored(stores: Stores) -> CaseHistory:
    """Store the sample case and read it."""
    stores.cases.add(make_case(), make_jobs())
    history = stores.histories.read(CASE_ID)
    assert history
    return history


def append(store: HistoryStore, history: CaseHistory, kind: Kind, **said: str) -> CaseHistory:
    """Let something happen and return the case after it."""
    after = history.then(kind, LATER, **said)
    assert store.append(after, ())
    return after


def test_a_new_case_has_no_events(stores: Stores) -> None:
    """It is received, and is what was stored."""
    assert stored(stores) == CaseHistory(make_case())
    assert stored(stores).state is State.RECEIVED


def test_events_are_read_as_they_were_kept(stores: Stores) -> None:
    """In their order, with words, details and microseconds."""
    history = append(stores.histories, stored(stores), Kind.INFORMATION, words="추가합니다 🎬\n둘째 줄")
    history = append(stores.histories, history, Kind.ANSWERED)
    history = append(stores.histories, history, Kind.FEEDBACK, detail="solved")
    assert stores.histories.read(CASE_ID) == history
    assert history.state is State.ANSWERED


def test_more_than_nine_events_keep_their_order(stores: Stores) -> None:
    """The tenth comes after the ninth."""
    history = stored(stores)
    for number in range(1, 13):
        history = append(stores.histories, history, Kind.INFORMATION, words=str(number))
    read = stores.histories.read(CASE_ID)
    assert read
    assert [event.words for event in read.events] == [str(number) for number in range(1, 13)]


def test_an_event_comes_with_its_mails(stores: Stores) -> None:
    """The mail is owed from the moment the event is there."""
    history = stored(stores)
    jobs = [new_job(CASE_ID, ESCALATION, LATER)]
    assert stores.histories.append(history.then(Kind.ESCALATED, LATER), jobs)
    assert (CASE_ID, ESCALATION) in set(stores.outbox.due(LATER))


def test_of_two_events_with_one_number_the_first_stays(stores: Stores) -> None:
    """Who decided on what is no longer so stores nothing, and owes no mail."""
    history = stored(stores)
    append(stores.histories, history, Kind.ANSWERED)
    late = history.then(Kind.ESCALATED, LATER)
    assert not stores.histories.append(late, [new_job(CASE_ID, ESCALATION, LATER)])
    read = stores.histories.read(CASE_ID)
    assert read
    assert [event.kind for event in read.events] == [Kind.ANSWERED]
    assert (CASE_ID, ESCALATION) not in set(stores.outbox.due(LATER))


def test_twelve_at_once_make_one_event(stores: Stores) -> None:
    """Exactly one of those who press at the same moment is the one."""
    history, start = stored(stores), Barrier(THREADS)

    def escalate(_: int) -> bool:
        start.wait()
        return stores.histories.append(
            history.then(Kind.ESCALATED, LATER), [new_job(CASE_ID, ESCALATION, LATER)]
        )

    with ThreadPoolExecutor(THREADS) as pool:
        assert sorted(pool.map(escalate, range(THREADS))) == [False] * (THREADS - 1) + [True]


def test_nothing_happens_to_a_case_that_is_gone(stores: Stores) -> None:
    """No event lies about without its case."""
    history = stored(stores)
    stores.eraser.erase(CASE_ID, None)
    assert not stores.histories.append(history.then(Kind.INFORMATION, LATER, "?"), ())
    assert stores.histories.read(CASE_ID) is None
    assert stores.eraser.left(CASE_ID) == 0


def test_a_case_is_gone_from_the_moment_of_its_erasure(stores: Stores) -> None:
    """As everywhere."""
    stored(stores)
    stores.clock.at = make_case().erase_at
    assert stores.histories.read(CASE_ID) is None


def test_who_waits_is_found_by_the_promised_moment(stores: Stores) -> None:
    """Open cases that are due by then; an answer takes them out, and what is added then back in."""
    history = stored(stores)
    due = make_case().due_at
    assert list(stores.lists.waiting(due - timedelta(seconds=1))) == []
    assert list(stores.lists.waiting(due)) == [make_case()]
    history = append(stores.histories, history, Kind.ANSWERED)
    assert list(stores.lists.waiting(due)) == []
    append(stores.histories, history, Kind.INFORMATION, words="아직입니다")
    assert list(stores.lists.waiting(due)) == [make_case()]


def test_a_case_handed_over_belongs_to_the_other_department(stores: Stores) -> None:
    """The list of those who wait and the case itself say so."""
    append(stores.histories, stored(stores), Kind.REASSIGNED, detail="payment_care")
    [waiting] = stores.lists.waiting(make_case().due_at)
    read = stores.histories.read(CASE_ID)
    assert read
    assert (waiting.department, read.case.department) == ("payment_care", "payment_care")


def test_cases_are_found_by_their_address(stores: Stores) -> None:
    """In whatever case the letters are; a closed or erased one is not."""
    history = stored(stores)
    assert list(stores.lists.open_cases("MINA@example.com")) == [make_case()]
    assert list(stores.lists.open_cases("nobody@example.com")) == []
    append(stores.histories, history, Kind.CLOSED)
    assert list(stores.lists.open_cases("mina@example.com")) == []
    stores.eraser.erase(CASE_ID, None)
    assert list(stores.lists.open_cases("mina@example.com")) == []

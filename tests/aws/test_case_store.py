"""Where cases are kept: the same contract on AWS and in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_jobs

if TYPE_CHECKING:
    from helpcenter.inquiry.case import Case
    from tests.aws.conftest import Stores

THREADS = 20


def test_a_case_is_read_as_it_was_stored(stores: Stores) -> None:
    """Every field comes back, Korean, emoji, line breaks and microseconds included."""
    assert stores.cases.add(make_case(), make_jobs()) is None
    assert stores.cases.get(CASE_ID) == make_case()


def test_an_unknown_case_is_none(stores: Stores) -> None:
    """A case that was never stored is no error."""
    assert stores.cases.get(CASE_ID) is None


def test_its_jobs_are_stored_with_it(stores: Stores) -> None:
    """Both mails are due from the moment the case is there."""
    stores.cases.add(make_case(), make_jobs())
    owed = set(stores.outbox.due(ACCEPTED_AT))
    assert owed == {(CASE_ID, "acknowledgement"), (CASE_ID, "department_notice")}


def test_the_first_case_of_an_id_stays(stores: Stores) -> None:
    """A second case with the ID changes nothing and gets the first, whatever it says."""
    stores.cases.add(make_case(), make_jobs())
    other = make_case(key_digest="b" * 64, message="다른 문의입니다")
    assert stores.cases.add(other, make_jobs()) == make_case()
    assert stores.cases.get(CASE_ID) == make_case()


def test_a_repeated_case_does_not_owe_its_mails_again(stores: Stores) -> None:
    """Storing the same case again after its mails were sent leaves them sent."""
    stores.cases.add(make_case(), make_jobs())
    for case_id, mail in list(stores.outbox.due(ACCEPTED_AT)):
        job = stores.outbox.claim(case_id, mail, ACCEPTED_AT, ACCEPTED_AT + timedelta(minutes=2))
        assert job
        stores.outbox.sent(job, "message", ACCEPTED_AT)
    assert stores.cases.add(make_case(), make_jobs()) == make_case()
    assert list(stores.outbox.due(ACCEPTED_AT + timedelta(days=1))) == []


def test_a_case_is_gone_from_the_moment_of_its_erasure(stores: Stores) -> None:
    """What may no longer be kept is not shown, although it is deleted later."""
    stores.cases.add(make_case(), make_jobs())
    stores.clock.at = make_case().erase_at - timedelta(seconds=1)
    assert stores.cases.get(CASE_ID)
    stores.clock.at = make_case().erase_at
    assert stores.cases.get(CASE_ID) is None


def test_twenty_at_once_with_one_key_make_one_case(stores: Stores) -> None:
    """Of twenty threads exactly one stores; the others get what that one stored."""
    start = Barrier(THREADS)

    def submit(number: int) -> Case | None:
        start.wait()
        return stores.cases.add(make_case(message=f"{number}"), make_jobs())

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(submit, range(THREADS)))
    assert answers.count(None) == 1
    stored = make_case(message=str(answers.index(None)))
    assert stores.cases.get(CASE_ID) == stored
    assert [answer for answer in answers if answer] == [stored] * (THREADS - 1)
    assert len(list(stores.outbox.due(ACCEPTED_AT))) == 2

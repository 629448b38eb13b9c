"""Mails that are given up: the same contract on AWS and in memory."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from helpcenter.mail.job import ACKNOWLEDGEMENT
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_burst, make_case, make_jobs

if TYPE_CHECKING:
    from helpcenter.mail.job import MailJob
    from tests.aws.conftest import Stores

LEASE = timedelta(minutes=2)
DAYS = timedelta(days=30)
MINUTE = timedelta(minutes=1)


def claim(stores: Stores, case_id: str) -> MailJob:
    """Claim the acknowledgement of a case at the clock's moment."""
    now = stores.clock()
    job = stores.outbox.claim(case_id, ACKNOWLEDGEMENT, now, now + LEASE)
    assert job
    return job


def bury(stores: Stores, case_id: str = CASE_ID) -> None:
    """Claim the acknowledgement of a case and give it up."""
    stores.outbox.bury(claim(stores, case_id), "MessageRejected", stores.clock())


def test_a_dead_job_is_listed_among_the_dead(stores: Stores) -> None:
    """Of two mails of a case the dead one is listed, and the living one goes on being owed."""
    stores.cases.add(make_case(), make_jobs())
    bury(stores)
    assert list(stores.outbox.dead(stores.clock())) == [(CASE_ID, "acknowledgement")]
    assert list(stores.outbox.due(stores.clock())) == [(CASE_ID, "department_notice")]


def test_a_dead_job_is_never_due_nor_claimed_again(stores: Stores) -> None:
    """However late, and although the moment that it carries is long over; it stays listed as dead."""
    stores.cases.add(make_case(), make_jobs()[:1])
    bury(stores)
    for now in (stores.clock(), stores.clock.go_on(LEASE), stores.clock.go_on(DAYS)):
        assert list(stores.outbox.due(now)) == []
        assert stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + LEASE) is None
        assert list(stores.outbox.dead(now)) == [(CASE_ID, ACKNOWLEDGEMENT)]


def test_what_is_owed_claimed_or_sent_is_not_dead(stores: Stores) -> None:
    """Only what was given up is listed."""
    jobs = make_burst(3)
    stores.cases.add(make_case(), jobs)
    sent, claimed = (claim(stores, job.case_id) for job in jobs[:2])
    assert claimed.attempts == 1
    stores.outbox.sent(sent, "message", ACCEPTED_AT)
    assert list(stores.outbox.dead(ACCEPTED_AT + DAYS)) == []


def test_the_dead_are_listed_the_longest_dead_first(stores: Stores) -> None:
    """Many pages: each comes once, in the order they died in, and none that dies later."""
    jobs = make_burst(20)
    stores.cases.add(make_case(), jobs)
    for job in reversed(jobs):
        stores.clock.go_on(MINUTE)
        bury(stores, job.case_id)
    died = [job.case_id for job in reversed(jobs)]
    assert [case_id for case_id, _ in stores.outbox.dead(stores.clock())] == died
    assert [case_id for case_id, _ in stores.outbox.dead(stores.clock() - 5 * MINUTE)] == died[:15]


def test_a_redrive_is_once_however_often_it_is_asked_for(stores: Stores) -> None:
    """A second one finds nothing dead: what is owed, under way or sent is not started anew."""
    stores.cases.add(make_case(), make_jobs()[:1])
    assert not stores.outbox.revive(CASE_ID, ACKNOWLEDGEMENT, stores.clock())
    bury(stores)
    assert stores.outbox.revive(CASE_ID, ACKNOWLEDGEMENT, stores.clock())
    assert not stores.outbox.revive(CASE_ID, ACKNOWLEDGEMENT, stores.clock())
    job = claim(stores, CASE_ID)
    assert not stores.outbox.revive(CASE_ID, ACKNOWLEDGEMENT, stores.clock())
    stores.outbox.sent(job, "message", stores.clock())
    assert not stores.outbox.revive(CASE_ID, ACKNOWLEDGEMENT, stores.clock())
    assert list(stores.outbox.due(stores.clock() + DAYS)) == []

"""Owed mails and their leases: the same contract on AWS and in memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from helpcenter.mail.job import ACKNOWLEDGEMENT, MailJob
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_burst, make_case, make_jobs

if TYPE_CHECKING:
    from tests.aws.conftest import Stores

LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)
THREADS = 20
KEY = (CASE_ID, ACKNOWLEDGEMENT)


@pytest.fixture
def owed(stores: Stores) -> Stores:
    """Return stores that hold one case with one owed mail."""
    stores.cases.add(make_case(), make_jobs()[:1])
    return stores


def claim(stores: Stores) -> MailJob | None:
    """Claim the mail at the clock's moment."""
    now = stores.clock()
    return stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + LEASE)


def claimed(stores: Stores) -> MailJob:
    """Claim the mail, which must be there to claim."""
    job = claim(stores)
    assert job
    return job


def is_due(stores: Stores) -> bool:
    """Tell whether the mail is due at the clock's moment."""
    return list(stores.outbox.due(stores.clock())) == [KEY]


def test_a_claim_says_who_and_until_when(owed: Stores) -> None:
    """The claimed job carries its token, the end of the lease and the number of the attempt."""
    assert claimed(owed) == MailJob(CASE_ID, ACKNOWLEDGEMENT, ACCEPTED_AT + LEASE, 1, "lease-1")


def test_a_job_is_not_due_before_its_moment(owed: Stores) -> None:
    """A microsecond early is early, for the list as for the claim."""
    owed.clock.at = ACCEPTED_AT - timedelta(microseconds=1)
    assert not is_due(owed)
    assert claim(owed) is None


def test_what_was_never_owed_can_not_be_claimed(stores: Stores) -> None:
    """A claim makes no job."""
    assert claim(stores) is None
    assert not is_due(stores)


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends(owed: Stores) -> None:
    """The second claim comes through when the lease is over, not before; its place in the line stays."""
    claimed(owed)
    owed.clock.go_on(LEASE - SECOND)
    assert is_due(owed)
    assert claim(owed) is None
    owed.clock.go_on(SECOND)
    assert is_due(owed)
    second = claimed(owed)
    assert second.attempts == 2
    assert second.lease != "lease-1"


def test_a_sent_job_is_owed_no_more(owed: Stores) -> None:
    """Neither list nor claim finds it, however late."""
    owed.outbox.sent(claimed(owed), "message", owed.clock())
    owed.clock.go_on(timedelta(days=30))
    assert not is_due(owed)
    assert claim(owed) is None


def test_a_job_given_back_is_due_at_its_new_moment(owed: Stores) -> None:
    """It waits as long as was asked, even beyond its lease, and goes on counting its attempts."""
    owed.outbox.retry(claimed(owed), ACCEPTED_AT + timedelta(hours=1))
    owed.clock.at = ACCEPTED_AT + timedelta(hours=1) - SECOND
    assert claim(owed) is None
    owed.clock.go_on(SECOND)
    assert claimed(owed).attempts == 2


@pytest.mark.parametrize("outcome", ["sent", "retry", "bury"])
def test_who_lost_the_lease_changes_nothing(owed: Stores, outcome: str) -> None:
    """A stale outcome is not noted while another holds the job, nor after that one gave it back."""
    stale = claimed(owed)
    owed.clock.go_on(LEASE)
    fresh = claimed(owed)
    end(owed, outcome, stale)
    owed.clock.go_on(LEASE)
    assert is_due(owed)
    owed.outbox.retry(fresh, owed.clock())
    end(owed, outcome, stale)
    assert is_due(owed)


@pytest.mark.parametrize("second", ["sent", "retry", "bury"])
@pytest.mark.parametrize("first", ["sent", "retry", "bury"])
def test_the_first_outcome_of_a_lease_is_its_last(owed: Stores, first: str, second: str) -> None:
    """An outcome ends the lease: the same job can be neither ended nor revived again."""
    job = claimed(owed)
    end(owed, first, job)
    end(owed, second, job)
    owed.clock.go_on(timedelta(days=1))
    assert is_due(owed) == (first == "retry")
    assert list(owed.outbox.dead(owed.clock())) == ([KEY] if first == "bury" else [])


def end(stores: Stores, outcome: str, job: MailJob) -> None:
    """Note an outcome by its name."""
    if outcome == "retry":
        stores.outbox.retry(job, stores.clock())
    else:
        getattr(stores.outbox, outcome)(job, "note", stores.clock())


def test_twenty_claims_at_once_give_one_lease(owed: Stores) -> None:
    """Of twenty threads exactly one gets the job."""
    start = Barrier(THREADS)

    def compete(_: int) -> MailJob | None:
        start.wait()
        return claim(owed)

    with ThreadPoolExecutor(THREADS) as pool:
        jobs = [job for job in pool.map(compete, range(THREADS)) if job]
    assert len(jobs) == 1
    assert jobs[0].attempts == 1


def test_everything_due_is_listed_the_oldest_first(stores: Stores) -> None:
    """Many pages: each job comes once, in the order of its moment, and none that is not due yet."""
    jobs = make_burst(99, apart=timedelta(minutes=1))
    stores.cases.add(make_case(), jobs)
    listed = [case_id for case_id, _ in stores.outbox.due(ACCEPTED_AT + timedelta(minutes=89))]
    assert listed == [job.case_id for job in jobs[:90]]


def test_the_list_goes_on_while_its_jobs_are_done(stores: Stores) -> None:
    """Claiming and ending jobs between two pages neither skips nor repeats one."""
    jobs = make_burst(99)
    stores.cases.add(make_case(), jobs)
    seen = []
    for case_id, mail in stores.outbox.due(ACCEPTED_AT):
        job = stores.outbox.claim(case_id, mail, ACCEPTED_AT, ACCEPTED_AT + LEASE)
        assert job
        stores.outbox.sent(job, "message", ACCEPTED_AT)
        seen.append(case_id)
    assert sorted(seen) == [job.case_id for job in jobs]

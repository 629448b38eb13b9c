from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.delivery import DeliverMail, Mail, MailDelayedError, MailRefusedError, Outcome
from helpcenter.mail.job import ACKNOWLEDGEMENT, ATTEMPTS_MAX, MailJob, new_job, wait_after
from tests.fakes.clock import Clock
from tests.fakes.mailer import ClosableGate, MemoryMailer
from tests.fakes.memory.mails import MemoryOutbox
from tests.fakes.memory.table import MemoryTable
from tests.fakes.pace import NoPace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpcenter.mail.delivery import Delivery

START = datetime(2026, 11, 23, tzinfo=UTC)
LEASE = timedelta(minutes=2)


def compose(job: MailJob) -> Mail:
    """Compose a mail that names its case; the case `poison` cannot be composed."""
    if job.case_id == "poison":
        raise LookupError(job.case_id)
    return Mail("센터", "hong@example.com", job.case_id, "text", "<p>html</p>")


class Office:
    """An outbox, a mail service that may fail, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.clock = Clock(START)
        self.table = MemoryTable()
        self.outbox = MemoryOutbox(self.table)
        self.mailer = MemoryMailer()
        self.pace = NoPace()
        self.gate = ClosableGate()
        self.deliver = DeliverMail(self.outbox, self.mailer, compose, self.clock, self.pace, LEASE, self.gate)

    def owe(self, *case_ids: str) -> list[tuple[str, str]]:
        """Owe the acknowledgement of each case."""
        jobs = [new_job(case_id, ACKNOWLEDGEMENT, self.clock()) for case_id in case_ids]
        self.table.put_jobs(jobs)
        return [(job.case_id, job.mail) for job in jobs]

    def sweep(self) -> list[Delivery]:
        """Deliver all that is due."""
        return list(self.deliver.due(until=self.clock() + timedelta(minutes=1)))

    def became(self, job: tuple[str, str]) -> tuple[str, str]:
        """Return the job's state with its message ID or the reason of its death."""
        entry = self.table.jobs[job]
        return entry.state, entry.note

    def fail_with(self, error: Exception | None) -> None:
        """Let the mail service fail, or work again."""

        def failure(_: Mail) -> None:
            if error:
                raise error

        self.mailer.before = failure


def outcomes(deliveries: Iterable[Delivery]) -> list[Outcome]:
    """Return what became of each."""
    return [delivery.outcome for delivery in deliveries]


def test_an_owed_mail_is_sent_once() -> None:
    """However often stream and sweep come by, one mail leaves and its message ID is kept."""
    office = Office()
    jobs = office.owe("one")
    assert outcomes(office.deliver.these(jobs + jobs)) == [Outcome.SENT, Outcome.NOT_DUE]
    office.clock.go_on(timedelta(days=1))
    assert office.sweep() == []
    assert [mail.subject for mail in office.mailer.mails] == ["one"]
    assert office.became(jobs[0]) == ("SENT", "message-1")
    assert office.pace.mails == 1


def test_what_is_not_owed_is_not_sent() -> None:
    """A job that nobody knows is left alone."""
    office = Office()
    assert outcomes(office.deliver.these([("unknown", ACKNOWLEDGEMENT)])) == [Outcome.NOT_DUE]
    assert office.mailer.mails == []


def test_a_claimed_mail_is_left_to_its_claimant_until_the_lease_ends() -> None:
    """While one sends nobody else does; when it is never heard of again, somebody else does."""
    office = Office()
    [(case_id, mail)] = jobs = office.owe("one")
    assert office.outbox.claim(case_id, mail, office.clock(), office.clock() + LEASE)
    office.clock.go_on(LEASE - timedelta(seconds=1))
    assert outcomes(office.deliver.these(jobs)) == [Outcome.NOT_DUE]
    office.clock.go_on(timedelta(seconds=1))
    assert outcomes(office.deliver.these(jobs)) == [Outcome.SENT]


def test_a_delayed_mail_backs_off_and_arrives() -> None:
    """Each refusal for now doubles the wait, up to an hour; then the mail leaves."""
    office = Office()
    jobs = office.owe("one")
    office.fail_with(MailDelayedError("throttled"))
    waits = []
    for _ in range(9):
        [delivery] = office.deliver.these(jobs)
        assert (delivery.outcome, delivery.reason) == (Outcome.DELAYED, "throttled")
        waits.append(office.table.jobs[jobs[0]].job.due_at - office.clock())
        office.clock.go_on(waits[-1] - timedelta(seconds=1))
        assert outcomes(office.deliver.these(jobs)) == [Outcome.NOT_DUE]
        office.clock.go_on(timedelta(seconds=1))
    assert [wait.total_seconds() for wait in waits] == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    office.fail_with(None)
    assert outcomes(office.sweep()) == [Outcome.SENT]


def test_a_mail_that_may_have_left_waits_for_its_lease() -> None:
    """No answer is no reason to send at once again: the lease decides."""
    office = Office()
    jobs = office.owe("one")
    office.fail_with(TimeoutError("no answer"))
    [delivery] = office.deliver.these(jobs)
    assert (delivery.outcome, delivery.reason) == (Outcome.UNKNOWN, "TimeoutError")
    assert office.table.jobs[jobs[0]].leased_until == START + LEASE
    assert outcomes(office.deliver.these(jobs)) == [Outcome.NOT_DUE]


def test_the_reason_of_an_unexpected_error_tells_no_more_than_its_name() -> None:
    """The error's text may hold an address, and reasons are logged."""
    office = Office()
    office.fail_with(RuntimeError("hong@example.com"))
    [delivery] = office.deliver.these(office.owe("one"))
    assert "hong" not in repr(delivery)


def test_a_refused_mail_is_dead_at_once() -> None:
    """What the service never takes is not tried again, and stays visible with its reason."""
    office = Office()
    jobs = office.owe("one")
    office.fail_with(MailRefusedError("rejected"))
    assert outcomes(office.deliver.these(jobs)) == [Outcome.DEAD]
    office.clock.go_on(timedelta(days=1))
    office.fail_with(None)
    assert office.sweep() == []
    assert office.became(jobs[0]) == ("DEAD", "rejected")
    assert list(office.outbox.dead(office.clock())) == jobs


@pytest.mark.parametrize("error", [MailDelayedError("throttled"), TimeoutError()])
def test_attempts_are_bounded(error: Exception) -> None:
    """A mail that never leaves ends dead and visible, after hours and not before."""
    office = Office()
    jobs = office.owe("one")
    office.fail_with(error)
    tries = -1  # the last one gives up before it sends
    while office.table.owed and tries <= ATTEMPTS_MAX:
        list(office.deliver.these(jobs))
        office.clock.go_on(timedelta(hours=1))
        tries += 1
    assert tries == ATTEMPTS_MAX
    assert office.became(jobs[0]) == ("DEAD", "attempts_exhausted")


def test_the_waits_together_outlast_a_long_pause_of_the_mail_service() -> None:
    """Before a mail is given up, at least twelve hours have gone by."""
    waits = [wait_after(attempts) for attempts in range(1, ATTEMPTS_MAX + 1)]
    assert sum(waits, timedelta()) >= timedelta(hours=12)
    assert max(waits) == timedelta(hours=1)


def test_a_mail_that_may_not_go_is_held_back_for_good() -> None:
    """It is neither sent nor owed nor dead: it stays visible with its reason, and costs no pace."""
    office = Office()
    jobs = office.owe("one")
    office.gate.reason = "over_cap"
    [delivery] = office.deliver.these(jobs)
    assert (delivery.outcome, delivery.reason) == (Outcome.SUPPRESSED, "over_cap")
    office.gate.reason = ""
    office.clock.go_on(timedelta(days=1))
    assert office.sweep() == []
    assert office.became(jobs[0]) == ("SUPPRESSED", "over_cap")
    assert (office.mailer.mails, office.pace.mails, list(office.outbox.dead(office.clock()))) == ([], 0, [])


def test_a_gate_that_cannot_tell_is_asked_again() -> None:
    """A failing database neither opens the gate nor holds a mail back for good."""
    office = Office()
    jobs = office.owe("one")
    office.gate.failure = StoreUnavailableError("throttled")
    assert outcomes(office.deliver.these(jobs)) == [Outcome.UNKNOWN]
    assert office.mailer.mails == []
    office.gate.failure = None
    office.clock.go_on(LEASE)
    assert outcomes(office.sweep()) == [Outcome.SENT]


def test_a_poison_mail_does_not_stop_the_others() -> None:
    """What cannot be composed is passed over, and costs no pace."""
    office = Office()
    office.owe("one", "poison", "two")
    assert sorted(outcomes(office.sweep())) == [Outcome.SENT, Outcome.SENT, Outcome.UNKNOWN]
    assert sorted(mail.subject for mail in office.mailer.mails) == ["one", "two"]
    assert [job.case_id for job in office.table.owed] == ["poison"]
    assert office.pace.mails == 2


def test_a_sweep_takes_no_new_job_when_its_time_is_up() -> None:
    """It stops before the function is stopped; what is left is still owed and not claimed."""
    office = Office()
    office.owe("one", "two", "three")

    def slow(_: Mail) -> None:
        office.clock.go_on(timedelta(seconds=30))

    office.mailer.before = slow
    until = START + timedelta(seconds=60)
    assert outcomes(office.deliver.due(until=until)) == [Outcome.SENT, Outcome.SENT]
    [left] = office.table.owed
    assert (left.attempts, left.due_at) == (0, START)


def test_a_mail_that_is_not_taken_at_once_is_tried_at_a_slower_pace() -> None:
    """Who is told "too fast" slows down and tries again, and so the mail keeps its place in the line."""
    office = Office()
    refusals = [MailDelayedError("TooManyRequestsException")] * 2

    def failure(_: Mail) -> None:
        if refusals:
            raise refusals.pop()

    office.mailer.before = failure
    assert outcomes(office.deliver.these(office.owe("one"))) == [Outcome.SENT]
    assert (office.pace.mails, office.pace.slowed_down) == (3, 2)


def test_a_sweep_ends_when_the_service_takes_no_mails_at_all() -> None:
    """What it was not asked about keeps its place: when the pause is over, the oldest leave first."""
    office = Office()
    office.owe(*"abcdefgh")
    office.fail_with(MailDelayedError("SendingPausedException"))
    assert outcomes(office.sweep()) == [Outcome.DELAYED] * 3
    office.fail_with(None)
    assert [delivery.case_id for delivery in office.sweep()] == list("defgh")


def test_one_mail_that_is_delayed_does_not_end_a_sweep() -> None:
    """Only one after the other speaks of the account."""
    office = Office()
    office.owe(*"abcdef")

    def failure(mail: Mail) -> None:
        if mail.subject in "abde":
            raise MailDelayedError("throttled")

    office.mailer.before = failure
    assert len(office.sweep()) == 6


def test_what_the_stream_tells_late_does_not_overtake() -> None:
    """While more is owed than leaves, each record of the stream lets the oldest mail leave in its place."""
    office = Office()
    for name in "abc":
        office.owe(name)
        office.clock.go_on(timedelta(seconds=20))
    [new] = office.owe("new")
    late = office.clock() - timedelta(seconds=11)
    assert [delivery.case_id for delivery in office.deliver.these([new], late)] == ["a"]
    assert [delivery.case_id for delivery in office.deliver.these([new, new], late)] == ["b", "c"]
    assert [delivery.case_id for delivery in office.deliver.these([new], office.clock())] == ["new"]


def test_what_others_have_is_passed_over_and_not_counted() -> None:
    """Whoever takes the oldest instead takes as many that nobody has, though what is leased stays in line."""
    office = Office()
    first, second, third, new = office.owe("a", "b", "c", "new")
    for case_id, mail in (first, second):
        assert office.outbox.claim(case_id, mail, office.clock(), office.clock() + LEASE)
    late = office.clock() - timedelta(seconds=11)
    assert [delivery.case_id for delivery in office.deliver.these([new], late)] == [third[0]]
    office.clock.go_on(LEASE)
    assert [delivery.case_id for delivery in office.sweep()] == ["a", "b", "new"]

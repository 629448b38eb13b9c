"""Caps, kill switch and suppressed addresses: the same contract on DynamoDB and in memory."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import BOUNCED, OVER_CAP, OVER_CAP_OF_ALL, PAUSED
from helpcenter.mail.job import (
    ACKNOWLEDGEMENT,
    DEPARTMENT_NOTICE,
    RECEIPT_LINKS,
    TRANSCRIPT,
    MailJob,
    new_job,
)
from tests.aws.conftest import TABLE
from tests.aws.faults import answered, lost_after, lost_before
from tests.fakes.examples import make_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

VICTIM = "mina@example.com"
LEASE = timedelta(minutes=2)
THREADS = 8


class Desk:
    """Claims the mails of new cases and asks whether they may leave."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self._cases = 0

    def claimed(self, mail: str = ACKNOWLEDGEMENT) -> MailJob:
        """Store a new case with one mail, and claim it."""
        self._cases += 1
        case_id, now = f"{self._cases:03}TESTCASE", self.stores.clock()
        assert self.stores.cases.add(make_case(case_id), [new_job(case_id, mail, now)]) is None
        job = self.stores.outbox.claim(case_id, mail, now, now + LEASE)
        assert job
        return job

    def ask(self, job: MailJob | None = None, address: str = VICTIM, mail: str = ACKNOWLEDGEMENT) -> str:
        """Return why a mail may not go, empty if it may."""
        return self.stores.gate.closed(job or self.claimed(mail), address, self.stores.clock())


@pytest.fixture
def desk(stores: Stores) -> Desk:
    """Return a desk over either set of stores."""
    return Desk(stores)


def test_a_mailbox_gets_three_an_hour(desk: Desk) -> None:
    """The fourth within any 60 minutes is held back, and the next may go when the first is an hour old."""
    for _ in range(3):
        assert desk.ask() == ""
        desk.stores.clock.go_on(timedelta(minutes=19))
    assert desk.ask() == OVER_CAP
    desk.stores.clock.go_on(timedelta(minutes=3))
    assert desk.ask() == ""
    assert desk.ask() == OVER_CAP


def test_mails_with_chats_to_an_address_that_was_typed_are_counted_apart(desk: Desk) -> None:
    """Ten a day, though all in one hour; acknowledgements are not fewer for it. A pause holds them too."""

    def ask() -> str:
        job = desk.claimed("transcript#a#0001")
        return desk.stores.gate.closed(job, VICTIM, desk.stores.clock(), unproven=True)

    assert [ask() for _ in range(11)] == [""] * 10 + [OVER_CAP]
    assert [desk.ask() for _ in range(4)] == [""] * 3 + [OVER_CAP]
    assert desk.ask(mail="transcript#a#0001") == ""
    desk.stores.clock.go_on(timedelta(days=1))
    assert ask() == ""
    desk.stores.switch.pause(desk.stores.clock())
    assert ask() == PAUSED


def test_lost_links_count_as_acknowledgements_do(desk: Desk) -> None:
    """Whoever types an address into the page for lost links sends it no more mails than with the form."""
    jobs = [desk.claimed(f"{RECEIPT_LINKS}#{number}") for number in range(3)]
    assert [desk.ask(job) for job in jobs] == ["", "", ""]
    assert desk.ask() == OVER_CAP
    assert desk.ask(desk.claimed(f"{RECEIPT_LINKS}#3")) == OVER_CAP


def test_a_mailbox_gets_ten_a_day(desk: Desk) -> None:
    """The eleventh within any 24 hours is held back, however far apart they are, midnight or not."""
    for _ in range(10):
        assert desk.ask() == ""
        desk.stores.clock.go_on(timedelta(hours=2))
    assert desk.ask() == OVER_CAP
    desk.stores.clock.go_on(timedelta(hours=4))
    assert desk.ask() == ""


def test_spellings_share_a_cap_and_others_have_their_own(desk: Desk) -> None:
    """Plus signs and capitals do not help; another mailbox is not held back for this one."""
    assert [desk.ask(address=f"Mina+{n}@example.com") for n in range(4)] == ["", "", "", OVER_CAP]
    assert desk.ask(address="hong@example.com") == ""


def test_all_together_are_capped(desk: Desk) -> None:
    """Spread over many mailboxes, no more leave in a clock hour than were allowed."""
    answers = [desk.ask(address=f"p{number}@example.com") for number in range(32)]
    assert answers == [""] * 30 + [OVER_CAP_OF_ALL] * 2
    desk.stores.clock.go_on(timedelta(hours=1))
    assert desk.ask(address="p40@example.com") == ""


def test_a_job_counts_once_however_often_it_is_tried(desk: Desk) -> None:
    """A mail that was counted and delayed keeps its place: its next try is free, and goes through."""
    job = desk.claimed()
    assert [desk.ask(job) for _ in range(5)] == [""] * 5
    desk.stores.clock.go_on(LEASE)
    now = desk.stores.clock()
    again = desk.stores.outbox.claim(job.case_id, job.mail, now, now + LEASE)
    assert desk.ask(again) == ""
    assert [desk.ask(), desk.ask(), desk.ask()] == ["", "", OVER_CAP]
    assert desk.ask(again) == ""


def test_who_lost_the_lease_is_not_let_through(desk: Desk) -> None:
    """Somebody else has the job and will ask for itself."""
    job = desk.claimed()
    desk.stores.clock.go_on(LEASE)
    now = desk.stores.clock()
    assert desk.stores.outbox.claim(job.case_id, job.mail, now, now + LEASE)
    with pytest.raises(StoreUnavailableError, match="lease_lost"):
        desk.ask(job)


def test_the_switch_stops_acknowledgements_at_once_and_nothing_else(desk: Desk) -> None:
    """Paused, no acknowledgement leaves, not even a counted one; departments and chats are served."""
    job = desk.claimed()
    assert desk.ask(job) == ""
    paused_at = desk.stores.clock()
    desk.stores.switch.pause(paused_at)
    desk.stores.switch.pause(desk.stores.clock.go_on(timedelta(seconds=1)))
    assert desk.stores.switch.paused_since() == paused_at
    assert [desk.ask(job), desk.ask()] == [PAUSED, PAUSED]
    assert desk.ask(mail=DEPARTMENT_NOTICE) == desk.ask(mail=f"{TRANSCRIPT}#a#1") == ""
    desk.stores.switch.resume()
    assert desk.stores.switch.paused_since() is None
    assert desk.ask(job) == ""


def test_a_suppressed_address_gets_no_mail_of_any_kind(desk: Desk) -> None:
    """Neither acknowledgement nor transcript, for a year or until it is lifted; departments do."""
    desk.stores.suppressions.suppress("Mina@example.com", BOUNCED, desk.stores.clock())
    transcript = f"{TRANSCRIPT}#a#1"
    assert desk.ask() == desk.ask(mail=transcript) == BOUNCED
    assert desk.ask(mail=DEPARTMENT_NOTICE) == ""
    assert desk.ask(address="mina+new@example.com") == ""
    desk.stores.clock.go_on(timedelta(days=365))
    assert desk.ask() == ""
    desk.stores.suppressions.suppress(VICTIM, BOUNCED, desk.stores.clock())
    desk.stores.suppressions.lift(VICTIM)
    assert desk.ask(mail=transcript) == ""


def test_at_once_no_more_get_through_than_one_by_one(desk: Desk) -> None:
    """Eight who ask at the same moment for one mailbox: three may go, and nobody is let in twice."""
    jobs, start = [desk.claimed() for _ in range(THREADS)], Barrier(THREADS)

    def compete(job: MailJob) -> str:
        start.wait()
        while True:
            try:
                return desk.ask(job)
            except StoreUnavailableError:  # contention: the outbox would try again after a lease
                continue

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(compete, jobs))
    assert sorted(answers) == [""] * 3 + [OVER_CAP] * 5


def test_no_address_is_kept_where_mails_are_counted(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """What is counted and suppressed is kept under digests alone, and only as long as it counts."""
    desk = Desk(dynamo_stores)
    desk.ask()
    dynamo_stores.suppressions.suppress(VICTIM, BOUNCED, dynamo_stores.clock())
    items = dynamodb.scan(TableName=TABLE)["Items"]
    kept = [item for item in items if not item["pk"]["S"].startswith("CASE#")]
    assert len(kept) == 3
    assert "mina" not in json.dumps(kept)
    assert all("expires_at" in item for item in kept)


@pytest.mark.parametrize("operation", ["BatchGetItem", "UpdateItem"])
def test_a_lost_call_is_neither_a_yes_nor_counted_twice(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, operation: str
) -> None:
    """Lost before or after, or throttled: the caller learns it, and asking again counts one mail."""
    desk = Desk(dynamo_stores)
    job = desk.claimed()
    for fault in (
        lost_before(dynamodb, operation),
        answered(dynamodb, operation, "ThrottlingException"),
        lost_after(dynamodb, operation),
    ):
        with fault, pytest.raises(StoreUnavailableError):
            desk.ask(job)
    assert desk.ask(job) == ""
    assert [desk.ask(), desk.ask(), desk.ask()] == ["", "", OVER_CAP]


def test_the_count_of_a_mailbox_that_was_lost_is_found_again(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """All were counted, the mailbox was not, or nobody knows: asking again counts the mail there once."""
    desk = Desk(dynamo_stores)
    for lose in (lost_before, lost_after):
        job = desk.claimed()
        with second(dynamodb, "UpdateItem", lose), pytest.raises(StoreUnavailableError):
            desk.ask(job)
        assert desk.ask(job) == ""
    assert [desk.ask(), desk.ask()] == ["", OVER_CAP]


def test_what_was_not_read_is_not_taken_for_nothing(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """A read that came back in part lets no mail through."""
    desk = Desk(dynamo_stores)
    job = desk.claimed()

    def leave_out(parsed: dict[str, Any], **_: object) -> None:
        parsed["UnprocessedKeys"] = {TABLE: {"Keys": [{"pk": {"S": "SWITCH#acks"}, "sk": {"S": "SWITCH"}}]}}

    dynamodb.meta.events.register("after-call.dynamodb.BatchGetItem", leave_out)
    with pytest.raises(StoreUnavailableError, match="UnprocessedKeys"):
        desk.ask(job)
    dynamodb.meta.events.unregister("after-call.dynamodb.BatchGetItem", leave_out)
    assert desk.ask(job) == ""


def test_a_mailbox_that_somebody_else_counted_meanwhile_is_read_again(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """Two that meet on one mailbox both get their answer, and the cap holds."""
    desk = Desk(dynamo_stores)
    first, others = desk.claimed(), [desk.claimed() for _ in range(3)]
    between = [lambda: [desk.ask(job) for job in others[:2]], lambda: [desk.ask(others[2])]]

    def meet(**_: object) -> None:
        if between:
            between.pop(0)()

    dynamodb.meta.events.register("after-call.dynamodb.BatchGetItem", meet)
    assert desk.ask(first) == OVER_CAP
    dynamodb.meta.events.unregister("after-call.dynamodb.BatchGetItem", meet)
    assert [desk.ask(job) for job in others] == ["", "", ""]


@contextmanager
def second(
    client: DynamoDBClient,
    operation: str,
    lose: Callable[[DynamoDBClient, str], AbstractContextManager[None]],
) -> Iterator[None]:
    """Let the first call through, and lose the second."""
    with ExitStack() as stack:

        def begin(**_: object) -> None:
            client.meta.events.unregister(event, begin)
            stack.enter_context(lose(client, operation))

        event = f"after-call.dynamodb.{operation}"
        client.meta.events.register(event, begin)
        yield

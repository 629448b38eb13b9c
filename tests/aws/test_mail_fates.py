"""What became of mails: SES's events, noted and acted upon, in DynamoDB and in memory alike."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.aws.ses_events import job_tags, mail_event
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import BOUNCED, COMPLAINED
from helpcenter.mail.job import ACKNOWLEDGEMENT, DEPARTMENT_NOTICE, TRANSCRIPT, UNDELIVERED_NOTICE, new_job
from helpcenter.mail.record import Fate, MailEvent, RecordDelivery
from tests.aws.faults import lost_after, lost_before
from tests.fakes.examples import CASE_ID, make_case, make_jobs

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

CUSTOMER = "mina@example.com"
LEASE = timedelta(minutes=2)
BOUNCE = MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.BOUNCED, (CUSTOMER,), for_good=True)
COMPLAINT = MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.COMPLAINED, (CUSTOMER,), for_good=True)
DELIVERY = MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.DELIVERED)


class Post:
    """A case whose two mails were sent, and what SES tells of them."""

    def __init__(self, stores: Stores) -> None:
        self.stores = stores
        self.record = RecordDelivery(stores.fates, stores.suppressions, stores.clock)
        stores.cases.add(make_case(), make_jobs())
        now = stores.clock()
        for mail in (ACKNOWLEDGEMENT, DEPARTMENT_NOTICE):
            job = stores.outbox.claim(CASE_ID, mail, now, now + LEASE)
            assert job
            stores.outbox.sent(job, "message", now)

    @property
    def owed(self) -> list[tuple[str, str]]:
        """What is due now."""
        return list(self.stores.outbox.due(self.stores.clock()))

    def next_mail(self, mail: str) -> str:
        """Return what holds the next mail of a kind to the customer back, if anything does."""
        now = self.stores.clock()
        case_id = "9TESTCASE00"
        self.stores.cases.add(make_case(case_id), [new_job(case_id, mail, now)])
        job = self.stores.outbox.claim(case_id, mail, now, now + LEASE)
        assert job
        return self.stores.gate.closed(job, CUSTOMER, now)


@pytest.fixture
def post(stores: Stores) -> Post:
    """Return a post over either set of stores."""
    return Post(stores)


def test_a_delivery_changes_nothing_but_what_is_known(post: Post) -> None:
    """It is noted once, and nothing is owed or held back for it."""
    assert [post.record(DELIVERY), post.record(DELIVERY)] == [True, False]
    assert (post.owed, post.next_mail(ACKNOWLEDGEMENT)) == ([], "")


@pytest.mark.parametrize(("event", "reason"), [(BOUNCE, BOUNCED), (COMPLAINT, COMPLAINED)])
def test_an_address_that_bounced_or_complained_is_left_alone(
    post: Post, event: MailEvent, reason: str
) -> None:
    """No kind of mail goes there any more, and the department is told, once however often SES tells it."""
    assert [post.record(event) for _ in range(3)] == [True, False, False]
    assert post.owed == [(CASE_ID, UNDELIVERED_NOTICE)]
    assert post.next_mail(f"{TRANSCRIPT}#a#1") == reason


def test_a_bounce_that_may_pass_holds_nothing_back(post: Post) -> None:
    """A full mailbox or an automatic answer: the department is told, the address stays usable."""
    assert post.record(MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.BOUNCED, (CUSTOMER,)))
    assert post.owed == [(CASE_ID, UNDELIVERED_NOTICE)]
    assert post.next_mail(ACKNOWLEDGEMENT) == ""


@pytest.mark.parametrize("order", list(permutations([DELIVERY, BOUNCE, COMPLAINT])))
def test_the_order_in_which_events_come_does_not_matter(post: Post, order: tuple[MailEvent, ...]) -> None:
    """Whatever comes first, the worst stands in the end, and the department gets one mail."""
    for event in order:
        post.record(event)
    assert not any(post.record(event) for event in order)
    assert post.owed == [(CASE_ID, UNDELIVERED_NOTICE)]


@pytest.mark.parametrize("fate", [Fate.BOUNCED, Fate.REJECTED])
def test_a_department_that_was_not_reached_is_a_dead_mail(post: Post, fate: Fate) -> None:
    """It must be seen and sent again; no mail is made of it, and the mailbox is not suppressed."""
    event = MailEvent(CASE_ID, DEPARTMENT_NOTICE, fate, ("desk@onmaru.example",), for_good=True)
    assert [post.record(event), post.record(event)] == [True, False]
    assert post.owed == []
    assert list(post.stores.outbox.dead(post.stores.clock())) == [(CASE_ID, DEPARTMENT_NOTICE)]


def test_an_event_that_comes_before_the_note_of_sending_stands(stores: Stores) -> None:
    """SES may tell of a bounce before anybody could write down that the mail was sent."""
    stores.cases.add(make_case(), make_jobs())
    now = stores.clock()
    job = stores.outbox.claim(CASE_ID, DEPARTMENT_NOTICE, now, now + LEASE)
    assert job
    record = RecordDelivery(stores.fates, stores.suppressions, stores.clock)
    assert record(MailEvent(CASE_ID, DEPARTMENT_NOTICE, Fate.BOUNCED))
    stores.outbox.sent(job, "message", now)
    assert list(stores.outbox.dead(now)) == [(CASE_ID, DEPARTMENT_NOTICE)]


def test_what_became_of_an_earlier_try_says_nothing_of_the_next(stores: Stores) -> None:
    """A mail that is sent anew can be delivered, or come back, anew."""
    stores.cases.add(make_case(), make_jobs())
    record = RecordDelivery(stores.fates, stores.suppressions, stores.clock)
    event = MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.DELIVERED)
    for _ in range(2):
        now = stores.clock()
        assert stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + LEASE)
        assert [record(event), record(event)] == [True, False]
        stores.clock.go_on(LEASE)


def test_a_bounce_of_the_notice_itself_is_answered_by_nobody(post: Post) -> None:
    """Not even the mail that tells of a bounce can make a second one."""
    post.record(BOUNCE)
    assert post.record(MailEvent(CASE_ID, UNDELIVERED_NOTICE, Fate.BOUNCED, ("desk@onmaru.example",)))
    assert post.owed == []


def test_an_event_of_what_was_erased_is_no_news(post: Post) -> None:
    """No job and no case come back for it; the address is suppressed all the same."""
    assert not post.record(
        MailEvent("0TESTCASE00", ACKNOWLEDGEMENT, Fate.BOUNCED, (CUSTOMER,), for_good=True)
    )
    assert post.owed == []
    assert post.next_mail(ACKNOWLEDGEMENT) == BOUNCED


@pytest.mark.parametrize("losing", [lost_before, lost_after])
@pytest.mark.parametrize("operation", ["GetItem", "TransactWriteItems", "UpdateItem"])
def test_an_event_cut_off_anywhere_is_completed_by_its_repetition(
    dynamodb: DynamoDBClient,
    dynamo_stores: Stores,
    operation: str,
    losing: Callable[..., AbstractContextManager[None]],
) -> None:
    """Whatever call is lost, the event told again ends as if it had come once."""
    post = Post(dynamo_stores)
    with losing(dynamodb, operation), pytest.raises(StoreUnavailableError):
        post.record(BOUNCE)
    post.record(BOUNCE)
    assert not post.record(BOUNCE)
    assert post.owed == [(CASE_ID, UNDELIVERED_NOTICE)]
    assert post.next_mail(ACKNOWLEDGEMENT) == BOUNCED


def ses_event(kind: str, mail: str = ACKNOWLEDGEMENT, **detail: object) -> dict[str, Any]:
    """Return an event as SES publishes it to EventBridge."""
    tags = {tag["Name"]: [tag["Value"]] for tag in job_tags(CASE_ID, mail)}
    mail_object = {
        "messageId": "m",
        "destination": [CUSTOMER],
        "tags": {"ses:operation": ["SendEmail"], **tags},
    }
    return {"source": "aws.ses", "detail": {"eventType": kind, "mail": mail_object, **detail}}


BOUNCED_RECIPIENTS = {"bouncedRecipients": [{"emailAddress": CUSTOMER, "status": "5.1.1"}]}


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (ses_event("Bounce", bounce={"bounceType": "Permanent", **BOUNCED_RECIPIENTS}), BOUNCE),
        (
            ses_event("Bounce", bounce={"bounceType": "Transient", **BOUNCED_RECIPIENTS}),
            MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.BOUNCED, (CUSTOMER,)),
        ),
        (
            ses_event("Bounce", bounce={"bounceType": "Undetermined", **BOUNCED_RECIPIENTS}),
            MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.BOUNCED, (CUSTOMER,)),
        ),
        (ses_event("Complaint", complaint={"complainedRecipients": [{"emailAddress": CUSTOMER}]}), COMPLAINT),
        (ses_event("Complaint", complaint={"complaintFeedbackType": "not-spam"}), None),
        (ses_event("Delivery", delivery={"recipients": [CUSTOMER]}), DELIVERY),
        (
            ses_event("DeliveryDelay", f"{TRANSCRIPT}#ab#2", deliveryDelay={"delayType": "MailboxFull"}),
            MailEvent(CASE_ID, f"{TRANSCRIPT}#ab#2", Fate.DELAYED),
        ),
        (
            ses_event("Reject", reject={"reason": "Bad content"}),
            MailEvent(CASE_ID, ACKNOWLEDGEMENT, Fate.REJECTED),
        ),
        (ses_event("Open", open={}), None),
        ({"detail": {"eventType": "Bounce", "mail": {"tags": {}}, "bounce": {}}}, None),
        ({"detail": {"eventType": "Bounce", "mail": {}, "bounce": {}}}, None),
    ],
)
def test_an_event_of_ses_is_read_as_what_it_means(event: dict[str, Any], told: MailEvent | None) -> None:
    """Only a permanent bounce or a complaint closes an address; mails of others are passed over."""
    assert mail_event(event) == told


def test_tags_are_what_ses_takes() -> None:
    """Letters, digits, `_` and `-` alone: a part of a chat is named with other signs and comes back whole."""
    [case, mail] = job_tags(CASE_ID, f"{TRANSCRIPT}#ab12#3")
    assert (case["Value"] + mail["Value"]).replace("_", "").replace("-", "").isalnum()

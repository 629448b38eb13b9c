"""The database fails: what is stored then, and what the caller learns."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.job import ACKNOWLEDGEMENT
from tests.aws.conftest import REGION, TABLE
from tests.aws.faults import DYNAMODB_REFUSALS, answered, lost_after, lost_before
from tests.fakes.clock import Clock
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_jobs

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.mail.job import MailJob
    from tests.aws.conftest import Stores

LEASE = timedelta(minutes=2)
URL = "https://dynamodb.example"
LOSSES = [
    ReadTimeoutError(endpoint_url=URL),
    ConnectTimeoutError(endpoint_url=URL),
    EndpointConnectionError(endpoint_url=URL),
    ConnectionClosedError(endpoint_url=URL),
]


def claim(stores: Stores) -> MailJob | None:
    """Claim the acknowledgement at the clock's moment."""
    now = stores.clock()
    return stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + LEASE)


@pytest.mark.parametrize(("code", "status"), DYNAMODB_REFUSALS.items())
def test_a_refused_case_is_not_stored(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, code: str, status: int
) -> None:
    """Whatever the database refuses with, the caller learns that it is unavailable, and the code."""
    with (
        answered(dynamodb, "TransactWriteItems", code, status),
        pytest.raises(StoreUnavailableError, match=code),
    ):
        dynamo_stores.cases.add(make_case(), make_jobs())
    assert dynamodb.scan(TableName=TABLE)["Count"] == 0


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_a_case_lost_on_its_way_is_not_stored(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, loss: Exception
) -> None:
    """A request that never arrived leaves nothing behind, and the next try stores it."""
    with lost_before(dynamodb, "TransactWriteItems", loss), pytest.raises(StoreUnavailableError):
        dynamo_stores.cases.add(make_case(), make_jobs())
    assert dynamodb.scan(TableName=TABLE)["Count"] == 0
    assert dynamo_stores.cases.add(make_case(), make_jobs()) is None


@pytest.mark.parametrize("loss", LOSSES[::3], ids=lambda loss: type(loss).__name__)
def test_a_case_whose_answer_was_lost_is_found_by_its_key(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, loss: Exception
) -> None:
    """The caller could not know that it was stored; the same case again gets the stored one."""
    with lost_after(dynamodb, "TransactWriteItems", loss), pytest.raises(StoreUnavailableError):
        dynamo_stores.cases.add(make_case(), make_jobs())
    assert dynamo_stores.cases.add(make_case(), make_jobs()) == make_case()
    assert dynamodb.scan(TableName=TABLE)["Count"] == 3


def test_the_case_that_is_there_costs_no_second_call(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """The refusal itself brings the case along."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    calls: list[str] = []
    dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    assert dynamo_stores.cases.add(make_case(key_digest="b" * 64), make_jobs()) == make_case()
    assert calls == ["TransactWriteItems"]


def test_a_refusal_without_the_case_is_followed_by_a_read(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """When only a job's put was refused, the case is read."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    reasons = [{"Code": "None"}, {"Code": "ConditionalCheckFailed"}, {"Code": "None"}]
    with cancelled(dynamodb, reasons):
        assert dynamo_stores.cases.add(make_case(), make_jobs()) == make_case()


def cancelled(
    client: DynamoDBClient, reasons: list[dict[str, str]], times: int = 1
) -> AbstractContextManager[list[str]]:
    """Cancel the next transactions for the given reasons, one a put."""
    code = "TransactionCanceledException"
    return answered(client, "TransactWriteItems", code, times=times, CancellationReasons=reasons)


CONFLICT = [{"Code": "TransactionConflict"}, {"Code": "None"}, {"Code": "None"}]


def test_a_conflict_is_tried_again(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """A transaction that met another on the same key goes through when the other is done."""
    with cancelled(dynamodb, CONFLICT, times=4) as calls:
        assert dynamo_stores.cases.add(make_case(), make_jobs()) is None
    assert len(calls) == 4


def test_a_conflict_that_lasts_is_given_up(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """After five tries the caller is told to come again."""
    with (
        cancelled(dynamodb, CONFLICT, times=99) as calls,
        pytest.raises(StoreUnavailableError, match="TransactionConflict"),
    ):
        dynamo_stores.cases.add(make_case(), make_jobs())
    assert len(calls) == 5


def test_a_transaction_cancelled_for_load_is_not_repeated(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """A throttled transaction is unavailable at once: trying again immediately would only add load."""
    reasons = [{"Code": "None"}, {"Code": "ThrottlingError"}, {"Code": "None"}]
    with (
        cancelled(dynamodb, reasons, times=9) as calls,
        pytest.raises(StoreUnavailableError, match="ThrottlingError"),
    ):
        dynamo_stores.cases.add(make_case(), make_jobs())
    assert len(calls) == 1


@pytest.mark.parametrize(("code", "status"), DYNAMODB_REFUSALS.items())
def test_a_read_that_fails_is_unavailable(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, code: str, status: int
) -> None:
    """A case that could not be read is not taken for one that is not there."""
    with answered(dynamodb, "GetItem", code, status), pytest.raises(StoreUnavailableError, match=code):
        dynamo_stores.cases.get(CASE_ID)


def test_a_claim_lost_on_its_way_leaves_the_job_due(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Nothing was counted, nobody has it: it can be claimed at once."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    for fault in (
        lost_before(dynamodb, "UpdateItem"),
        answered(dynamodb, "UpdateItem", "ThrottlingException"),
    ):
        with fault, pytest.raises(StoreUnavailableError):
            claim(dynamo_stores)
    job = claim(dynamo_stores)
    assert job
    assert job.attempts == 1


def test_a_claim_whose_answer_was_lost_waits_for_its_lease(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """Nobody knows who has the job, so nobody gets it before the lease ends: late, but not twice."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    with lost_after(dynamodb, "UpdateItem"), pytest.raises(StoreUnavailableError):
        claim(dynamo_stores)
    assert claim(dynamo_stores) is None
    dynamo_stores.clock.go_on(LEASE)
    assert claim(dynamo_stores)


def test_an_outcome_lost_on_its_way_leaves_the_job_to_its_lease(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """The mail left and nobody could note it: the one window in which it is sent again."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    job = claim(dynamo_stores)
    assert job
    with lost_before(dynamodb, "UpdateItem"), pytest.raises(StoreUnavailableError):
        dynamo_stores.outbox.sent(job, "message", ACCEPTED_AT)
    dynamo_stores.clock.go_on(LEASE)
    assert claim(dynamo_stores)


def test_an_outcome_whose_answer_was_lost_is_noted(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """The job is done although the one who did it could not see it; noting it again changes nothing."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    job = claim(dynamo_stores)
    assert job
    with lost_after(dynamodb, "UpdateItem"), pytest.raises(StoreUnavailableError):
        dynamo_stores.outbox.sent(job, "message", ACCEPTED_AT)
    dynamo_stores.clock.go_on(LEASE)
    assert claim(dynamo_stores) is None
    dynamo_stores.outbox.sent(job, "message", ACCEPTED_AT)


def test_a_list_that_breaks_off_is_unavailable(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """A shard that could not be read is not taken for an empty one, of the owed as of the dead."""
    for listed in (dynamo_stores.outbox.due, dynamo_stores.outbox.dead):
        with answered(dynamodb, "Query", "ThrottlingException"), pytest.raises(StoreUnavailableError):
            list(listed(ACCEPTED_AT))


@pytest.mark.usefixtures("dynamodb")
def test_the_sdk_repeats_without_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lost answer costs the functions' client a repeated call: one case, one lease, one outcome."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    client = dynamodb_client(REGION)
    tokens = count(1)
    cases = DynamoCaseStore(client, TABLE, Clock())
    outbox = DynamoOutbox(client, TABLE, lambda: f"lease-{next(tokens)}")
    with lost_after(client, "TransactWriteItems"):
        assert cases.add(make_case(), make_jobs()) in (None, make_case())
    with lost_after(client, "UpdateItem"):
        job = outbox.claim(CASE_ID, ACKNOWLEDGEMENT, ACCEPTED_AT, ACCEPTED_AT + LEASE)
    assert job
    assert (job.attempts, job.lease, job.due_at) == (1, "lease-1", ACCEPTED_AT + LEASE)
    with lost_after(client, "UpdateItem"):
        outbox.sent(job, "message", ACCEPTED_AT)
    assert outbox.claim(CASE_ID, ACKNOWLEDGEMENT, ACCEPTED_AT + LEASE, ACCEPTED_AT + 2 * LEASE) is None

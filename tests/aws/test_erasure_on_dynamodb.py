"""How a case goes on DynamoDB, and what a cut in the middle, of an erasure or an event, leaves there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import pytest
from botocore.client import BaseClient

from helpcenter.aws.erasure import DynamoEraser
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.life import Kind
from helpcenter.mail.job import ERASURE_NOTE, ESCALATION
from helpcenter.transcript.parts import Part
from tests.aws.conftest import TABLE
from tests.aws.erasing import busy_case, erase_case, items, left_of
from tests.aws.faults import answered, lost_after, lost_before
from tests.fakes.examples import CASE_ID, make_case, make_jobs, make_transcript, make_transcript_job

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

Fault = Callable[[BaseClient, str], AbstractContextManager[None]]


def test_an_ordinary_case_goes_in_one_write(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """With its letter: one query, one transaction, and the queries that prove it."""
    busy_case(dynamo_stores)
    calls: list[str] = []
    dynamodb.meta.events.register("before-call.dynamodb", lambda model, **_: calls.append(model.name))
    erase_case(dynamo_stores)(CASE_ID, make_case())
    assert calls == ["GetItem", "Query", "TransactWriteItems", "Query", "Query"]


def test_without_a_letter_the_case_itself_goes_last(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Item by item, without a transaction, which costs twice as much; cut off, the case is found again."""
    busy_case(dynamo_stores)
    gone: list[str] = []
    dynamodb.meta.events.register(
        "provide-client-params.dynamodb.DeleteItem", lambda params, **_: gone.append(params["Key"]["sk"]["S"])
    )
    dynamo_stores.eraser.erase(CASE_ID, None)
    assert gone.index("CASE") == len(gone) - 1 > 0


def test_a_long_chat_and_a_long_history_are_erased_too(
    dynamodb: DynamoDBClient, dynamo_stores: Stores
) -> None:
    """More than one transaction takes, and transcripts, which are too large for one."""
    busy_case(dynamo_stores)
    dynamo_stores.transcripts.save(Part(make_transcript()), make_transcript_job())
    for number in range(130):
        key = {"pk": {"S": f"CASE#{CASE_ID}"}, "sk": {"S": f"FEEDBACK#{number:04}"}}
        dynamodb.put_item(TableName=TABLE, Item={**key, "expires_at": {"N": "1"}})
    erased = erase_case(dynamo_stores)(CASE_ID, make_case())
    assert dict(erased.items) == {"case": 1, "history": 1, "mail": 4, "transcript": 1, "feedback": 130}
    assert left_of(dynamodb) == []


@pytest.mark.parametrize("fault", [lost_before, lost_after])
@pytest.mark.parametrize("operation", ["GetItem", "Query", "TransactWriteItems"])
def test_an_erasure_cut_off_anywhere_is_finished_by_the_next(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, fault: Fault, operation: str
) -> None:
    """Before or after each call the case is whole or gone; asking again leaves nothing and tells once."""
    busy_case(dynamo_stores)
    before = left_of(dynamodb)
    with fault(dynamodb, operation), pytest.raises(StoreUnavailableError):
        erase_case(dynamo_stores)(CASE_ID, make_case())
    gone = operation == "TransactWriteItems" and fault is lost_after
    assert left_of(dynamodb) == ([] if gone else before)
    assert erase_case(dynamo_stores)(CASE_ID, make_case()).left == 0
    assert left_of(dynamodb) == []
    assert len([item for item in items(dynamodb) if item["sk"]["S"] == f"MAIL#{ERASURE_NOTE}"]) == 1


def test_an_event_that_comes_in_between_goes_too(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """What is added while the case is being erased does not survive it."""
    busy_case(dynamo_stores)
    history = dynamo_stores.histories.read(CASE_ID)
    assert history
    later = history.then(Kind.INFORMATION, dynamo_stores.clock(), "아, 그리고")
    done: list[bool] = []

    def add(**_: object) -> None:
        if not done:
            done.append(True)
            assert dynamo_stores.histories.append(later, ())

    dynamodb.meta.events.register_first("before-call.dynamodb.TransactWriteItems", add)
    DynamoEraser(dynamodb, TABLE).erase(CASE_ID, None)
    dynamodb.meta.events.unregister("before-call.dynamodb.TransactWriteItems", add)
    assert left_of(dynamodb) == []


@pytest.mark.parametrize("fault", [lost_before, lost_after])
@pytest.mark.parametrize("operation", ["Query", "TransactWriteItems"])
def test_an_escalation_cut_off_anywhere_happens_once(
    dynamodb: DynamoDBClient, dynamo_stores: Stores, fault: Fault, operation: str
) -> None:
    """Pressing again after a lost request or answer brings one event and one mail."""
    dynamo_stores.cases.add(make_case(), make_jobs())
    dynamo_stores.clock.at = make_case().due_at
    act = ActOnCase(dynamo_stores.histories, dynamo_stores.clock)

    def press() -> None:
        history = dynamo_stores.histories.read(CASE_ID)
        assert history
        act(history, Kind.ESCALATED)

    with fault(dynamodb, operation), pytest.raises(StoreUnavailableError):
        press()
    press()
    kinds = left_of(dynamodb)
    assert (kinds.count("HISTORY#0001"), kinds.count(f"MAIL#{ESCALATION}"), len(kinds)) == (1, 1, 5)


def test_a_throttled_table_refuses_and_keeps(dynamodb: DynamoDBClient, dynamo_stores: Stores) -> None:
    """Nothing is half erased."""
    busy_case(dynamo_stores)
    before = items(dynamodb)
    with (
        answered(dynamodb, "TransactWriteItems", "ProvisionedThroughputExceededException"),
        pytest.raises(StoreUnavailableError),
    ):
        erase_case(dynamo_stores)(CASE_ID, make_case())
    assert items(dynamodb) == before

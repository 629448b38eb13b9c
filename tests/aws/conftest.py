"""An AWS in memory, and the stores on it and beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Protocol

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.model_instances import model_data

from helpcenter.aws.ack_switch import DynamoAckSwitch
from helpcenter.aws.case_lists import DynamoCaseLists
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.erasure import DynamoEraser, DynamoHolds
from helpcenter.aws.fates import DynamoFates
from helpcenter.aws.feedback import DynamoFeedbackStore
from helpcenter.aws.file_jobs import DynamoFileJobs
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.letters import DynamoLetters
from helpcenter.aws.mail_gate import DynamoMailGate
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.suppressions import DynamoSuppressions
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.inquiry.lost_links import AddressBook
from helpcenter.inquiry.promise_watch import WaitingCases
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.recipients import Recipients
from tests.fakes.clock import Clock
from tests.fakes.memory.cases import (
    MemoryCaseLists,
    MemoryCaseStore,
    MemoryEraser,
    MemoryHistoryStore,
    MemoryHolds,
    MemoryLetters,
)
from tests.fakes.memory.mails import (
    MemoryAckSwitch,
    MemoryFates,
    MemoryMailGate,
    MemoryOutbox,
    MemorySuppressions,
)
from tests.fakes.memory.table import MemoryTable
from tests.fakes.memory.transcripts import (
    MemoryDeliveries,
    MemoryFeedbackStore,
    MemoryFileJobs,
    MemoryTranscriptStore,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.inquiry.case import CaseStore
    from helpcenter.inquiry.erasure import Eraser, Holds
    from helpcenter.inquiry.history import HistoryStore
    from helpcenter.inquiry.letters import LetterStore
    from helpcenter.mail.delivery import Outbox
    from helpcenter.mail.gate import MailGate
    from helpcenter.mail.record import Fates
    from helpcenter.transcript.delivery import Deliveries
    from helpcenter.transcript.feedback import FeedbackStore
    from helpcenter.transcript.files import FileJobs
    from helpcenter.transcript.parts import TranscriptStore

REGION: Final = "ap-northeast-2"
TABLE = "cases"
PAGE_SIZE = 4
_KEYS = ("pk", "sk", "due_shard", "due_at", "address", "accepted_at", "purge_day")


class Lists(AddressBook, WaitingCases, Protocol):
    """What finds cases."""


RECIPIENTS = Recipients(b"secret of digests")
CAPS = AckCaps(an_hour=3, a_day=10, all_an_hour=30)


@dataclass(frozen=True)
class Stores:
    """One set of stores; the tokens of claims are `lease-1`, `lease-2` and so on."""

    cases: CaseStore
    transcripts: TranscriptStore
    outbox: Outbox
    deliveries: Deliveries
    feedback: FeedbackStore
    histories: HistoryStore
    letters: LetterStore
    lists: Lists
    eraser: Eraser
    holds: Holds
    clock: Clock
    gate: MailGate
    switch: DynamoAckSwitch | MemoryAckSwitch
    suppressions: DynamoSuppressions | MemorySuppressions
    fates: Fates
    file_jobs: FileJobs


@pytest.fixture(scope="session")
def session() -> boto3.Session:
    """Return the SDK's session; it reads the descriptions of services once for all tests."""
    return boto3.Session()


@pytest.fixture
def aws(session: boto3.Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put an empty AWS in memory behind every client made from now on."""
    monkeypatch.setattr(BotocoreStubber, "__call__", _one_at_a_time(BotocoreStubber.__call__))
    with mock_aws():
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
        yield


@pytest.fixture
def dynamodb(aws: None) -> DynamoDBClient:  # noqa: ARG001 - is there, returns nothing
    """Return a client that never repeats a call, with the empty table behind it."""
    client = boto3.client("dynamodb", REGION, config=Config(retries={"total_max_attempts": 1}))
    _create_table(client)
    return client


def empty_table(client: DynamoDBClient) -> None:
    """Put an empty table in the place of the one that is there.

    For whoever begins again a thousand times: moto copies a table before each transaction, with a place for
    each key that ever was, and keeps the copies until it is told to forget them.
    """
    client.delete_table(TableName=TABLE)
    _create_table(client)
    for model in model_data["dynamodb"].values():
        model.instances_tracked = []  # type: ignore[attr-defined]


@pytest.fixture
def dynamo_stores(dynamodb: DynamoDBClient) -> Stores:
    """Return the stores on the table; the outbox reads small pages."""
    clock, numbers = Clock(), count(1)
    return Stores(
        DynamoCaseStore(dynamodb, TABLE, clock),
        DynamoTranscriptStore(dynamodb, TABLE, clock),
        DynamoOutbox(dynamodb, TABLE, lambda: f"lease-{next(numbers)}", page_size=PAGE_SIZE),
        DynamoDeliveries(dynamodb, TABLE, DynamoLeases(dynamodb, TABLE, lambda: f"lease-{next(numbers)}")),
        DynamoFeedbackStore(dynamodb, TABLE),
        DynamoHistoryStore(dynamodb, TABLE, clock),
        DynamoLetters(dynamodb, TABLE, clock),
        DynamoCaseLists(dynamodb, TABLE, clock),
        DynamoEraser(dynamodb, TABLE),
        DynamoHolds(dynamodb, TABLE),
        clock,
        DynamoMailGate(dynamodb, TABLE, RECIPIENTS, CAPS),
        DynamoAckSwitch(dynamodb, TABLE),
        DynamoSuppressions(dynamodb, TABLE, RECIPIENTS),
        DynamoFates(dynamodb, TABLE),
        DynamoFileJobs(DynamoLeases(dynamodb, TABLE, lambda: f"lease-{next(numbers)}")),
    )


@pytest.fixture
def memory_stores() -> Stores:
    """Return the stores in memory."""
    return memory_stores_of(MemoryTable())


def memory_stores_of(table: MemoryTable) -> Stores:
    """Return the stores over a table in memory."""
    clock = Clock()
    return Stores(
        MemoryCaseStore(table, clock),
        MemoryTranscriptStore(table, clock),
        MemoryOutbox(table),
        MemoryDeliveries(table),
        MemoryFeedbackStore(table),
        MemoryHistoryStore(table, clock),
        MemoryLetters(table, clock),
        MemoryCaseLists(table, clock),
        MemoryEraser(table),
        MemoryHolds(table),
        clock,
        MemoryMailGate(table, RECIPIENTS, CAPS),
        MemoryAckSwitch(table),
        MemorySuppressions(table, RECIPIENTS),
        MemoryFates(table),
        MemoryFileJobs(table),
    )


@pytest.fixture(params=["dynamo_stores", "memory_stores"])
def stores(request: pytest.FixtureRequest) -> Stores:
    """Return either set: what is asked of one is asked of the other."""
    found: Stores = request.getfixturevalue(request.param)
    return found


def _create_table(client: DynamoDBClient) -> None:
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in _KEYS],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "due",
                "KeySchema": [
                    {"AttributeName": "due_shard", "KeyType": "HASH"},
                    {"AttributeName": "due_at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
            {
                "IndexName": "address",
                "KeySchema": [
                    {"AttributeName": "address", "KeyType": "HASH"},
                    {"AttributeName": "accepted_at", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "KEYS_ONLY"},
            },
            {
                "IndexName": "expiry",
                "KeySchema": [{"AttributeName": "purge_day", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["expires_at"]},
            },
        ],
    )


def _one_at_a_time(call: Any) -> Any:  # noqa: ANN401 - moto's own
    """Guard moto: it undoes a cancelled transaction by restoring all tables, and with them others' writes."""
    lock = RLock()

    def guarded(*args: object, **kwargs: object) -> object:
        with lock:
            return call(*args, **kwargs)

    return guarded

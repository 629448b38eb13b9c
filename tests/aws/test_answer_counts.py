"""What lies in the table of readers' answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from helpcenter.aws.answers import DynamoAnswerCounts
from helpcenter.feedback.answer import Answer
from helpcenter.inquiry.case import StoreUnavailableError
from tests.aws.conftest import TABLE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DAY, ERASE_AT = date(2026, 11, 23), datetime(2029, 2, 1, tzinfo=UTC)
PAGE = "topics/mail/spam-filter/"


def test_answers_of_a_day_add_up(dynamodb: DynamoDBClient) -> None:
    """One item for each day, language and article holds two numbers, and nothing about anybody."""
    counts = DynamoAnswerCounts(dynamodb, TABLE)
    for verdict in ("helpful", "unhelpful", "helpful"):
        counts.add(Answer(PAGE, "ko", verdict), DAY, ERASE_AT)
    counts.add(Answer(PAGE, "en", "helpful"), DAY, ERASE_AT)
    expiry = {"N": str(int(ERASE_AT.timestamp()))}
    day = {"S": "ANSWERS#2026-11-23"}
    items = sorted(dynamodb.scan(TableName=TABLE)["Items"], key=lambda item: item["sk"]["S"])
    assert items == [
        {"pk": day, "sk": {"S": f"en#{PAGE}"}, "helpful": {"N": "1"}, "expires_at": expiry},
        {
            "pk": day,
            "sk": {"S": f"ko#{PAGE}"},
            "helpful": {"N": "2"},
            "unhelpful": {"N": "1"},
            "expires_at": expiry,
        },
    ]


def test_answers_at_the_same_time_are_all_counted(dynamodb: DynamoDBClient) -> None:
    """Counting is the database's: no reader overwrites another."""
    counts = DynamoAnswerCounts(dynamodb, TABLE)
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda _: counts.add(Answer(PAGE, "ko", "helpful"), DAY, ERASE_AT), range(40)))
    [item] = dynamodb.scan(TableName=TABLE)["Items"]
    assert item["helpful"] == {"N": "40"}


def test_an_outage_of_the_database_is_told(dynamodb: DynamoDBClient) -> None:
    """The caller learns that nobody knows whether it was counted."""
    counts = DynamoAnswerCounts(dynamodb, "no-such-table")
    with pytest.raises(StoreUnavailableError):
        counts.add(Answer(PAGE, "ko", "helpful"), DAY, ERASE_AT)

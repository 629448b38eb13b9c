"""Cases with their events in DynamoDB: the events lie beside their case, each with its number as its key."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.cases import case_from_item
from helpcenter.aws.table import (
    case_key,
    case_of,
    event_key,
    event_of,
    expiry,
    is_expired,
    moment_text,
    new_job_item,
    open_shard,
)
from helpcenter.aws.transaction import put_if
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.inquiry.history import CaseHistory, Event
from helpcenter.inquiry.life import Kind
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef, TransactWriteItemTypeDef

    from helpcenter.aws.table import Item
    from helpcenter.mail.job import MailJob


@record
class DynamoHistoryStore:
    """The HistoryStore on the table.

    Needs dynamodb:Query to read; to append also PutItem and UpdateItem.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def read(self, case_id: str) -> CaseHistory | None:
        """Return a case with its events in one query; see HistoryStore."""
        items = items_of(self.client, self.table, case_id)
        case = next((item for item in items if case_of(item)), None)
        if case is None or is_expired(case, self.now()):
            return None
        events = [_event_from_item(number, item) for item in items if (number := event_of(item))]
        return CaseHistory(case_from_item(case), tuple(events))

    def append(self, history: CaseHistory, jobs: Sequence[MailJob]) -> bool:
        """Keep the last event of a history with its mails; see HistoryStore.

        Its number is the lock: of two who append the same number, one has it.
        """
        case = history.case
        puts: list[Item] = [_to_item(history), *(new_job_item(job, case.erase_at) for job in jobs)]
        condition = "attribute_not_exists(pk)"
        writes: list[TransactWriteItemTypeDef] = [
            {"Put": {"TableName": self.table, "Item": item, "ConditionExpression": condition}}
            for item in puts
        ]
        return put_if(self.client, [self._move(history), *writes])

    def _move(self, history: CaseHistory) -> TransactWriteItemTypeDef:
        """Note on the case where it stands now, if it is there; in the index while it is open."""
        case, event = history.case, history.events[-1]
        values: dict[str, AttributeValueTypeDef] = {":state": {"S": history.state}}
        changes = "SET #state = :state"
        if event.kind is Kind.REASSIGNED:
            changes += ", department = :department"
            values[":department"] = {"S": event.detail}
        if history.is_open:
            changes += ", due_shard = :shard, due_at = :due"
            values |= {":shard": {"S": open_shard(case.case_id)}, ":due": {"S": moment_text(case.due_at)}}
        else:
            changes += " REMOVE due_shard, due_at"
        return {
            "Update": {
                "TableName": self.table,
                "Key": case_key(case.case_id),
                "ConditionExpression": "attribute_exists(pk)",
                "UpdateExpression": changes,
                "ExpressionAttributeNames": {"#state": "state"},  # a reserved word
                "ExpressionAttributeValues": values,
            }
        }


def items_of(client: DynamoDBClient, table: str, case_id: str) -> list[Item]:
    """Return all that is kept under a case as it is now, in the order of its keys.

    Raises:
        StoreUnavailableError: it could not be read.
    """
    with store_unavailable():
        pages = client.get_paginator("query").paginate(
            TableName=table,
            KeyConditionExpression="pk = :case",
            ExpressionAttributeValues={":case": case_key(case_id)["pk"]},
            ConsistentRead=True,
        )
        return [item for page in pages for item in page["Items"]]


def _to_item(history: CaseHistory) -> Item:
    event = history.events[-1]
    return {
        **event_key(history.case.case_id, event.number),
        "kind": {"S": event.kind},
        "at": {"S": moment_text(event.at)},
        "words": {"S": event.words},
        "detail": {"S": event.detail},
        "expires_at": expiry(history.case.erase_at),
    }


def _event_from_item(number: int, item: Item) -> Event:
    return Event(
        number,
        Kind(item["kind"]["S"]),
        datetime.fromisoformat(item["at"]["S"]),
        item["words"]["S"],
        item["detail"]["S"],
    )

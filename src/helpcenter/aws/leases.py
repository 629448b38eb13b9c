"""Work that is owed, on the table: found by the index `due`, claimed by a lease, released with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.table import DUE, DUE_INDEX, moment_text
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item

_FREE = "(attribute_not_exists(lease) OR attribute_not_exists(leased_until) OR leased_until <= :now)"
_CONDITION_FAILED = "ConditionalCheckFailedException"


@record
class DynamoLeases:
    """Leases on items of the table. Every method raises StoreUnavailableError when the database fails.

    What is leased keeps its place in the index: to take it out and put it in again at the end of its lease
    would cost two writes more, and who finds it meanwhile learns at once that somebody has it.

    `new_token` makes a lease token that nobody else makes. `page_size` is how many keys one query reads.
    """

    client: DynamoDBClient
    table: str
    new_token: Callable[[], str]
    page_size: int = 100

    def keys_in(self, shard: str, now: datetime) -> Iterator[Item]:
        """Yield the keys of a shard that are due, leased or not, with their `due_at`, the oldest first."""
        with store_unavailable():
            for page in self.client.get_paginator("query").paginate(
                TableName=self.table,
                IndexName=DUE_INDEX,
                KeyConditionExpression="due_shard = :shard AND due_at <= :now",
                ExpressionAttributeValues={":shard": {"S": shard}, ":now": {"S": moment_text(now)}},
                PaginationConfig={"PageSize": self.page_size},
            ):
                yield from page["Items"]

    def claim(self, key: Item, now: datetime, lease_until: datetime) -> Item | None:
        """Take an item if it is due, in one conditional write, and count the attempt."""
        token = self.new_token()
        with store_unavailable():
            try:
                return self.client.update_item(
                    TableName=self.table,
                    Key=key,
                    ConditionExpression=f"#state = :due AND due_at <= :now AND {_FREE}",
                    UpdateExpression=(  # what became of an earlier try says nothing of this one
                        "SET leased_until = :until, lease = :token ADD attempts :one "
                        "REMOVE fate, fate_rank, fate_at"
                    ),
                    ExpressionAttributeNames={"#state": "state"},  # a reserved word
                    ExpressionAttributeValues={
                        ":due": {"S": DUE},
                        ":now": {"S": moment_text(now)},
                        ":until": {"S": moment_text(lease_until)},
                        ":token": {"S": token},
                        ":one": {"N": "1"},
                    },
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )["Attributes"]
            except ClientError as error:
                # The SDK repeats a call whose answer was lost. If that is our own token, the first one won.
                item = refused_by(error)
                return item if item.get("lease") == {"S": token} else None

    def release(self, key: Item, lease: str, state: str, note: str, values: Mapping[str, str | int]) -> None:
        """End a lease with a new state, if it is still held; numbers are kept as such."""
        told = {":lease": lease, ":state": state, **values}
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=key,
                    ConditionExpression="lease = :lease",
                    UpdateExpression=f"SET #state = :state, {note}",
                    ExpressionAttributeNames={"#state": "state"},  # a reserved word
                    ExpressionAttributeValues={
                        name: {"N": str(value)} if isinstance(value, int) else {"S": value}
                        for name, value in told.items()
                    },
                )
            except ClientError as error:
                refused_by(error)


def refused_by(error: ClientError) -> Item:
    """Return the item that did not meet the condition, empty if there is none; raise any other error."""
    if error.response["Error"]["Code"] != _CONDITION_FAILED:
        raise error
    item: Item = error.response.get("Item", {})  # type: ignore[assignment] # botocore types it as object
    return item

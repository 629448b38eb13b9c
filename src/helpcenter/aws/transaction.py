"""Store several new items together, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from helpcenter.aws.unavailable import store_unavailable
from helpcenter.inquiry.case import StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from helpcenter.aws.table import Item

# A conflict is over when the other transaction is, within milliseconds: no pause is needed, an end is.
_TRIES = 5
_CALL = "TransactWriteItems"


def put_new(client: DynamoDBClient, table: str, first: Item, others: Sequence[Item]) -> Item | None:
    """Store the items in one TransactWriteItems, if none of their keys is taken.

    Returns:
        None when they are stored, else the item that already has the key of `first`. It comes with the
        refusal itself, without a second round trip.

    Raises:
        StoreUnavailableError: they are not stored, or, after a lost answer, nobody knows; putting the same
            items again finds out.
    """
    puts = [_put_new(table, item) for item in (first, *others)]
    for _ in range(_TRIES):
        reasons = _transact(client, puts)
        if not reasons:
            return None
        codes = {reason["Code"] for reason in reasons}
        if "ConditionalCheckFailed" in codes:
            return reasons[0].get("Item") or _taken(client, table, first)
        if "TransactionConflict" not in codes:
            raise StoreUnavailableError(*sorted(codes - {"None"}), call=_CALL)
    raise StoreUnavailableError("TransactionConflict", call=_CALL)


def put_if(client: DynamoDBClient, writes: Sequence[TransactWriteItemTypeDef]) -> bool:
    """Make conditional writes in one TransactWriteItems, all or none.

    Returns:
        False when one of the conditions does not hold.

    Raises:
        StoreUnavailableError: nothing was written, or, after a lost answer, nobody knows.
    """
    for _ in range(_TRIES):
        codes = {reason["Code"] for reason in _transact(client, writes)}
        if not codes:
            return True
        if "ConditionalCheckFailed" in codes:
            return False
        if "TransactionConflict" not in codes:
            raise StoreUnavailableError(*sorted(codes - {"None"}), call=_CALL)
    raise StoreUnavailableError("TransactionConflict", call=_CALL)


def get_each(client: DynamoDBClient, table: str, keys: Sequence[Item]) -> list[Item]:
    """Read several items, in the order of their keys; one that is not there comes empty.

    They are as they were a moment ago, at half the price: who writes back what came of them makes that sure.

    Raises:
        StoreUnavailableError: they could not all be read.
    """
    with store_unavailable():
        answer = client.batch_get_item(RequestItems={table: {"Keys": keys}})
    if answer["UnprocessedKeys"]:
        raise StoreUnavailableError("UnprocessedKeys")
    found = {(item["pk"]["S"], item["sk"]["S"]): item for item in answer["Responses"][table]}
    return [found.get((key["pk"]["S"], key["sk"]["S"]), {}) for key in keys]


def get(client: DynamoDBClient, table: str, key: Item) -> Item | None:
    """Read one item as it is now.

    Raises:
        StoreUnavailableError: it could not be read.
    """
    with store_unavailable():
        return client.get_item(TableName=table, Key=key, ConsistentRead=True).get("Item")


def _put_new(table: str, item: Item) -> TransactWriteItemTypeDef:
    return {
        "Put": {
            "TableName": table,
            "Item": item,
            "ConditionExpression": "attribute_not_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }


def _transact(
    client: DynamoDBClient, puts: Sequence[TransactWriteItemTypeDef]
) -> Sequence[Mapping[str, Any]]:
    """Return why the transaction was cancelled, one reason a put; nothing when it was not."""
    with store_unavailable():
        try:
            client.transact_write_items(TransactItems=puts)
        except ClientError as error:
            if "CancellationReasons" not in error.response:
                raise
            return error.response["CancellationReasons"]
    return ()


def _taken(client: DynamoDBClient, table: str, first: Item) -> Item:
    """Return what stands in the first item's place, when the refusal did not say."""
    item = get(client, table, {"pk": first["pk"], "sk": first["sk"]})
    if item is None:  # only a job was there: left over by TTL, which deletes it in its own time
        raise StoreUnavailableError("ConditionalCheckFailed", call=_CALL)
    return item

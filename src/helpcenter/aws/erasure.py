"""Erasing in DynamoDB, and what is set apart before."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.histories import items_of
from helpcenter.aws.letters import letter_writes
from helpcenter.aws.table import (
    HOLDS,
    case_of,
    erased_by,
    held_key,
    hold_key,
    is_bare_event,
    is_held_too,
    is_note,
    kind_of,
    moment_text,
    part_name_of,
)
from helpcenter.aws.transaction import get, put_if
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.erasure import Hold
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from helpcenter.aws.table import Item
    from helpcenter.inquiry.letters import Letter

_TOGETHER = 90  # a transaction takes 100 writes and 4 MB
_ROUNDS = 5
_FOR_OTHERS = ("due_shard", "due_at", "address")  # what would let a copy be found, delivered or linked to


@record
class DynamoEraser:
    """The Eraser on the table. Needs dynamodb:Query, DeleteItem and, where somebody is told, PutItem."""

    client: DynamoDBClient
    table: str

    def erase(self, case_id: str, letter: Letter | None) -> Mapping[str, int]:
        """Erase every item of a case; see Eraser.

        An ordinary case goes in one transaction with its letter; without one, item by item.
        The case itself goes last, for nothing can be added to a case that is gone; what came in between is
        erased in the next round.
        """
        erased: Counter[str] = Counter()
        for _ in range(_ROUNDS):
            items = self._items(case_id)
            if not items:
                return dict(erased)
            erased.update(self._erase(items, letter))
        raise StoreUnavailableError("TransactionConflict")

    def erase_at_end(self, case_id: str) -> Mapping[str, int]:
        """Erase a case item by item, at half the price of a transaction; see Eraser.

        Bare events are left to DynamoDB's own expiry, which takes nothing for it.
        """
        return dict(self._erase([item for item in self._items(case_id) if not is_bare_event(item)], None))

    def left(self, case_id: str) -> int:
        """Return how many items there are under a case; see Eraser."""
        return len(self._items(case_id))

    def _items(self, case_id: str) -> list[Item]:
        return [item for item in items_of(self.client, self.table, case_id) if not is_note(item)]

    def _erase(self, items: Sequence[Item], letter: Letter | None) -> Counter[str]:
        erased: Counter[str] = Counter()
        ordered = sorted(items, key=lambda item: bool(case_of(item)))
        for item in ordered:
            if letter is None or part_name_of(item):  # parts are too large for a transaction
                with store_unavailable():
                    self.client.delete_item(TableName=self.table, Key={"pk": item["pk"], "sk": item["sk"]})
                erased[kind_of(item)] += 1
        rest = [item for item in ordered if letter and not part_name_of(item)]
        for start in range(0, len(rest), _TOGETHER):
            chunk = rest[start : start + _TOGETHER]
            writes = [self._delete(item) for item in chunk]
            if letter and case_of(chunk[-1]):
                writes += letter_writes(self.table, letter)
            if put_if(self.client, writes):
                erased.update(map(kind_of, chunk))
        return erased

    def _delete(self, item: Item) -> TransactWriteItemTypeDef:
        return {
            "Delete": {
                "TableName": self.table,
                "Key": {"pk": item["pk"], "sk": item["sk"]},
                "ConditionExpression": "attribute_exists(pk)",
            }
        }


@record
class DynamoHolds:
    """The Holds on the table. Needs dynamodb:GetItem, PutItem and Query; to list and to lift, DeleteItem."""

    client: DynamoDBClient
    table: str

    def get(self, case_id: str) -> Hold | None:
        """Return the hold on a case, or None; see Holds."""
        item = get(self.client, self.table, hold_key(case_id))
        return _hold_from_item(item) if item else None

    def set_apart(self, hold: Hold) -> int:
        """Copy what is kept of a case now; see Holds. Mails are no record and are not copied."""
        items = [item for item in items_of(self.client, self.table, hold.case_id) if is_held_too(item)]
        for item in items:
            kept = {name: value for name, value in item.items() if name not in _FOR_OTHERS}
            copy = {**kept, **held_key(hold.case_id, item), **erased_by(hold.until)}
            with store_unavailable():
                self.client.put_item(TableName=self.table, Item=copy)
        return len(items)

    def place(self, hold: Hold) -> None:
        """Keep a hold, in place of an older one on the same case."""
        item: Item = {
            **hold_key(hold.case_id),
            "reason": {"S": hold.reason},
            "until": {"S": moment_text(hold.until)},
            "placed_at": {"S": moment_text(hold.placed_at)},
            **erased_by(hold.until),
        }
        with store_unavailable():
            self.client.put_item(TableName=self.table, Item=item)

    def lift(self, case_id: str) -> int:
        """Drop a hold and the copy that it kept; return how many items that were."""
        copies = list(self._query(held_key(case_id)["pk"]["S"]))
        with store_unavailable():
            for item in copies:
                self.client.delete_item(TableName=self.table, Key={"pk": item["pk"], "sk": item["sk"]})
            self.client.delete_item(TableName=self.table, Key=hold_key(case_id))
        return len(copies)

    def every(self) -> Iterator[tuple[Hold, int]]:
        """Yield each hold with how many items are kept for it."""
        for item in self._query(HOLDS):
            hold = _hold_from_item(item)
            yield hold, sum(1 for _ in self._query(held_key(hold.case_id)["pk"]["S"]))

    def _query(self, owner: str) -> Iterator[Item]:
        with store_unavailable():
            for page in self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :owner",
                ExpressionAttributeValues={":owner": {"S": owner}},
                ConsistentRead=True,
            ):
                yield from page["Items"]


def _hold_from_item(item: Item) -> Hold:
    return Hold(
        item["sk"]["S"],
        item["reason"]["S"],
        datetime.fromisoformat(item["until"]["S"]),
        datetime.fromisoformat(item["placed_at"]["S"]),
    )

"""Deliveries in DynamoDB."""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.leases import DynamoLeases, refused_by
from helpcenter.aws.table import (
    DELIVERIES_SHARD,
    DONE,
    DUE,
    FAILED,
    FAILED_SHARD,
    delivery_key,
    delivery_of,
    erased_by,
    moment_text,
)
from helpcenter.aws.transaction import get
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record
from helpcenter.transcript.delivery import KEPT_FOR, Delivery, DeliveryTooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item

_STATE = {"#state": "state"}  # a reserved word
_PACKED_FROM, _ROOM = 100_000, 380_000  # bytes: an item ends at 400 KB


@record
class DynamoDeliveries:
    """The Deliveries on the table.

    Needs dynamodb:GetItem, PutItem, UpdateItem and DeleteItem on it, and Query on the index `due`.
    """

    client: DynamoDBClient
    table: str
    leases: DynamoLeases

    def take(self, delivery: Delivery, *, postpone: bool = False) -> bool:
        """Keep a delivery, if its ID is new; see Deliveries."""
        with store_unavailable():
            try:
                self.client.put_item(
                    TableName=self.table,
                    Item=_to_item(delivery),
                    ConditionExpression="attribute_not_exists(pk)",
                )
            except ClientError as error:
                refused_by(error)
            else:
                return True
            if postpone:
                self._postpone(delivery)
        return False

    def due(self, now: datetime) -> Iterator[str]:
        """Yield the IDs of those that are to be worked off, the oldest first."""
        keys = self.leases.keys_in(DELIVERIES_SHARD, now)
        return (found for key in keys if (found := delivery_of(key)))

    def claim(self, delivery_id: str, now: datetime, lease_until: datetime) -> Delivery | None:
        """Take a delivery if it is due; count the attempt."""
        item = self.leases.claim(delivery_key(delivery_id), now, lease_until)
        return None if item is None else _from_item(delivery_id, item)

    def done(self, delivery: Delivery, now: datetime) -> None:
        """Note that the claimed delivery is worked off; what a provider sent is erased."""
        erased = "due_shard, due_at, lease" + ("" if delivery.is_pointer else ", body")
        self._release(delivery, DONE, f"done_at = :at REMOVE {erased}", {":at": moment_text(now)})

    def forget(self, delivery: Delivery) -> None:
        """Drop the claimed delivery."""
        with store_unavailable():
            try:
                self.client.delete_item(
                    TableName=self.table,
                    Key=delivery_key(delivery.delivery_id),
                    ConditionExpression="lease = :lease",
                    ExpressionAttributeValues={":lease": {"S": delivery.lease}},
                )
            except ClientError as error:
                refused_by(error)

    def retry(self, delivery: Delivery, due_at: datetime) -> None:
        """Give the claimed delivery back until `due_at`."""
        self._release(delivery, DUE, "due_at = :due_at REMOVE lease", {":due_at": moment_text(due_at)})

    def set_aside(self, delivery: Delivery, reason: str, now: datetime) -> None:
        """Note that the claimed delivery can't be worked off, and why."""
        note = "due_shard = :failed, due_at = :at, reason = :reason REMOVE lease"
        values = {":failed": FAILED_SHARD, ":at": moment_text(now), ":reason": reason}
        self._release(delivery, FAILED, note, values)

    def failed(self, now: datetime) -> Iterator[Delivery]:
        """Yield those that were set aside, the oldest first."""
        for key in self.leases.keys_in(FAILED_SHARD, now):
            found = delivery_of(key)
            item = get(self.client, self.table, delivery_key(found)) if found else None
            if found and item:
                yield _from_item(found, item)

    def redo(self, delivery_id: str, now: datetime) -> bool:
        """Let a delivery that was set aside, or of which the chat can be fetched, be worked off again."""
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=delivery_key(delivery_id),
                    ConditionExpression="(#state = :failed OR #state = :done) AND attribute_exists(body)",
                    UpdateExpression="SET #state = :due, due_shard = :shard, due_at = :now, attempts = :none "
                    "REMOVE reason, done_at",
                    ExpressionAttributeNames=_STATE,
                    ExpressionAttributeValues={
                        ":failed": {"S": FAILED},
                        ":done": {"S": DONE},
                        ":due": {"S": DUE},
                        ":shard": {"S": DELIVERIES_SHARD},
                        ":now": {"S": moment_text(now)},
                        ":none": {"N": "0"},
                    },
                )
            except ClientError as error:
                refused_by(error)
                return False
        return True

    def _postpone(self, delivery: Delivery) -> None:
        try:
            self.client.update_item(
                TableName=self.table,
                Key=delivery_key(delivery.delivery_id),
                ConditionExpression="#state = :due AND attempts = :none AND due_at < :at",
                UpdateExpression="SET due_at = :at",
                ExpressionAttributeNames=_STATE,
                ExpressionAttributeValues={
                    ":due": {"S": DUE},
                    ":none": {"N": "0"},
                    ":at": {"S": moment_text(delivery.due_at)},
                },
            )
        except ClientError as error:
            refused_by(error)

    def _release(self, delivery: Delivery, state: str, note: str, values: dict[str, str]) -> None:
        self.leases.release(delivery_key(delivery.delivery_id), delivery.lease, state, note, values)


def body_of(item: Item) -> bytes:
    """Return what a provider sent, byte for byte; nothing where it is erased."""
    body = bytes(item["body"]["B"]) if "body" in item else b""
    return zlib.decompress(body) if "packed" in item and body else body


def _to_item(delivery: Delivery) -> Item:
    failed, body = bool(delivery.failed_for), delivery.body
    packed = len(body) > _PACKED_FROM
    if packed and len(body := zlib.compress(body)) > _ROOM:
        raise DeliveryTooLargeError
    item: Item = {
        **delivery_key(delivery.delivery_id),
        "provider": {"S": delivery.provider},
        "received_at": {"S": moment_text(delivery.received_at)},
        "body": {"B": body},
        "is_pointer": {"BOOL": delivery.is_pointer},
        "state": {"S": FAILED if failed else DUE},
        "attempts": {"N": "0"},
        "due_shard": {"S": FAILED_SHARD if failed else DELIVERIES_SHARD},
        "due_at": {"S": moment_text(delivery.due_at)},
        **erased_by(delivery.received_at + KEPT_FOR),
    }
    if packed:
        item = {**item, "packed": {"BOOL": True}}
    return {**item, "reason": {"S": delivery.failed_for}} if failed else item


def _from_item(delivery_id: str, item: Item) -> Delivery:
    return Delivery(
        delivery_id=delivery_id,
        provider=item["provider"]["S"],
        body=body_of(item),
        received_at=datetime.fromisoformat(item["received_at"]["S"]),
        due_at=datetime.fromisoformat(item["due_at"]["S"]),
        is_pointer=item["is_pointer"]["BOOL"],
        failed_for=item.get("reason", {}).get("S", ""),
        attempts=int(item["attempts"]["N"]),
        lease=item.get("lease", {}).get("S", ""),
    )

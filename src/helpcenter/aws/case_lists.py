"""Lists of cases in DynamoDB: those of a mail address, those that wait for an answer, all of them."""

from __future__ import annotations

import heapq
from operator import itemgetter
from typing import TYPE_CHECKING

from helpcenter.aws.cases import case_from_item
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.table import ADDRESS_INDEX, OPEN_SHARDS, case_key, case_of, is_expired
from helpcenter.aws.transaction import get
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.inquiry.life import State
from helpcenter.inquiry.lost_links import LINKS_MAX
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item
    from helpcenter.inquiry.case import Case


@record
class DynamoCaseLists:
    """The AddressBook and the WaitingCases on the table.

    Needs dynamodb:GetItem on it, and Query on its indexes `address` and `due`; to list all, Scan.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def open_cases(self, address: str) -> Sequence[Case]:
        """Return the cases of an address that are neither closed nor erased; see AddressBook."""
        found = (self._kept(case_id) for case_id in self.case_ids_of(address))
        cases = (case_from_item(item) for item in found if item and state_of(item) is not State.CLOSED)
        return [case for case, _ in zip(cases, range(LINKS_MAX), strict=False)]

    def case_ids_of(self, address: str) -> Iterator[str]:
        """Yield the IDs of all cases of an address, the newest first."""
        with store_unavailable():
            for page in self.client.get_paginator("query").paginate(
                TableName=self.table,
                IndexName=ADDRESS_INDEX,
                KeyConditionExpression="#address = :address",
                ExpressionAttributeNames={"#address": "address"},
                ExpressionAttributeValues={":address": {"S": address.lower()}},
                ScanIndexForward=False,
            ):
                yield from (case_id for item in page["Items"] if (case_id := case_of(item)))

    def waiting(self, until: datetime) -> Iterator[Case]:
        """Yield the cases without an answer whose promised moment comes by then; see WaitingCases."""
        for case, _ in self.waiting_with_state(until):
            yield case

    def waiting_with_state(self, until: datetime) -> Iterator[tuple[Case, State]]:
        """Yield the same with their states."""
        leases = DynamoLeases(self.client, self.table, str)
        keys = heapq.merge(
            *(self._by_due(leases.keys_in(shard, until)) for shard in OPEN_SHARDS), key=itemgetter(0)
        )
        for _, case_id in keys:
            item = self._kept(case_id)
            if item and "due_shard" in item:
                yield case_from_item(item), state_of(item)

    def every(self) -> Iterator[tuple[Case, State]]:
        """Yield every case that may still be kept, in no order; this reads the whole table."""
        with store_unavailable():
            for page in self.client.get_paginator("scan").paginate(
                TableName=self.table,
                FilterExpression="sk = :case AND begins_with(pk, :cases)",
                ExpressionAttributeValues={":case": {"S": "CASE"}, ":cases": {"S": "CASE#"}},
                ConsistentRead=True,
            ):
                for item in page["Items"]:
                    if not is_expired(item, self.now()):
                        yield case_from_item(item), state_of(item)

    def _kept(self, case_id: str) -> Item | None:
        item = get(self.client, self.table, case_key(case_id))
        return None if item is None or is_expired(item, self.now()) else item

    @staticmethod
    def _by_due(keys: Iterator[Item]) -> Iterator[tuple[str, str]]:
        for key in keys:
            if case_id := case_of(key):
                yield key["due_at"]["S"], case_id


def state_of(item: Item) -> State:
    """Return where a case stands, as its item says."""
    return State(item["state"]["S"]) if "state" in item else State.RECEIVED

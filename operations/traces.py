"""All that the table keeps of a mail address, wherever it lies."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.aws.deliveries import body_of
from helpcenter.aws.unavailable import store_unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item


@dataclass(frozen=True, slots=True)
class Traces:
    """Finds them by reading the whole table: no index knows of chats and of what was set aside."""

    client: DynamoDBClient
    table: str

    def of_address(
        self, address: str, counted: Callable[[Iterable[Item]], Iterator[Item]]
    ) -> tuple[list[str], list[Item]]:
        """Return the IDs of cases and chats of an address, and the keys of whatever else speaks of it.

        Copies under a hold, and what tells the customer of an erasure, are left out: both are kept knowingly.
        """
        wanted = address.strip().lower()
        case_ids: set[str] = set()
        others: list[Item] = []
        for item in counted(self._items()):
            if not _speaks_of(item, wanted):
                continue
            owner, kind = item["pk"]["S"], item["sk"]["S"]
            if owner.startswith("CASE#") and kind.startswith(("CASE", "TRANSCRIPT#")):
                case_ids.add(owner.removeprefix("CASE#"))
            else:
                others.append({"pk": item["pk"], "sk": item["sk"]})
        return sorted(case_ids), others

    def erase(self, keys: Iterable[Item]) -> None:
        """Erase items by their keys."""
        with store_unavailable():
            for key in keys:
                self.client.delete_item(TableName=self.table, Key=key)

    def _items(self) -> Iterator[Item]:
        with store_unavailable():
            for page in self.client.get_paginator("scan").paginate(TableName=self.table, ConsistentRead=True):
                yield from page["Items"]


def _speaks_of(item: Item, address: str) -> bool:
    owner, kind = item["pk"]["S"], item["sk"]["S"]
    if owner.startswith("DELIVERY#"):
        return address.encode() in body_of(item).lower()
    if owner.startswith("CASE#") and kind == "CASE":
        return str(item["inquiry"]["M"]["email"]["S"]).lower() == address
    if kind.startswith("TRANSCRIPT#") and owner.startswith("CASE#"):
        document = json.loads(zlib.decompress(bytes(item["document"]["B"])))
        return str((document.get("customer") or {}).get("email") or "").lower() == address
    if kind.startswith("LETTER#") and kind != "LETTER#erasure_note":
        return str(item["to"]["S"]).lower() == address
    return False

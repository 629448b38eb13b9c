"""Counts what AWS would charge for: every call of the SDK in this process, in the units of the price lists.

DynamoDB's units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
"""

from __future__ import annotations

import math
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.client import BaseClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_WRITE_BYTES, _READ_BYTES = 1024, 4096
_INDEXES = (
    ("due_shard", "due_at"),
    ("address", "accepted_at"),
    ("purge_day", "expires_at"),
)  # below 1 KB each
_WRITES = {"PutItem": "Item", "UpdateItem": "Key", "DeleteItem": "Key"}
_READS_NOT_KNOWN = {"TransactGetItems", "ExecuteStatement"}  # nobody makes them; who does counts them here
_S3_WRITES = {"PutObject", "CopyObject", "ListObjectsV2", "ListObjectVersions", "PutObjectTagging"}
_S3_READS = {"GetObject", "HeadObject", "GetObjectTagging"}


class Meter:
    """Units by name. Whoever fixes the call of `BaseClient` in between is counted too."""

    def __init__(self) -> None:
        self.units: Counter[str] = Counter()
        self._plain: Callable[..., Any] = BaseClient._make_api_call  # type: ignore[attr-defined]  # noqa: SLF001

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count meanwhile."""
        meter = self

        def call(client: BaseClient, operation: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401
            return meter._counted(client, operation, parameters)

        BaseClient._make_api_call = call  # type: ignore[attr-defined]  # noqa: SLF001
        try:
            yield
        finally:
            BaseClient._make_api_call = self._plain  # type: ignore[attr-defined]  # noqa: SLF001

    def _counted(self, client: BaseClient, operation: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401
        service = client.meta.service_model.service_name
        if service == "dynamodb":
            return self._database(client, operation, parameters)
        answer = self._plain(client, operation, parameters)
        if service == "sesv2" and operation == "SendEmail":
            self.units["ses_mails"] += 1
            simple = parameters["Content"]["Simple"]
            self.units["ses_attachment_bytes"] += sum(
                len(each["RawContent"]) * 4 // 3 for each in simple.get("Attachments", ())
            )
        elif service == "s3":
            kind = "s3_writes" if operation in _S3_WRITES else "s3_reads" if operation in _S3_READS else ""
            if kind:  # deleting is free
                self.units[kind] += 1
        return answer

    def _database(self, client: BaseClient, operation: str, parameters: dict[str, Any]) -> Any:  # noqa: ANN401
        written = _written(operation, parameters)
        before = [self._item(client, table, key) for table, key in written]
        try:
            answer = self._plain(client, operation, parameters)
        except client.exceptions.ClientError:
            self.units["dynamodb_writes"] += len(written)  # a condition that fails is charged for too
            raise
        after = [self._item(client, table, key) for table, key in written]
        times = 2 if operation == "TransactWriteItems" else 1
        for old, new in zip(before, after, strict=True):
            self.units["dynamodb_writes"] += times * max(_units(old, _WRITE_BYTES), _units(new, _WRITE_BYTES))
            self.units["dynamodb_writes"] += sum(_index_writes(old, new, index) for index in _INDEXES)
        self._count_reads(operation, parameters, answer)
        return answer

    def _count_reads(self, operation: str, parameters: dict[str, Any], answer: dict[str, Any]) -> None:
        if operation == "BatchGetItem":  # each item by itself, also one that is not there
            for table, asked in parameters["RequestItems"].items():
                found = {str(_key(item)): item for item in answer["Responses"][table]}
                for key in asked["Keys"]:
                    self._count_read([found.get(str(_key(key)), {})], consistent=asked.get("ConsistentRead"))
        elif operation == "GetItem":
            self._count_read([answer.get("Item", {})], consistent=parameters.get("ConsistentRead"))
        elif operation in {"Query", "Scan"}:
            self._count_read(answer["Items"], consistent=parameters.get("ConsistentRead"))
        elif operation in _READS_NOT_KNOWN:
            raise NotImplementedError(operation)

    def _count_read(self, items: Sequence[dict[str, Any]], *, consistent: bool | None) -> None:
        size = sum(item_bytes(item) for item in items)
        self.units["dynamodb_half_reads"] += max(1, math.ceil(size / _READ_BYTES)) * (2 if consistent else 1)

    def _item(self, client: BaseClient, table: str, key: dict[str, Any]) -> dict[str, Any]:
        found = self._plain(client, "GetItem", {"TableName": table, "Key": key, "ConsistentRead": True})
        item: dict[str, Any] = found.get("Item", {})
        return item


def _written(operation: str, parameters: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return table and key of each item that a call writes, or sets a condition for."""
    if operation == "TransactWriteItems":
        parts = [part for entry in parameters["TransactItems"] for part in entry.values()]
        return [(part["TableName"], _key(part.get("Item") or part["Key"])) for part in parts]
    if operation in _WRITES:
        return [(parameters["TableName"], _key(parameters[_WRITES[operation]]))]
    return []


def _key(item: dict[str, Any]) -> dict[str, Any]:
    return {"pk": item["pk"], "sk": item["sk"]}


def _index_writes(old: dict[str, Any], new: dict[str, Any], index: tuple[str, str]) -> int:
    """Return the writes to an index: an entry that moves is taken out and put in."""
    was, now = (tuple(str(item.get(name, "")) for name in index) for item in (old, new))
    return 0 if was == now else int(all(was)) + int(all(now))


def _units(item: dict[str, Any], of_bytes: int) -> int:
    return max(1, math.ceil(item_bytes(item) / of_bytes))


def item_bytes(item: dict[str, Any]) -> int:
    """Return about the bytes that DynamoDB counts: names and values in UTF-8."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: dict[str, Any]) -> int:
    [(kind, content)] = value.items()
    if kind == "M":
        return 3 + sum(len(name.encode()) + 1 + _value_size(each) for name, each in content.items())
    if kind == "L":
        return 3 + sum(1 + _value_size(each) for each in content)
    return len(str(content).encode()) if kind in {"S", "N"} else len(content) if kind == "B" else 1

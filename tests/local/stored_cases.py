"""The table of a running center, as its owner reaches it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.inquiry.life import Kind
from local.aws import Account

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

_LONG_AGO = "2026-01-02T09:00:00.000000+00:00"


def database_of(center: RunningCenter) -> tuple[Any, str]:
    """Return a client and the table's name."""
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    client = Account(int(endpoint.rpartition(":")[2])).client("dynamodb")
    return client, client.list_tables()["TableNames"][0]


def case_id_of(receipt: str) -> str:
    """Return the case ID, without grouping, of a receipt's address."""
    return receipt.rpartition("/")[2].partition(".")[0]


def let_promise_pass(center: RunningCenter, receipt: str) -> None:
    """Move a case back in time until its promised moment is past; for it the clock has moved on."""
    client, table = database_of(center)
    client.update_item(
        TableName=table,
        Key={"pk": {"S": f"CASE#{case_id_of(receipt)}"}, "sk": {"S": "CASE"}},
        UpdateExpression="SET answer_due_at = :past, due_at = :past",
        ExpressionAttributeValues={":past": {"S": _LONG_AGO}},
    )


def close_case(center: RunningCenter, receipt: str) -> None:
    """Close a case, as an operator does."""
    client, table = database_of(center)
    store = DynamoHistoryStore(client, table, lambda: datetime.now(UTC))
    history = store.read(case_id_of(receipt))
    assert history
    assert store.append(history.then(Kind.CLOSED, datetime.now(UTC)), ())


def kinds_of(center: RunningCenter, receipt: str) -> list[str]:
    """Return the kinds of items that are kept under a case."""
    client, table = database_of(center)
    found = client.query(
        TableName=table,
        KeyConditionExpression="pk = :case",
        ExpressionAttributeValues={":case": {"S": f"CASE#{case_id_of(receipt)}"}},
    )
    return [item["sk"]["S"] for item in found["Items"]]

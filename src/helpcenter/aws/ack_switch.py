"""The kill switch for acknowledgements: an item of the table that an operator sets and takes away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.table import ack_switch_key, moment_text
from helpcenter.aws.transaction import get
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@record
class DynamoAckSwitch:
    """Pauses and resumes acknowledgements, and the other mails to unproven addresses, at once.

    What would have left meanwhile is suppressed and does not leave when they are resumed. Every method raises
    StoreUnavailableError when the database does not answer.
    """

    client: DynamoDBClient
    table: str

    def pause(self, now: datetime) -> None:
        """Send none from now on; pausing again keeps the first moment."""
        with store_unavailable():
            self.client.update_item(
                TableName=self.table,
                Key=ack_switch_key(),
                UpdateExpression="SET paused_at = if_not_exists(paused_at, :now)",
                ExpressionAttributeValues={":now": {"S": moment_text(now)}},
            )

    def resume(self) -> None:
        """Send them again."""
        with store_unavailable():
            self.client.delete_item(TableName=self.table, Key=ack_switch_key())

    def paused_since(self) -> datetime | None:
        """Return since when they are paused, None when they are not."""
        item = get(self.client, self.table, ack_switch_key())
        return datetime.fromisoformat(item["paused_at"]["S"]) if item else None

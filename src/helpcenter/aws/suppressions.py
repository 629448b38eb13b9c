"""Addresses that mail must not go to, in DynamoDB, by their digests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.table import expiry, moment_text, suppressed_key
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.mail.gate import SUPPRESSED_FOR
from helpcenter.records import record

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.mail.recipients import Recipients


@record
class DynamoSuppressions:
    """Needs dynamodb:UpdateItem, and dynamodb:DeleteItem to lift. Both raise StoreUnavailableError."""

    client: DynamoDBClient
    table: str
    recipients: Recipients

    def suppress(self, address: str, reason: str, now: datetime) -> None:
        """Send nothing to the address any more, for SUPPRESSED_FOR; the latest reason stands."""
        with store_unavailable():
            self.client.update_item(
                TableName=self.table,
                Key=suppressed_key(self.recipients.address(address)),
                UpdateExpression="SET reason = :reason, since = :now, expires_at = :expiry",
                ExpressionAttributeValues={
                    ":reason": {"S": reason},
                    ":now": {"S": moment_text(now)},
                    ":expiry": expiry(now + SUPPRESSED_FOR),
                },
            )

    def lift(self, address: str) -> None:
        """Let mail go to the address again, when its owner says that it works."""
        with store_unavailable():
            self.client.delete_item(
                TableName=self.table, Key=suppressed_key(self.recipients.address(address))
            )

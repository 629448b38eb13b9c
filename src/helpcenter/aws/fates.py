"""What became of mails, in DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.leases import refused_by
from helpcenter.aws.table import DEAD, DEAD_SHARD, case_key, job_key, moment_text, new_job_item
from helpcenter.aws.transaction import get, put_if
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.mail.job import MailJob
    from helpcenter.mail.record import Fate, MailEvent


@record
class DynamoFates:
    """The Fates on the table. Needs dynamodb:GetItem, PutItem and UpdateItem."""

    client: DynamoDBClient
    table: str

    def flag(self, case_id: str, fate: Fate, notice: MailJob) -> None:
        """Mark the case and owe its notice in one transaction, once; a chat has no case to mark."""
        case = get(self.client, self.table, case_key(case_id))
        if case is None or "unreachable" in case:
            return
        job = {**new_job_item(notice, notice.due_at), "expires_at": case["expires_at"]}
        put_if(
            self.client,
            [
                {
                    "Update": {
                        "TableName": self.table,
                        "Key": case_key(case_id),
                        "ConditionExpression": "attribute_exists(pk) AND attribute_not_exists(unreachable)",
                        "UpdateExpression": "SET unreachable = :fate",
                        "ExpressionAttributeValues": {":fate": {"S": fate}},
                    }
                },
                {
                    "Put": {
                        "TableName": self.table,
                        "Item": job,
                        "ConditionExpression": "attribute_not_exists(pk)",
                    }
                },
            ],
        )

    def note(self, event: MailEvent, now: datetime) -> bool:
        """Note the fate, if it comes after the one that is noted; see Fates."""
        return self._note(event, now, "", {})

    def bury(self, event: MailEvent, now: datetime) -> bool:
        """Note the fate and that the mail is dead; see Fates.

        The lease goes, too: the event may come before the mail was noted as sent, and that must not undo it.
        """
        dead = {":dead": DEAD, ":shard": DEAD_SHARD}
        return self._note(
            event,
            now,
            ", #state = :dead, due_shard = :shard, due_at = :at, reason = :fate REMOVE lease",
            dead,
        )

    def _note(self, event: MailEvent, now: datetime, more: str, values: dict[str, str]) -> bool:
        texts = {":fate": str(event.fate), ":at": moment_text(now), **values}
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=job_key(event.case_id, event.mail),
                    ConditionExpression=(
                        "attribute_exists(#state) AND (attribute_not_exists(fate_rank) OR fate_rank < :rank)"
                    ),
                    UpdateExpression=f"SET fate = :fate, fate_rank = :rank, fate_at = :at{more}",
                    ExpressionAttributeNames={"#state": "state"},  # a reserved word
                    ExpressionAttributeValues={
                        ":rank": {"N": str(event.fate.rank)},
                        **{name: {"S": text} for name, text in texts.items()},
                    },
                )
            except ClientError as error:
                refused_by(error)
                return False
        return True

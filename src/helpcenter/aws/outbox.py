"""The outbox in DynamoDB: jobs beside their case, found by the index of what is owed."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.table import (
    DEAD,
    DEAD_SHARD,
    DUE,
    DUE_INDEX,
    DUE_SHARDS,
    SENT,
    job_key,
    job_of,
    moment_text,
)
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.mail.job import MailJob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item

_CONDITION_FAILED = "ConditionalCheckFailedException"


@dataclass(frozen=True, slots=True)
class DynamoOutbox:
    """The Outbox on the table. Every method raises StoreUnavailableError when the database does not answer.

    `new_token` makes a lease token that nobody else makes. `page_size` is how many keys one query reads.
    Needs dynamodb:UpdateItem on the table and dynamodb:Query on the index `due`.

    Whoever lost the lease changes nothing: `sent`, `retry` and `bury` write only while the job's token is
    still theirs, and return quietly if not. Somebody else has the job then and will note its outcome; a mail
    sent by both is the duplicate that at-least-once allows.
    """

    client: DynamoDBClient
    table: str
    new_token: Callable[[], str]
    page_size: int = 100

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, mail) of the jobs that are due, the oldest first, a page a shard at a time.

        The index follows the table a moment later: a job may show up that is due no more. `claim` knows.
        """
        shards = [self._due_in(shard, now) for shard in DUE_SHARDS]
        for _, job in heapq.merge(*shards, key=itemgetter(0)):
            yield job

    def claim(self, case_id: str, mail: str, now: datetime, lease_until: datetime) -> MailJob | None:
        """Take the job if it is due, in one conditional write, and count the attempt."""
        token = self.new_token()
        with store_unavailable():
            try:
                item: Item = self.client.update_item(
                    TableName=self.table,
                    Key=job_key(case_id, mail),
                    ConditionExpression="#state = :due AND due_at <= :now",
                    UpdateExpression="SET due_at = :until, lease = :token ADD attempts :one",
                    ExpressionAttributeNames={"#state": "state"},  # a reserved word
                    ExpressionAttributeValues={
                        ":due": {"S": DUE},
                        ":now": {"S": moment_text(now)},
                        ":until": {"S": moment_text(lease_until)},
                        ":token": {"S": token},
                        ":one": {"N": "1"},
                    },
                    ReturnValues="ALL_NEW",
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )["Attributes"]
            except ClientError as error:
                # The SDK repeats a call whose answer was lost. If that is our own token, the first one won.
                item = _refused_by(error)
                if item.get("lease") != {"S": token}:
                    return None
        return _from_item(case_id, mail, item)

    def sent(self, job: MailJob, message_id: str, now: datetime) -> None:
        """Note that the claimed job is done; nothing happens if the lease was lost."""
        note = "sent_at = :at, message_id = :message_id REMOVE due_shard, due_at, lease"
        self._release(job, SENT, note, {":at": moment_text(now), ":message_id": message_id})

    def retry(self, job: MailJob, due_at: datetime) -> None:
        """Give the claimed job back until `due_at`; nothing happens if the lease was lost."""
        self._release(job, DUE, "due_at = :due_at REMOVE lease", {":due_at": moment_text(due_at)})

    def bury(self, job: MailJob, reason: str, now: datetime) -> None:
        """Note that the claimed job is dead, and why; nothing happens if the lease was lost."""
        note = "due_shard = :dead, due_at = :at, reason = :reason REMOVE lease"
        values = {":dead": DEAD_SHARD, ":at": moment_text(now), ":reason": reason}
        self._release(job, DEAD, note, values)

    def dead(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, mail) of the dead jobs, the longest dead first."""
        for _, job in self._due_in(DEAD_SHARD, now):
            yield job

    def _due_in(self, shard: str, now: datetime) -> Iterator[tuple[str, tuple[str, str]]]:
        with store_unavailable():
            for page in self.client.get_paginator("query").paginate(
                TableName=self.table,
                IndexName=DUE_INDEX,
                KeyConditionExpression="due_shard = :shard AND due_at <= :now",
                ExpressionAttributeValues={":shard": {"S": shard}, ":now": {"S": moment_text(now)}},
                PaginationConfig={"PageSize": self.page_size},
            ):
                for item in page["Items"]:
                    if job := job_of(item):
                        yield item["due_at"]["S"], job

    def _release(self, job: MailJob, state: str, note: str, values: Mapping[str, str]) -> None:
        """End the lease with a new state, if it is still held."""
        texts = {":lease": job.lease, ":state": state, **values}
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=job_key(job.case_id, job.mail),
                    ConditionExpression="lease = :lease",
                    UpdateExpression=f"SET #state = :state, {note}",
                    ExpressionAttributeNames={"#state": "state"},  # a reserved word
                    ExpressionAttributeValues={name: {"S": text} for name, text in texts.items()},
                )
            except ClientError as error:
                _refused_by(error)


def _refused_by(error: ClientError) -> Item:
    """Return the item that did not meet the condition, empty if there is none; raise any other error."""
    if error.response["Error"]["Code"] != _CONDITION_FAILED:
        raise error
    item: Item = error.response.get("Item", {})  # type: ignore[assignment] # botocore types it as object
    return item


def _from_item(case_id: str, mail: str, item: Item) -> MailJob:
    return MailJob(
        case_id=case_id,
        mail=mail,
        due_at=datetime.fromisoformat(item["due_at"]["S"]),
        attempts=int(item["attempts"]["N"]),
        lease=item["lease"]["S"],
    )

"""The outbox in DynamoDB: jobs beside their case, found by the index of what is owed."""

from __future__ import annotations

import heapq
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.leases import DynamoLeases, refused_by
from helpcenter.aws.table import (
    DEAD,
    DEAD_SHARD,
    DUE,
    DUE_SHARDS,
    RETIRED_SHARDS,
    SENT,
    SUPPRESSED,
    SUPPRESSED_SHARD,
    due_shard,
    job_key,
    job_of,
    moment_text,
)
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.mail.job import OF_INQUIRIES, SENT_KEPT, MailJob
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item


@record
class DynamoOutbox:
    """The Outbox on the table. Every method raises StoreUnavailableError when the database does not answer.

    `new_token` makes a lease token that nobody else makes. `page_size` is how many keys one query reads.
    Needs dynamodb:UpdateItem on the table and dynamodb:Query on the index `due`.

    Whoever lost the lease changes nothing: `sent`, `retry`, `bury` and `suppress` write only while the job's
    token is still theirs, and return quietly if not. Somebody else has the job then and will note its
    outcome; a mail sent by both is the duplicate that at-least-once allows.
    """

    client: DynamoDBClient
    table: str
    new_token: Callable[[], str]
    page_size: int = 100

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, mail) of the jobs that are due, the oldest first, a page a shard at a time.

        The index follows the table a moment later, and knows nothing of leases: a job may show up that is due
        no more, or that somebody has. `claim` knows.
        """
        shards = DUE_SHARDS if now.minute else (*DUE_SHARDS, *RETIRED_SHARDS)
        for _, job in heapq.merge(*(self._due_in(shard, now) for shard in shards), key=itemgetter(0)):
            yield job

    def claim(self, case_id: str, mail: str, now: datetime, lease_until: datetime) -> MailJob | None:
        """Take the job if it is due, in one conditional write, and count the attempt."""
        item = self._leases.claim(job_key(case_id, mail), now, lease_until)
        return None if item is None else _from_item(case_id, mail, item)

    def sent(self, job: MailJob, message_id: str, now: datetime) -> None:
        """Note that the claimed job is done; nothing happens if the lease was lost.

        DynamoDB's own expiry, which takes nothing for it, deletes that of an inquiry after SENT_KEPT.
        """
        note = "sent_at = :at, message_id = :message_id"
        values: dict[str, str | int] = {":at": moment_text(now), ":message_id": message_id}
        if job.kind in OF_INQUIRIES:
            note += ", expires_at = :expiry"
            values[":expiry"] = _sent_expiry(now)
        self._release(job, SENT, f"{note} REMOVE due_shard, due_at, lease, leased_until", values)

    def retry(self, job: MailJob, due_at: datetime) -> None:
        """Give the claimed job back until `due_at`; nothing happens if the lease was lost."""
        self._release(job, DUE, "due_at = :due_at REMOVE lease", {":due_at": moment_text(due_at)})

    def bury(self, job: MailJob, reason: str, now: datetime) -> None:
        """Note that the claimed job is dead, and why; nothing happens if the lease was lost."""
        note = "due_shard = :dead, due_at = :at, reason = :reason REMOVE lease"
        values = {":dead": DEAD_SHARD, ":at": moment_text(now), ":reason": reason}
        self._release(job, DEAD, note, values)

    def suppress(self, job: MailJob, reason: str, now: datetime) -> None:
        """Note that the claimed job's mail may not be sent, and why; nothing happens without the lease."""
        note = "due_shard = :held_back, due_at = :at, reason = :reason REMOVE lease"
        values = {":held_back": SUPPRESSED_SHARD, ":at": moment_text(now), ":reason": reason}
        self._release(job, SUPPRESSED, note, values)

    def dead(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, mail) of the dead jobs, the longest dead first."""
        for _, job in self._due_in(DEAD_SHARD, now):
            yield job

    def revive(self, case_id: str, mail: str, now: datetime) -> bool:
        """Make a dead job due again; see Outbox. Once: a second call finds it no longer dead.

        One that died after it was sent would expire with what is owed.
        """
        later = ", expires_at = :expiry" if mail in OF_INQUIRIES else ""
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=job_key(case_id, mail),
                    ConditionExpression="#state = :dead",
                    UpdateExpression="SET #state = :due, due_shard = :shard, due_at = :now, attempts = :none"
                    f"{later} REMOVE reason",
                    ExpressionAttributeNames={"#state": "state"},  # a reserved word
                    ExpressionAttributeValues={
                        ":dead": {"S": DEAD},
                        ":due": {"S": DUE},
                        ":shard": {"S": due_shard(case_id)},
                        ":now": {"S": moment_text(now)},
                        ":none": {"N": "0"},
                        **({":expiry": {"N": str(_sent_expiry(now))}} if later else {}),
                    },
                )
            except ClientError as error:
                refused_by(error)
                return False
        return True

    @property
    def _leases(self) -> DynamoLeases:
        return DynamoLeases(self.client, self.table, self.new_token, self.page_size)

    def _due_in(self, shard: str, now: datetime) -> Iterator[tuple[str, tuple[str, str]]]:
        for item in self._leases.keys_in(shard, now):
            if job := job_of(item):
                yield item["due_at"]["S"], job

    def _release(self, job: MailJob, state: str, note: str, values: Mapping[str, str | int]) -> None:
        self._leases.release(job_key(job.case_id, job.mail), job.lease, state, note, values)


def _sent_expiry(now: datetime) -> int:
    """Return the epoch second from which nobody asks any more what became of a mail."""
    return int((now + SENT_KEPT).timestamp())


def _from_item(case_id: str, mail: str, item: Item) -> MailJob:
    return MailJob(
        case_id=case_id,
        mail=mail,
        due_at=datetime.fromisoformat(item["leased_until"]["S"]),
        attempts=int(item["attempts"]["N"]),
        lease=item["lease"]["S"],
    )

"""Lists of mails in DynamoDB, with what became of each: for whoever has to know why one did not arrive."""

from __future__ import annotations

import heapq
from datetime import UTC, datetime
from operator import itemgetter
from typing import TYPE_CHECKING

from helpcenter.aws.histories import items_of
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.table import (
    DEAD,
    DEAD_SHARD,
    DUE,
    DUE_SHARDS,
    RETIRED_SHARDS,
    SUPPRESSED,
    SUPPRESSED_SHARD,
    is_expired,
    job_key,
    job_of,
)
from helpcenter.aws.transaction import get
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item

UNSENT: Mapping[str, Sequence[str]] = {
    DUE: (*DUE_SHARDS, *RETIRED_SHARDS),
    DEAD: (DEAD_SHARD,),
    SUPPRESSED: (SUPPRESSED_SHARD,),
}
"""The states of mails that have not left, each with its shards of the index `due`."""
_EVER = datetime.max.replace(tzinfo=UTC)


@record
class MailState:
    """A mail and where it stands. `at` is since when, or when it is due (UTC, ISO 8601).

    `why` is the reason for which it is dead or held back, or what SES told of it after it left.
    """

    case_id: str
    mail: str
    state: str
    at: str
    attempts: int
    why: str


@record
class DynamoMailLists:
    """Needs dynamodb:GetItem, and Query on the table and its index `due`. Raises StoreUnavailableError."""

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def in_state(self, state: str) -> Iterator[MailState]:
        """Yield the mails that are in a state of UNSENT, the oldest first."""
        leases = DynamoLeases(self.client, self.table, str)
        shards = (self._keys(leases, shard) for shard in UNSENT[state])
        for _, job in heapq.merge(*shards, key=itemgetter(0)):
            item = get(self.client, self.table, job_key(*job))
            # The index follows the table a moment later.
            if item and item["state"]["S"] == state and not is_expired(item, self.now()):
                yield _from_item(job, item)

    def of_case(self, case_id: str) -> Iterator[MailState]:
        """Yield every mail of a case, whatever became of it."""
        for item in items_of(self.client, self.table, case_id):
            if job := job_of(item):
                yield _from_item(job, item)

    @staticmethod
    def _keys(leases: DynamoLeases, shard: str) -> Iterator[tuple[str, tuple[str, str]]]:
        for key in leases.keys_in(shard, _EVER):
            if job := job_of(key):
                yield key["due_at"]["S"], job


def _from_item(job: tuple[str, str], item: Item) -> MailState:
    texts = {name: value["S"] for name, value in item.items() if "S" in value}
    return MailState(
        *job,
        state=texts["state"],
        at=texts.get("fate_at") or texts.get("sent_at") or texts.get("due_at", ""),
        attempts=int(item["attempts"]["N"]),
        why=texts.get("reason") or texts.get("fate", ""),
    )

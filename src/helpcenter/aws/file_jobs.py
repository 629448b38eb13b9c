"""Files of chats that are to be fetched, in DynamoDB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.table import DONE, DUE, FILES_SHARD, files_key, files_of, moment_text
from helpcenter.records import record
from helpcenter.transcript.files import FilesJob

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from helpcenter.aws.leases import DynamoLeases


@record
class DynamoFileJobs:
    """The FileJobs on the table. Needs dynamodb:UpdateItem on it, and Query on the index `due`."""

    leases: DynamoLeases

    def due(self, now: datetime) -> Iterator[tuple[str, str]]:
        """Yield (case ID, part name) of those that are due, the oldest first."""
        keys = self.leases.keys_in(FILES_SHARD, now)
        return (found for key in keys if (found := files_of(key)))

    def claim(self, case_id: str, part_name: str, now: datetime, lease_until: datetime) -> FilesJob | None:
        """Take a job if it is due; count the attempt."""
        item = self.leases.claim(files_key(case_id, part_name), now, lease_until)
        if item is None:
            return None
        return FilesJob(case_id, part_name, int(item["attempts"]["N"]), item["lease"]["S"])

    def done(self, job: FilesJob, now: datetime) -> None:
        """Note that the claimed job is done."""
        note = "done_at = :at REMOVE due_shard, due_at, lease"
        self._release(job, DONE, note, {":at": moment_text(now)})

    def retry(self, job: FilesJob, due_at: datetime) -> None:
        """Give the claimed job back until `due_at`."""
        self._release(job, DUE, "due_at = :due_at REMOVE lease", {":due_at": moment_text(due_at)})

    def _release(self, job: FilesJob, state: str, note: str, values: dict[str, str]) -> None:
        self.leases.release(files_key(job.case_id, job.part_name), job.lease, state, note, values)

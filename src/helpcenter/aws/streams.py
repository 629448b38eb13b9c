"""Mail jobs that the table's stream tells of, the moment they are stored."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from helpcenter.aws.table import job_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def owed_jobs(event: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (case ID, mail) of the new mail jobs in an event of the stream, in its order.

    Only what was inserted counts: claims and outcomes change jobs too and would call for the next try at
    once, which is the sweep's to time. The stream needs no more than the keys (KEYS_ONLY).
    """
    keys = (
        record["dynamodb"]["Keys"] for record in event.get("Records", ()) if record["eventName"] == "INSERT"
    )
    return [job for key in keys if (job := job_of(key))]


def stored_at(event: Mapping[str, Any]) -> datetime | None:
    """Return when the first of an event's records was stored (UTC), as far as it says so.

    ApproximateCreationDateTime counts seconds since 1970:
    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html
    """
    for record in event.get("Records", ()):
        if seconds := record["dynamodb"].get("ApproximateCreationDateTime"):
            return datetime.fromtimestamp(float(seconds), UTC)
    return None

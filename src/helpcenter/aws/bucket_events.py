"""What S3, GuardDuty and the table's stream tell of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpcenter.aws.table import attachment_of, is_held

if TYPE_CHECKING:
    from collections.abc import Mapping


def uploaded_key(event: Mapping[str, Any]) -> str | None:
    """Return the key of what was uploaded, or scanned, in an event of EventBridge; None: it tells of neither.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html (keys are as they are, not encoded)
    https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-eventbridge-s3-malware-protection.html

    A scan's own result is not taken from the event: the tag on the file says it, and goes away with the file.
    """
    detail = event.get("detail", {})
    found = detail.get("object", {}).get("key") or detail.get("s3ObjectDetails", {}).get("objectKey")
    return found if isinstance(found, str) else None


def erased_attachments(event: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    """Return (case ID, attachment ID, was it a copy under a hold) of each note that an event says is gone."""
    keys = (
        record["dynamodb"]["Keys"] for record in event.get("Records", ()) if record["eventName"] == "REMOVE"
    )
    return [(*found, is_held(key)) for key in keys if (found := attachment_of(key))]

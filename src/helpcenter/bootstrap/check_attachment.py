"""What checks uploads, and what erases files whose notes are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.check_upload import CheckUpload
from helpcenter.attachment.erase_files import EraseFiles, FollowErasure
from helpcenter.attachment.tell_late import TellOfLateFile
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.clients import bucket_client, dynamodb_client
from helpcenter.aws.erasure import DynamoHolds
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.bootstrap.center import DATA, now
from helpcenter.center.facts import load_facts
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.settings import CheckSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def check_attachment(environment: Mapping[str, str]) -> tuple[CheckUpload, FollowErasure]:
    """Return what checks uploads, and what erases files whose notes are gone."""
    settings, facts = read_settings(CheckSettings, environment), load_facts(DATA / "facts.json")
    client = dynamodb_client()
    store = DynamoAttachmentStore(client, settings.table_name, now)
    bucket = S3Bucket(bucket_client(), settings.attachment_bucket)
    scanned = bool(settings.malware_protection)
    tell = TellOfLateFile(ActOnCase(DynamoHistoryStore(client, settings.table_name, now), now), now)
    check = CheckUpload(store, bucket, facts.attachments.bytes_each, scanned, tell)
    return check, FollowErasure(EraseFiles(bucket), DynamoHolds(client, settings.table_name))

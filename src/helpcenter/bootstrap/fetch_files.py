"""What fetches the files of chats. Loaded only when there may be some: send_transcript starts without it."""

from __future__ import annotations

import secrets
from functools import cache
from typing import TYPE_CHECKING

from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.clients import bucket_client, dynamodb_client, s3_client
from helpcenter.aws.connect import S3Files
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.aws.file_jobs import DynamoFileJobs
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.bootstrap.center import now
from helpcenter.bootstrap.send_transcript import WORK_LEASE, work_off_deliveries
from helpcenter.downloads import SafeDownloads, ipv4_addresses
from helpcenter.settings import TranscriptSettings, read_settings
from helpcenter.transcript.fetching import FetchFiles

if TYPE_CHECKING:
    from collections.abc import Mapping


def fetch_files(environment: Mapping[str, str]) -> FetchFiles:
    """Return what fetches the files of chats."""
    settings, work = read_settings(TranscriptSettings, environment), work_off_deliveries(environment)
    client, table = dynamodb_client(), settings.table_name
    return FetchFiles(
        work.providers,
        DynamoFileJobs(DynamoLeases(client, table, lambda: secrets.token_hex(16))),
        DynamoTranscriptStore(client, table, now),
        DynamoAttachmentStore(client, table, now),
        S3Bucket(bucket_client(), settings.attachment_bucket),
        SafeDownloads(ipv4_addresses),
        S3Files(cache(s3_client)),
        work.facts.attachments.bytes_each,
        WORK_LEASE,
        now,
    )

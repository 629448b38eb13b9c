"""Transcripts in DynamoDB."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpcenter.aws.table import expiry, is_expired, new_job_item, transcript_key
from helpcenter.aws.transaction import get, put_new
from helpcenter.transcript.transcript import transcript_from_json, transcript_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item
    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.transcript import Transcript


@dataclass(frozen=True, slots=True)
class DynamoTranscriptStore:
    """The TranscriptStore on the table. Needs dynamodb:PutItem and dynamodb:GetItem, and no more."""

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def add(self, transcript: Transcript, jobs: Sequence[MailJob]) -> bool:
        """Store a transcript with its mail jobs; see TranscriptStore.

        Raises:
            StoreUnavailableError: not stored, or the answer was lost; the same transcript again finds out.
        """
        document = json.dumps(transcript_to_json(transcript), ensure_ascii=False)
        item: Item = {
            **transcript_key(transcript.case_id),
            "document": {"S": document},
            "expires_at": expiry(transcript.erase_at),
        }
        items = [new_job_item(job, transcript.erase_at) for job in jobs]
        return put_new(self.client, self.table, item, items) is None

    def get(self, case_id: str) -> Transcript | None:
        """Return a transcript that may still be kept; see TranscriptStore.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        item = get(self.client, self.table, transcript_key(case_id))
        if item is None or is_expired(item, self.now()):
            return None
        return transcript_from_json(json.loads(item["document"]["S"]))

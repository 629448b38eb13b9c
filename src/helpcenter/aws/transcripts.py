"""Transcripts in DynamoDB."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

from helpcenter.aws.table import (
    DUE,
    FILES_SHARD,
    case_key,
    erased_by,
    files_key,
    is_expired,
    is_of_a_chat,
    job_key,
    job_of,
    moment_text,
    new_job_item,
    part_name_of,
    transcript_key,
)
from helpcenter.aws.transaction import get, put_if
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.mail.job import TRANSCRIPT
from helpcenter.records import record
from helpcenter.transcript.parts import MailState, Part, TranscriptTooLargeError
from helpcenter.transcript.transcript import transcript_from_json, transcript_to_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef, TransactWriteItemTypeDef

    from helpcenter.aws.table import Item
    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.transcript import Transcript

DOCUMENT_MAX = 380_000  # bytes, packed: an item ends at 400 KB
MAILED_MAX = 5_000_000  # bytes: a mail of SES ends at 10 MB, and it holds the transcript as a file, in base64
_UNTOUCHED = "#state = :due AND attempts = :none"


@record
class DynamoTranscriptStore:
    """The TranscriptStore on the table.

    Needs dynamodb:GetItem to read a part for its mail; to keep chats also Query, PutItem and DeleteItem.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def parts(self, case_id: str) -> list[Part]:
        """Return what is kept under a case, as it is now, in one query; see TranscriptStore."""
        with store_unavailable():
            pages = self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :case",
                ExpressionAttributeValues={":case": case_key(case_id)["pk"]},
                ConsistentRead=True,
            )
            items = [item for page in pages for item in page["Items"]]
        mails = {job[1]: item for item in items if (job := job_of(item))}
        return [
            Part(_from_item(item), int(item["revision"]["N"]), _state(mails.get(f"{TRANSCRIPT}#{name}")))
            for item in items
            if (name := part_name_of(item)) and not is_expired(item, self.now())
        ]

    def items(self, case_id: str) -> list[Item]:
        """Return the key of everything that the chats of a case left: parts, mails, files, feedback.

        Whoever erases a case deletes these. What a provider sent and could not be read belongs to no case
        and is gone after delivery.KEPT_FOR.
        """
        with store_unavailable():
            pages = self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :case",
                ProjectionExpression="pk, sk, part",
                ExpressionAttributeValues={":case": case_key(case_id)["pk"]},
                ConsistentRead=True,
            )
            found: list[Item] = [item for page in pages for item in page["Items"]]
        return [{"pk": item["pk"], "sk": item["sk"]} for item in found if is_of_a_chat(item)]

    def save(self, part: Part, job: MailJob | None, *, fetch_at: datetime | None = None) -> bool:
        """Store a part with the mail that it owes; see TranscriptStore."""
        writes = [self._put_part(part)]
        if fetch_at:
            writes.append({"Put": {"TableName": self.table, "Item": _files_item(part, fetch_at)}})
        if job:
            writes.append(self._put_job(part, job))
        elif part.mail is MailState.WAITING:
            writes.append(self._delete_job(part))
        return put_if(self.client, writes)

    def get(self, case_id: str, part_name: str) -> Transcript | None:
        """Return a part that may still be kept; see TranscriptStore."""
        item = get(self.client, self.table, transcript_key(case_id, part_name))
        return None if item is None or is_expired(item, self.now()) else _from_item(item)

    def _put_part(self, part: Part) -> TransactWriteItemTypeDef:
        transcript = part.transcript
        document = json.dumps(transcript_to_json(transcript), ensure_ascii=False).encode()
        packed = zlib.compress(document)
        if len(document) > MAILED_MAX or len(packed) > DOCUMENT_MAX:
            raise TranscriptTooLargeError
        item: Item = {
            **transcript_key(transcript.case_id, transcript.part_name),
            "document": {"B": packed},
            "revision": {"N": str(part.revision + 1)},
            **erased_by(transcript.erase_at),
        }
        if part.revision == 0:
            return self._put(item, "attribute_not_exists(pk)")
        return self._put(item, "revision = :known", {":known": {"N": str(part.revision)}})

    def _put_job(self, part: Part, job: MailJob) -> TransactWriteItemTypeDef:
        erase_at = part.transcript.erase_at
        item = {**new_job_item(job, erase_at), **erased_by(erase_at)}  # no case takes it along
        if part.mail is MailState.NONE:
            return self._put(item, "attribute_not_exists(pk)")
        write = self._put(item, _UNTOUCHED, {":due": {"S": DUE}, ":none": {"N": "0"}})
        write["Put"]["ExpressionAttributeNames"] = {"#state": "state"}  # a reserved word
        return write

    def _delete_job(self, part: Part) -> TransactWriteItemTypeDef:
        transcript = part.transcript
        return {
            "Delete": {
                "TableName": self.table,
                "Key": job_key(transcript.case_id, f"{TRANSCRIPT}#{transcript.part_name}"),
                "ConditionExpression": _UNTOUCHED,
                "ExpressionAttributeNames": {"#state": "state"},
                "ExpressionAttributeValues": {":due": {"S": DUE}, ":none": {"N": "0"}},
            }
        }

    def _put(
        self, item: Item, condition: str, values: dict[str, AttributeValueTypeDef] | None = None
    ) -> TransactWriteItemTypeDef:
        write: TransactWriteItemTypeDef = {
            "Put": {"TableName": self.table, "Item": item, "ConditionExpression": condition}
        }
        if values:
            write["Put"]["ExpressionAttributeValues"] = values
        return write


def _files_item(part: Part, fetch_at: datetime) -> Item:
    transcript = part.transcript
    return {
        **files_key(transcript.case_id, transcript.part_name),
        "state": {"S": DUE},
        "attempts": {"N": "0"},
        "due_shard": {"S": FILES_SHARD},
        "due_at": {"S": moment_text(fetch_at)},
        **erased_by(transcript.erase_at),
    }


def _state(job: Item | None) -> MailState:
    if job is None:
        return MailState.NONE
    untouched = job["state"] == {"S": DUE} and job["attempts"] == {"N": "0"}
    return MailState.WAITING if untouched else MailState.TAKEN


def _from_item(item: Item) -> Transcript:
    document = zlib.decompress(bytes(item["document"]["B"]))
    return transcript_from_json(json.loads(document))

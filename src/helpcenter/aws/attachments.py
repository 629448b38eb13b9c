"""What is noted of files, in DynamoDB."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.attachment.attachment import EXPECTED_FOR, Attachment, CaseFiles, State
from helpcenter.attachment.kind import kind_of
from helpcenter.attachment.refusal import Reason
from helpcenter.aws.leases import refused_by
from helpcenter.aws.table import (
    attachment_key,
    attachment_of,
    attachments_prefix,
    attachments_range,
    case_key,
    erased_by,
    expiry,
    is_expired,
    moment_text,
    transcript_key,
)
from helpcenter.aws.transaction import get, put_if
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from helpcenter.aws.table import Item

_OPEN = "#state IN (:expected, :uploaded)"
_STATE = {"#state": "state"}  # a reserved word


@record
class DynamoAttachmentStore:
    """The AttachmentStore on the table.

    Needs dynamodb:GetItem, Query, PutItem and UpdateItem; who only checks or shows needs less of it.
    """

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def of_case(self, case_id: str) -> CaseFiles | None:
        """Return the files of a case, and that it is there, with one query; see AttachmentStore."""
        first, last = attachments_range()
        with store_unavailable():
            pages = self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :case AND sk BETWEEN :first AND :last",
                ExpressionAttributeValues={
                    ":case": case_key(case_id)["pk"],
                    ":first": {"S": first},
                    ":last": {"S": last},
                },
                ConsistentRead=True,
            )
            items = [item for page in pages for item in page["Items"] if not is_expired(item, self.now())]
        case = next((item for item in items if "inquiry" in item), None)
        if case is None:
            return None
        found = [_from_item(*key, item) for item in items if (key := attachment_of(item))]
        return CaseFiles(
            datetime.fromisoformat(case["erase_at"]["S"]),
            int(case["files_revision"]["N"]) if "files_revision" in case else 0,
            sorted(found, key=lambda each: each.asked_at),
        )

    def get(self, case_id: str, attachment_id: str) -> Attachment | None:
        """Return one file; see AttachmentStore."""
        item = get(self.client, self.table, attachment_key(case_id, attachment_id))
        return (
            None if item is None or is_expired(item, self.now()) else _from_item(case_id, attachment_id, item)
        )

    def expect(self, attachment: Attachment, revision: int) -> bool:
        """Note a file that may be uploaded, if its case is as it was; see AttachmentStore."""
        case = {
            "Update": {
                "TableName": self.table,
                "Key": case_key(attachment.case_id),
                "UpdateExpression": "SET files_revision = :next",
                "ConditionExpression": "attribute_exists(pk) AND "
                + ("files_revision = :known" if revision else "attribute_not_exists(files_revision)"),
                "ExpressionAttributeValues": {":next": {"N": str(revision + 1)}}
                | ({":known": {"N": str(revision)}} if revision else {}),
            }
        }
        writes = [case, self._put_open(attachment)]
        return put_if(self.client, writes)  # type: ignore[arg-type]  # two of the kinds it takes

    def note_uploaded(self, attachment: Attachment) -> None:
        """Note that the file waits for its scan; see AttachmentStore."""
        self._update(replace(attachment, state=State.UPLOADED))

    def settle(self, attachment: Attachment) -> bool:
        """Note the outcome, once; see AttachmentStore."""
        return self._update(attachment)

    def sent(self, case_id: str) -> list[Attachment]:
        """Return the files of a case's chats with one query; see AttachmentStore."""
        with store_unavailable():
            pages = self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :case AND begins_with(sk, :kind)",
                ExpressionAttributeValues={
                    ":case": case_key(case_id)["pk"],
                    ":kind": {"S": attachments_prefix()},
                },
                ConsistentRead=True,
            )
            items = [item for page in pages for item in page["Items"] if not is_expired(item, self.now())]
        return [_from_item(*key, item) for item in items if "part" in item and (key := attachment_of(item))]

    def note_sent(self, attachment: Attachment) -> bool:
        """Note a file of a chat, if its part is there; see AttachmentStore."""
        part = {
            "ConditionCheck": {
                "TableName": self.table,
                "Key": transcript_key(attachment.case_id, attachment.part),
                "ConditionExpression": "attribute_exists(pk)",
            }
        }
        return put_if(self.client, [part, self._put_open(attachment)])  # type: ignore[list-item]  # as below

    def _put_open(self, attachment: Attachment) -> dict[str, object]:
        """Return what notes a file, unless it is settled."""
        return {
            "Put": {
                "TableName": self.table,
                "Item": _to_item(attachment),
                "ConditionExpression": f"attribute_not_exists(pk) OR {_OPEN}",
                "ExpressionAttributeNames": _STATE,
                "ExpressionAttributeValues": _open_states(),
            }
        }

    def _update(self, attachment: Attachment) -> bool:
        item = _to_item(attachment)
        names = [name for name in item if name not in {"pk", "sk"}]
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=attachment_key(attachment.case_id, attachment.attachment_id),
                    ConditionExpression=_OPEN,
                    UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in names),
                    ExpressionAttributeNames={f"#{name}": name for name in names},
                    ExpressionAttributeValues={f":{name}": item[name] for name in names} | _open_states(),
                    ReturnValuesOnConditionCheckFailure="ALL_OLD",
                )
            except ClientError as error:
                # The SDK repeats a call whose answer was lost: the same outcome again is our own.
                return bool(refused_by(error)) and refused_by(error) == item
        return True


def _open_states() -> dict[str, AttributeValueTypeDef]:
    return {":expected": {"S": State.EXPECTED}, ":uploaded": {"S": State.UPLOADED}}


def _to_item(attachment: Attachment) -> Item:
    expected_until = min(attachment.erase_at, attachment.asked_at + EXPECTED_FOR + timedelta(hours=1))
    # What is not settled is left to DynamoDB's own expiry: in the index it would move when it is.
    kept = erased_by(attachment.erase_at) if attachment.is_settled else {"expires_at": expiry(expected_until)}
    item: Item = {
        **attachment_key(attachment.case_id, attachment.attachment_id),
        "state": {"S": attachment.state},
        "name": {"S": attachment.name},
        "media_type": {"S": attachment.kind or ""},
        "size": {"N": str(attachment.size)},
        "asked_at": {"S": moment_text(attachment.asked_at)},
        "erase_at": {"S": moment_text(attachment.erase_at)},
        **kept,
    }
    if attachment.part:
        item = {**item, "part": {"S": attachment.part}}
    return {**item, "reason": {"S": attachment.reason}} if attachment.reason else item


def _from_item(case_id: str, attachment_id: str, item: Item) -> Attachment:
    return Attachment(
        case_id=case_id,
        attachment_id=attachment_id,
        name=item["name"]["S"],
        kind=kind_of(item["media_type"]["S"]),
        size=int(item["size"]["N"]),
        asked_at=datetime.fromisoformat(item["asked_at"]["S"]),
        erase_at=datetime.fromisoformat(item["erase_at"]["S"]),
        state=State(item["state"]["S"]),
        reason=Reason(item["reason"]["S"]) if "reason" in item else None,
        part=item.get("part", {}).get("S", ""),
    )

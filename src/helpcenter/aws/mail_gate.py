"""The gate for mails in DynamoDB: caps, kill switch and suppressed addresses."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.table import (
    ack_switch_key,
    all_acks_key,
    expiry,
    given_acks_key,
    is_expired,
    job_key,
    moment_text,
    suppressed_key,
)
from helpcenter.aws.transaction import get_all, reasons_against
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import CAPPED, DAY, HOUR, OVER_CAP, OVER_CAP_OF_ALL, PAUSED, TO_DEPARTMENTS
from helpcenter.records import record

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

    from helpcenter.aws.table import Item
    from helpcenter.mail.gate import AckCaps
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.recipients import Recipients

_TRIES = 5
_REFUSED = "ConditionalCheckFailed"


@record
class DynamoMailGate:
    """The MailGate on the table. Needs dynamodb:GetItem and dynamodb:UpdateItem.

    What a mailbox was given is read and written back if nobody else has written meanwhile: one call where the
    cap is reached, two where it is not. The same transaction marks the job, so that its next try is free.
    """

    client: DynamoDBClient
    table: str
    recipients: Recipients
    caps: AckCaps

    def closed(self, job: MailJob, address: str, now: datetime, *, unproven: bool = False) -> str:
        """Return why the claimed job's mail may not go to the address, empty if it may; see MailGate."""
        if job.kind in TO_DEPARTMENTS:
            return ""
        suppressed = suppressed_key(self.recipients.address(address))
        if job.kind not in CAPPED and not unproven:
            [found] = get_all(self.client, self.table, [suppressed])
            return _reason(found, now)
        mailbox = self.recipients.mailbox(address)
        if unproven:
            return self._capped(job, suppressed, f"{mailbox}-chats", now, self.caps.of_chats)
        return self._capped(job, suppressed, mailbox, now, self.caps)

    def _capped(self, job: MailJob, suppressed: Item, mailbox: str, now: datetime, caps: AckCaps) -> str:
        keys = [suppressed, ack_switch_key(), job_key(job.case_id, job.mail), given_acks_key(mailbox)]
        for _ in range(_TRIES):
            address, switch, stored, acks = get_all(self.client, self.table, keys)
            if reason := _reason(address, now):
                return reason
            if "paused_at" in switch:
                return PAUSED
            if stored.get("lease") != {"S": job.lease}:
                raise StoreUnavailableError("lease_lost")
            if "counted" in stored:
                return ""
            given = [datetime.fromisoformat(moment["S"]) for moment in acks.get("given", {"L": []})["L"]]
            if not caps.has_room(given, now):
                return OVER_CAP
            recent = [at for at in given if now - at < DAY]
            codes = reasons_against(self.client, self._count(job, mailbox, acks, [*recent, now]))
            if not codes:
                return ""
            if codes[2] == _REFUSED:
                return OVER_CAP_OF_ALL
            if not {_REFUSED, "TransactionConflict"} & set(codes):
                raise StoreUnavailableError(*sorted(set(codes) - {"None"}))
        raise StoreUnavailableError("contention")

    def _count(
        self, job: MailJob, mailbox: str, acks: Item, given: list[datetime]
    ) -> list[TransactWriteItemTypeDef]:
        """Return the writes that count a mail: its job's mark, its mailbox, all mailboxes."""
        now, revision = given[-1], int(acks.get("revision", {"N": "0"})["N"])
        return [
            {
                "Update": {
                    "TableName": self.table,
                    "Key": job_key(job.case_id, job.mail),
                    "ConditionExpression": "lease = :lease AND attribute_not_exists(counted)",
                    "UpdateExpression": "SET counted = :yes",
                    "ExpressionAttributeValues": {":lease": {"S": job.lease}, ":yes": {"BOOL": True}},
                }
            },
            {
                "Update": {
                    "TableName": self.table,
                    "Key": given_acks_key(mailbox),
                    "ConditionExpression": "attribute_not_exists(revision) OR revision = :revision",
                    "UpdateExpression": "SET given = :given, revision = :next, expires_at = :expiry",
                    "ExpressionAttributeValues": {
                        ":revision": {"N": str(revision)},
                        ":next": {"N": str(revision + 1)},
                        ":given": {"L": [{"S": moment_text(at)} for at in given]},
                        ":expiry": expiry(now + DAY),
                    },
                }
            },
            {
                "Update": {
                    "TableName": self.table,
                    "Key": all_acks_key(now),
                    "ConditionExpression": "attribute_not_exists(given) OR given < :cap",
                    "UpdateExpression": "SET expires_at = :expiry ADD given :one",
                    "ExpressionAttributeValues": {
                        ":cap": {"N": str(self.caps.all_an_hour)},
                        ":one": {"N": "1"},
                        ":expiry": expiry(now + HOUR),
                    },
                }
            },
        ]


def _reason(suppressed: Item, now: datetime) -> str:
    return "" if not suppressed or is_expired(suppressed, now) else suppressed["reason"]["S"]

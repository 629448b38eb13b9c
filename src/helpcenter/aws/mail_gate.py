"""The gate for mails in DynamoDB: caps, kill switch and suppressed addresses."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from helpcenter.aws.leases import refused_by
from helpcenter.aws.table import (
    ack_switch_key,
    all_acks_key,
    expiry,
    given_acks_key,
    is_expired,
    moment_text,
    suppressed_key,
)
from helpcenter.aws.transaction import get_each
from helpcenter.aws.unavailable import store_unavailable
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.mail.gate import CAPPED, DAY, HOUR, OVER_CAP, OVER_CAP_OF_ALL, PAUSED, TO_DEPARTMENTS
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import AttributeValueTypeDef

    from helpcenter.aws.table import Item
    from helpcenter.mail.gate import AckCaps
    from helpcenter.mail.job import MailJob
    from helpcenter.mail.recipients import Recipients

_TRIES = 5


@record
class DynamoMailGate:
    """The MailGate on the table. Needs dynamodb:BatchGetItem and dynamodb:UpdateItem.

    What a mailbox was given is read and written back if nobody else has written meanwhile: one call where the
    cap is reached, three where it is not. The mailbox remembers which jobs it was given, so that the next try
    of one is free. All together are counted before it, not in a transaction with it, which would cost three
    times as much: who is cut off between the two has counted one too many of all, never one too few.
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
            [found] = get_each(self.client, self.table, [suppressed])
            return _reason(found, now)
        mailbox = self.recipients.mailbox(address)
        if unproven:
            return self._capped(job, suppressed, f"{mailbox}-chats", now, self.caps.of_chats)
        return self._capped(job, suppressed, mailbox, now, self.caps)

    def _capped(self, job: MailJob, suppressed: Item, mailbox: str, now: datetime, caps: AckCaps) -> str:
        if now >= job.due_at:
            raise StoreUnavailableError("lease_lost")
        keys, name = [suppressed, ack_switch_key(), given_acks_key(mailbox)], _name(job)
        is_counted_of_all = False
        for _ in range(_TRIES):
            address, switch, acks = get_each(self.client, self.table, keys)
            if reason := _reason(address, now):
                return reason
            if "paused_at" in switch:
                return PAUSED
            given = _given(acks)
            if name in given:
                return ""
            if not caps.has_room(given.values(), now):
                return OVER_CAP
            if not is_counted_of_all and not self._count_of_all(now):
                return OVER_CAP_OF_ALL
            is_counted_of_all = True
            recent = {each: at for each, at in given.items() if now - at < DAY}
            if self._count(mailbox, acks, recent | {name: now}, now):
                return ""
        raise StoreUnavailableError("contention")

    def _count(self, mailbox: str, acks: Item, given: Mapping[str, datetime], now: datetime) -> bool:
        """Write down what a mailbox was given, if nobody has meanwhile."""
        revision = int(acks.get("revision", {"N": "0"})["N"])
        return self._update(
            given_acks_key(mailbox),
            "attribute_not_exists(revision) OR revision = :revision",
            "SET jobs = :jobs, revision = :next, expires_at = :expiry",
            {
                ":revision": {"N": str(revision)},
                ":next": {"N": str(revision + 1)},
                ":jobs": {"M": {name: {"S": moment_text(at)} for name, at in given.items()}},
                ":expiry": expiry(now + DAY),
            },
        )

    def _count_of_all(self, now: datetime) -> bool:
        """Count one mail of this hour, if there is room for it."""
        return self._update(
            all_acks_key(now),
            "attribute_not_exists(given) OR given < :cap",
            "SET expires_at = :expiry ADD given :one",
            {
                ":cap": {"N": str(self.caps.all_an_hour)},
                ":one": {"N": "1"},
                ":expiry": expiry(now + HOUR),
            },
        )

    def _update(
        self, key: Item, condition: str, update: str, values: Mapping[str, AttributeValueTypeDef]
    ) -> bool:
        with store_unavailable():
            try:
                self.client.update_item(
                    TableName=self.table,
                    Key=key,
                    ConditionExpression=condition,
                    UpdateExpression=update,
                    ExpressionAttributeValues=values,
                )
            except ClientError as error:
                refused_by(error)
                return False
        return True


def _name(job: MailJob) -> str:
    """Return what a mailbox remembers of a job: no case ID outlives its case here."""
    return sha256(f"{job.case_id}/{job.mail}".encode()).hexdigest()[:16]


def _given(acks: Item) -> dict[str, datetime]:
    jobs = acks["jobs"]["M"] if "jobs" in acks else {}
    return {name: datetime.fromisoformat(at["S"]) for name, at in jobs.items()}


def _reason(suppressed: Item, now: datetime) -> str:
    return "" if not suppressed or is_expired(suppressed, now) else suppressed["reason"]["S"]

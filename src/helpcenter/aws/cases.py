"""Cases in DynamoDB."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from helpcenter.aws.table import case_key, erased_by, is_expired, moment_text, new_job_item, open_shard
from helpcenter.aws.transaction import get, put_new
from helpcenter.inquiry.case import Case
from helpcenter.inquiry.inquiry import OFFSET, Inquiry
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.table import Item
    from helpcenter.mail.job import MailJob


@record
class DynamoCaseStore:
    """The CaseStore on the table. Needs dynamodb:PutItem and dynamodb:GetItem, and no more."""

    client: DynamoDBClient
    table: str
    now: Callable[[], datetime]

    def add(self, case: Case, jobs: Sequence[MailJob]) -> Case | None:
        """Store a case with its mail jobs; see CaseStore.

        Raises:
            StoreUnavailableError: not stored, or the answer was lost; the same case again finds out.
        """
        items = [new_job_item(job, case.erase_at) for job in jobs]
        existing = put_new(self.client, self.table, _to_item(case), items)
        return None if existing is None else case_from_item(existing)

    def get(self, case_id: str) -> Case | None:
        """Return a case that may still be kept; see CaseStore.

        Raises:
            StoreUnavailableError: the store could not be read.
        """
        item = get(self.client, self.table, case_key(case_id))
        return None if item is None or is_expired(item, self.now()) else case_from_item(item)


def _to_item(case: Case) -> Item:
    return {
        **case_key(case.case_id),
        "case_id": {"S": case.case_id},
        "key_digest": {"S": case.key_digest},
        "inquiry": {"M": _inquiry_to_map(case.inquiry)},
        "masked": {"M": {kind: {"N": str(count)} for kind, count in case.masked.items()}},
        "department": {"S": case.department},
        "accepted_at": {"S": moment_text(case.accepted_at)},
        "answer_due_at": {"S": moment_text(case.due_at)},
        "erase_at": {"S": moment_text(case.erase_at)},
        **erased_by(case.erase_at),
        "address": {"S": case.inquiry.email.lower()},
        "due_shard": {"S": open_shard(case.case_id)},
        "due_at": {"S": moment_text(case.due_at)},
    }


def case_from_item(item: Item) -> Case:
    """Read what the store wrote; attributes that somebody else added are not looked at."""
    masked = item["masked"]["M"] if "masked" in item else {}
    return Case(
        case_id=item["case_id"]["S"],
        key_digest=item["key_digest"]["S"],
        inquiry=_inquiry_from_map(item["inquiry"]["M"]),
        department=item["department"]["S"],
        accepted_at=datetime.fromisoformat(item["accepted_at"]["S"]),
        due_at=datetime.fromisoformat(item["answer_due_at"]["S"]),
        erase_at=datetime.fromisoformat(item["erase_at"]["S"]),
        masked={kind: int(count["N"]) for kind, count in masked.items()},
        unreachable=item["unreachable"]["S"] if "unreachable" in item else "",
    )


def _inquiry_to_map(inquiry: Inquiry) -> Item:
    texts: Item = {name: {"S": text} for name, text in vars(inquiry).items() if isinstance(text, str)}
    offset: Item = {} if inquiry.utc_offset is None else {OFFSET: {"N": str(inquiry.utc_offset)}}
    details: Item = {key: {"S": answer} for key, answer in inquiry.details.items()}
    return {**texts, **offset, "details": {"M": details}}


def _inquiry_from_map(content: Item) -> Inquiry:
    known = {
        field.name: content[field.name]["S"]
        for field in fields(Inquiry)
        if "S" in content.get(field.name, {})
    }
    details = content["details"]["M"] if "details" in content else {}
    offset = int(content[OFFSET]["N"]) if OFFSET in content else None
    return Inquiry(**known, details={key: answer["S"] for key, answer in details.items()}, utc_offset=offset)

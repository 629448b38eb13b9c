"""A case with a past to be erased, and what is left of it on the table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.erasure import EraseAtEnd, EraseCase, Hold
from helpcenter.inquiry.life import Kind
from helpcenter.mail.job import ACKNOWLEDGEMENT, ERASURE_NOTE
from tests.aws.conftest import TABLE
from tests.fakes.examples import ACCEPTED_AT, CASE_ID, make_case, make_jobs

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

HOLD = Hold(CASE_ID, "분쟁", ACCEPTED_AT + timedelta(days=1096), ACCEPTED_AT)
OTHER = "0TESTCASE00"
"""A case that must stay."""


def erase_case(stores: Stores) -> EraseCase:
    """Return the use case over the stores."""
    return EraseCase(stores.eraser, stores.holds, lambda _: 0, stores.clock)


def erase_at_end(stores: Stores) -> EraseAtEnd:
    """Return the use case of the purge over the stores."""
    return EraseAtEnd(stores.eraser, stores.holds)


def busy_case(stores: Stores) -> None:
    """Store a case to which something has happened, one mail of which is under way, and another case."""
    stores.cases.add(make_case(), make_jobs())
    stores.cases.add(make_case(OTHER, key_digest="b" * 64), make_jobs(OTHER))
    history = stores.histories.read(CASE_ID)
    assert history
    ActOnCase(stores.histories, stores.clock)(history, Kind.INFORMATION, "추가")
    now = stores.clock()
    assert stores.outbox.claim(CASE_ID, ACKNOWLEDGEMENT, now, now + timedelta(minutes=2))


def items(client: DynamoDBClient) -> list[Any]:
    """Return all items, in the order of their keys."""
    return sorted(client.scan(TableName=TABLE)["Items"], key=lambda item: (item["pk"]["S"], item["sk"]["S"]))


def left_of(client: DynamoDBClient) -> list[str]:
    """Return the kinds of items under the case, but for the note."""
    kinds = [item["sk"]["S"] for item in items(client) if item["pk"]["S"] == f"CASE#{CASE_ID}"]
    return [kind for kind in kinds if ERASURE_NOTE not in kind]

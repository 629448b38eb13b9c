"""An operator's commands on an AWS in memory, and what they find there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.mail.job import ACKNOWLEDGEMENT
from helpcenter.messages import load_messages
from operations import __main__ as program
from operations.place import Place
from tests.aws.conftest import REGION, TABLE
from tests.fakes.examples import CASE_ID, make_case, make_jobs

if TYPE_CHECKING:
    import pytest
    from mypy_boto3_dynamodb import DynamoDBClient

NOW = datetime.now(UTC)
YEAR = NOW + timedelta(days=365)  # commands read the clock: what is stored here is kept from now on
CATALOGUES = load_messages(Path(program.__file__).parent / "messages")
BUCKET = "attachments-of-the-center"


class OneBucket:
    """The stack that the table belongs to."""

    def describe_stack_resources(self, PhysicalResourceId: str) -> dict[str, object]:  # noqa: N803 - AWS's
        """Return its bucket."""
        assert PhysicalResourceId == TABLE
        return {"StackResources": [{"LogicalResourceId": "AttachmentBucket", "PhysicalResourceId": BUCKET}]}


def work_on(client: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands work on a center with this table, and a bucket for its files."""
    storage = boto3.client("s3", REGION)
    storage.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})

    def connect(service: str) -> Any:  # noqa: ANN401 - stands for any
        return {"s3": storage, "cloudformation": OneBucket()}[service]

    monkeypatch.setattr(program, "aws_place", lambda table: Place(client, table, connect))


def run(*arguments: str, language: str = "en") -> int:
    """Run a command."""
    return program.run(["--table", TABLE, *arguments], {"LANG": f"{language}_XX.UTF-8"})


def store(client: DynamoDBClient) -> None:
    """Store a case with its mails, one of them dead."""
    DynamoCaseStore(client, TABLE, lambda: NOW).add(
        replace(make_case(), erase_at=YEAR), make_jobs(due_at=NOW)
    )
    outbox = DynamoOutbox(client, TABLE, lambda: "lease")
    job = outbox.claim(CASE_ID, ACKNOWLEDGEMENT, NOW, NOW + timedelta(minutes=2))
    assert job
    outbox.bury(job, "MessageRejected", NOW)

"""The SDK's clients as the functions get them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ParamValidationError

from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import dynamodb_client, ses_client
from helpcenter.aws.mailer import SesMailer
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.transcripts import DynamoTranscriptStore
from tests.fakes.clock import Clock
from tests.fakes.mailer import MemoryMailer
from tests.fakes.memory.cases import MemoryCaseStore
from tests.fakes.memory.mails import MemoryOutbox
from tests.fakes.memory.table import MemoryTable
from tests.fakes.memory.transcripts import MemoryTranscriptStore

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.inquiry.case import CaseStore
    from helpcenter.mail.delivery import Mailer, Outbox
    from helpcenter.transcript.parts import TranscriptStore

REGION = "ap-northeast-2"


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")


def test_the_database_answers_or_fails_within_twelve_seconds() -> None:
    """All tries together, with the SDK's pauses (at most 1 s, then 2 s), end before a function's timeout."""
    config = dynamodb_client(REGION).meta.config
    tries = config.retries["total_max_attempts"]  # type: ignore[attr-defined] # not in the stubs
    assert tries * (config.connect_timeout + config.read_timeout) + 1 + 2 <= 12  # type: ignore[attr-defined]


def test_mail_is_never_repeated_by_the_sdk() -> None:
    """One call is one call."""
    config = ses_client(REGION).meta.config
    assert config.retries["total_max_attempts"] == 1  # type: ignore[attr-defined] # not in the stubs
    assert config.read_timeout == 10  # type: ignore[attr-defined]


def test_the_tests_look_through_each_request(dynamodb: DynamoDBClient) -> None:
    """Functions leave that to the table; here each request that adapters make is checked before it leaves."""
    with pytest.raises(ParamValidationError):
        dynamodb.get_item(TableName="table", Key={"pk": {"S": 1}})


def test_another_endpoint_is_the_environments_to_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """The local system is reached by the SDK's own variable."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    assert dynamodb_client(REGION).meta.endpoint_url == "http://127.0.0.1:4566"
    assert ses_client(REGION).meta.endpoint_url == "http://127.0.0.1:4566"


def test_adapters_and_fakes_are_what_the_domain_asks_for() -> None:
    """Both sets fit the domain's protocols; the type checker proves it on these lines."""
    dynamodb, clock, memory = dynamodb_client(REGION), Clock(), MemoryTable()
    cases: list[CaseStore] = [DynamoCaseStore(dynamodb, "t", clock), MemoryCaseStore(memory, clock)]
    outboxes: list[Outbox] = [DynamoOutbox(dynamodb, "t", str), MemoryOutbox(memory)]
    transcripts: list[TranscriptStore] = [
        DynamoTranscriptStore(dynamodb, "t", clock),
        MemoryTranscriptStore(memory, clock),
    ]
    mailers: list[Mailer] = [SesMailer(ses_client(REGION), "help@onmaru.example"), MemoryMailer()]
    assert all([*cases, *outboxes, *transcripts, *mailers])


def test_reading_events_needs_no_sdk() -> None:
    """Only `clients` loads the SDK's sessions, and what reads events does not even import botocore."""
    modules = "cases mailer outbox transcripts", "http_api streams table"
    for names, heavy in zip(modules, ("botocore.session", "botocore"), strict=True):
        imports = "; ".join(f"import helpcenter.aws.{name}" for name in names.split())
        check = f"import sys; {imports}; assert {heavy!r} not in sys.modules"
        subprocess.run([sys.executable, "-c", check], check=True, env={"PYTHONPATH": ":".join(sys.path)})

"""Where the center runs that an operator means: its table, and clients that reach it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3

from deployment.account import ParameterStore
from helpcenter.attachment.erase_files import EraseFiles
from helpcenter.aws.ack_switch import DynamoAckSwitch
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.case_lists import DynamoCaseLists
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.erasure import DynamoEraser, DynamoHolds
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.aws.gaps import DynamoGaps
from helpcenter.aws.histories import DynamoHistoryStore
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.letters import DynamoLetters
from helpcenter.aws.mail_lists import DynamoMailLists
from helpcenter.aws.outbox import DynamoOutbox
from helpcenter.aws.purge import DynamoExpired
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import facts_from_json
from helpcenter.inquiry.acting import ActOnCase
from helpcenter.inquiry.erasure import EraseAtEnd, EraseCase
from helpcenter.inquiry.promise_watch import WatchPromises
from helpcenter.inquiry.retention import PurgeExpired
from local.aws import Account
from local.stack import NAME as LOCAL_STACK
from operations.keys import LinkKeyRing
from operations.traces import Traces
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.center.facts import Facts

_ROOT = Path(__file__).parents[1]


class PlaceError(Exception):
    """There is no center to operate. The text is a code of the catalogue."""


def _aws_client(service: str) -> Any:  # noqa: ANN401 - boto3 makes clients at run time
    return boto3.Session().client(service)  # type: ignore[call-overload]  # any service


@dataclass(frozen=True, slots=True)
class Place:
    """A table and the client that reaches it.

    `connect` makes a client of another service; `local_secrets` is a file of the local center, None on AWS.
    """

    client: DynamoDBClient
    table: str
    connect: Callable[[str], Any] = _aws_client
    local_secrets: Path | None = None

    def transcripts(self) -> DynamoTranscriptStore:
        """Return the chats of cases."""
        return DynamoTranscriptStore(self.client, self.table, _now)

    def attachments(self) -> DynamoAttachmentStore:
        """Return what is noted of files."""
        return DynamoAttachmentStore(self.client, self.table, _now)

    def deliveries(self) -> DynamoDeliveries:
        """Return the deliveries of chat providers."""
        leases = DynamoLeases(self.client, self.table, _token)
        return DynamoDeliveries(self.client, self.table, leases)

    def gaps(self) -> DynamoGaps:
        """Return what was counted of readers."""
        return DynamoGaps(self.client, self.table)

    def histories(self) -> DynamoHistoryStore:
        """Return the cases with their events."""
        return DynamoHistoryStore(self.client, self.table, _now)

    def case_lists(self) -> DynamoCaseLists:
        """Return the lists of cases."""
        return DynamoCaseLists(self.client, self.table, _now)

    def act(self) -> ActOnCase:
        """Return what lets something happen to a case."""
        return ActOnCase(self.histories(), _now)

    def holds(self) -> DynamoHolds:
        """Return the holds."""
        return DynamoHolds(self.client, self.table)

    def erase_case(self) -> EraseCase:
        """Return what erases a case."""
        return EraseCase(DynamoEraser(self.client, self.table), self.holds(), self.erase_files(), _now)

    def erase_files(self) -> EraseFiles:
        """Return what erases the files of a case."""
        return EraseFiles(S3Bucket(self.connect("s3"), self.bucket()))

    def bucket(self) -> str:
        """Return the name of the bucket with the files: it is of the table's own stack."""
        stack = {"StackName": LOCAL_STACK} if self.local_secrets else {"PhysicalResourceId": self.table}
        told = self.connect("cloudformation").describe_stack_resources(**stack)
        names = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in told["StackResources"]}
        return str(names["AttachmentBucket"])

    def traces(self) -> Traces:
        """Return what finds all that is kept of an address."""
        return Traces(self.client, self.table)

    def outbox(self) -> DynamoOutbox:
        """Return the mails that are owed or dead."""
        return DynamoOutbox(self.client, self.table, _token)

    def mail_lists(self) -> DynamoMailLists:
        """Return the lists of mails, with what became of each."""
        return DynamoMailLists(self.client, self.table, _now)

    def ack_switch(self) -> DynamoAckSwitch:
        """Return the switch of acknowledgements."""
        return DynamoAckSwitch(self.client, self.table)

    def purge_expired(self) -> PurgeExpired:
        """Return what erases whatever may be kept no longer."""
        expired = DynamoExpired(self.client, self.table, whole=True)
        erase = EraseAtEnd(DynamoEraser(self.client, self.table), self.holds())
        return PurgeExpired(expired, erase, Calendar(self.facts()), _now)

    def watch_promises(self) -> WatchPromises:
        """Return what tells departments of cases that are due."""
        facts, letters = self.facts(), DynamoLetters(self.client, self.table, _now)
        return WatchPromises(facts, Calendar(facts), self.case_lists(), letters, _now)

    def link_keys(self, stack: str) -> LinkKeyRing:
        """Return the keys of links."""
        return LinkKeyRing(
            self.connect("cloudformation"),
            ParameterStore(self.connect("ssm")),
            stack,
            self.local_secrets,
        )

    def facts(self) -> Facts:
        """Return what `center.yml` of this checkout says today."""
        return facts_from_json(compile_facts(_ROOT / "center.yml", _now().date()))


def aws_place(table: str) -> Place:
    """Return the center on AWS whose table this is; the SDK finds account and region in the environment.

    Raises:
        PlaceError: no table is named.
    """
    if not table:
        raise PlaceError("operations.no_table")
    return Place(dynamodb_client(), table)


def local_place(data: Path) -> Place:
    """Return the center that `make run` runs on the data in a folder.

    Raises:
        PlaceError: none runs there.
    """
    try:
        endpoint = (data / "endpoint").read_text(encoding="ascii").strip()
    except OSError as error:
        raise PlaceError("operations.not_running") from error
    account = Account(int(endpoint.rpartition(":")[2]))
    client = account.client("dynamodb")
    return Place(client, client.list_tables()["TableNames"][0], account.client, data / "secrets.json")


def _token() -> str:
    return secrets.token_hex(16)


def _now() -> datetime:
    return datetime.now(UTC)

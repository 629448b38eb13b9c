"""The table or the bucket can't be reached: what the log tells an operator of it, and what it does not."""

from __future__ import annotations

import json
from io import StringIO
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from aws_lambda_powertools import Logger
from botocore.exceptions import (
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ReadTimeoutError,
)

from helpcenter.api.problem import problem_response, unavailable
from helpcenter.api.response import json_response
from helpcenter.attachment.bucket import FilesUnavailableError
from helpcenter.attachment.erase_files import EraseFiles
from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.clients import bucket_client, dynamodb_client
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.aws.http_function import http_function
from helpcenter.inquiry.case import StoreUnavailableError
from tests.aws.conftest import REGION, TABLE
from tests.aws.faults import DYNAMODB_REFUSALS, answered, lost_before
from tests.fakes.clock import Clock
from tests.fakes.examples import CASE_ID, make_case, make_jobs
from tests.unit.inquiry.sample import MESSAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.client import BaseClient

    from helpcenter.api.request import Request
    from helpcenter.api.response import Response

pytestmark = pytest.mark.usefixtures("dynamodb")

NUMBERS = count(1)  # a logger lives on under its name, so each test takes another
CANARY = "canary-mina@example.com"
URL = f"https://aws.example/{CANARY}"
EVENT: dict[str, object] = {
    "rawPath": f"/api/receipts/{CANARY}",
    "headers": {"x-note": CANARY},
    "requestContext": {"http": {"method": "POST"}},
    "body": CANARY,
}
LOSSES = [
    ReadTimeoutError(endpoint_url=URL),
    ConnectTimeoutError(endpoint_url=URL),
    EndpointConnectionError(endpoint_url=URL, error=CANARY),
    HTTPClientError(error=CANARY, request=CANARY),
]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)


def log_of(work: Callable[[], object]) -> list[dict[str, Any]]:
    """Return what a function logs whose endpoint does this and answers as ours do."""

    def endpoint(_request: Request) -> Response:
        try:
            work()
        except (StoreUnavailableError, FilesUnavailableError) as error:
            return problem_response(unavailable(error.failure), MESSAGES["ko"])
        return json_response(200, {})

    stream = StringIO()
    logger = Logger(service=f"outage-{next(NUMBERS)}", stream=stream)
    answer = http_function(lambda: endpoint, logger)(EVENT, None)
    assert answer["statusCode"] == (503 if stream.getvalue() else 200)
    assert CANARY not in stream.getvalue() + json.dumps(answer)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def told(entries: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Return level, message, error and call of each entry."""
    return [tuple(str(entry[key]) for key in ("level", "message", "error", "call")) for entry in entries]


def refused(
    client: BaseClient, operation: str, code: str, work: Callable[[], object]
) -> list[tuple[str, ...]]:
    """Return what is logged when AWS refuses, with the canary in its message."""
    with answered(client, operation, code, times=9) as calls:
        entries = log_of(work)
    assert calls
    return told(entries)


@pytest.mark.parametrize("code", DYNAMODB_REFUSALS)
def test_a_refusal_is_logged_by_code_and_call(code: str) -> None:
    """Throttled, denied, not there or broken: one line an answer says which, and of what call."""
    client = dynamodb_client(REGION)
    store = DynamoCaseStore(client, TABLE, Clock())
    expected = ("ERROR", "unavailable", code)
    stored = refused(client, "TransactWriteItems", code, lambda: store.add(make_case(), make_jobs()))
    assert stored == [(*expected, "TransactWriteItems")]
    assert refused(client, "GetItem", code, lambda: store.get(CASE_ID)) == [(*expected, "GetItem")]


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: type(loss).__name__)
def test_silence_is_logged_by_its_kind_and_call(loss: Exception) -> None:
    """A time-out is told from a lost connection, and neither brings along the text of its exception."""
    client = dynamodb_client(REGION)
    events = client.meta.events

    def lose(**_: object) -> None:
        raise loss

    events.register_first("before-send", lose)
    entries = log_of(lambda: DynamoCaseStore(client, TABLE, Clock()).add(make_case(), make_jobs()))
    assert told(entries) == [("ERROR", "unavailable", type(loss).__name__, "TransactWriteItems")]


def test_a_cancelled_transaction_is_logged_by_its_reasons() -> None:
    """What cancelled it is in the reasons, not in the code; the item that they bring along is not told."""
    client = dynamodb_client(REGION)
    reasons = [
        {"Code": "ThrottlingError", "Message": CANARY},
        {"Code": "None"},
        {"Code": "ProvisionedThroughputExceeded", "Item": {"pk": {"S": CANARY}}},
    ]
    with answered(client, "TransactWriteItems", "TransactionCanceledException", CancellationReasons=reasons):
        entries = log_of(lambda: DynamoCaseStore(client, TABLE, Clock()).add(make_case(), make_jobs()))
    codes = "ProvisionedThroughputExceeded ThrottlingError"
    assert told(entries) == [("ERROR", "unavailable", codes, "TransactWriteItems")]


def test_files_that_cannot_be_reached_are_logged_alike() -> None:
    """Of the bucket too code and call are told, and of files that erasing could not delete."""
    client = bucket_client(REGION)
    bucket = S3Bucket(client, "bucket")
    looked = refused(client, "HeadObject", "SlowDown", lambda: bucket.look("uploads/a", scanned=False))
    assert looked == [("ERROR", "unavailable", "SlowDown", "HeadObject")]
    with lost_before(client, "ListObjectVersions", EndpointConnectionError(endpoint_url=URL)):
        erased = log_of(lambda: EraseFiles(bucket)(CASE_ID))
    assert told(erased)[0][3] == "ListObjectVersions"


def test_what_is_answered_well_is_not_logged() -> None:
    """No line where nothing failed."""
    store = DynamoCaseStore(dynamodb_client(REGION), TABLE, Clock())
    assert log_of(lambda: store.add(make_case(), make_jobs())) == []

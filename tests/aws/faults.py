"""Faults between the SDK and AWS, one call long, put in by the SDK's own events.

What AWS answers where it does nothing, as its documentation has it. tests/aws/test_documented_refusals.py
holds the codes to the SDK's description of each API, and the answers to what the SDK makes of real bytes.

- DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html, and the
  reasons of a cancelled transaction,
  https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
- SES: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html, and for the rate
  https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
- S3: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from botocore.client import BaseClient

DYNAMODB_REFUSALS = {
    "ThrottlingException": 400,
    "ProvisionedThroughputExceededException": 400,
    "RequestLimitExceeded": 400,
    "TransactionInProgressException": 400,
    "InternalServerError": 500,
    "ServiceUnavailable": 503,
    "AccessDeniedException": 400,
    "ResourceNotFoundException": 400,
}
"""Code -> HTTP status."""
S3_REFUSALS = {"SlowDown": 503, "AccessDenied": 403, "InternalError": 500}
THROTTLED = {"dynamodb": ("ThrottlingException", 400), "sesv2": ("TooManyRequestsException", 429)}
"""Service -> code and HTTP status for more calls than it takes at this moment."""


@contextmanager
def answered(
    client: BaseClient, operation: str, code: str, status: int = 400, times: int = 1, **details: object
) -> Iterator[list[str]]:
    """Answer the next calls with an error before anything is sent; yield the list of calls so answered."""
    calls: list[str] = []
    parsed: Mapping[str, object] = {
        "Error": {"Code": code, "Message": code},
        "ResponseMetadata": {"HTTPStatusCode": status},
        **details,
    }

    def answer(**_: Any) -> Any:  # noqa: ANN401 - botocore's own
        if len(calls) >= times:
            return None
        calls.append(code)
        return AWSResponse("", status, HTTPHeaders(), None), parsed

    event = f"before-call.{client.meta.service_model.service_id.hyphenize()}.{operation}"
    client.meta.events.register_first(event, answer)
    yield calls
    client.meta.events.unregister(event, answer)


@contextmanager
def lost_before(client: BaseClient, operation: str, error: Exception | None = None) -> Iterator[None]:
    """Lose the next request on its way: nothing is done."""
    with _lost(client, operation, error, after=False):
        yield


@contextmanager
def lost_after(client: BaseClient, operation: str, error: Exception | None = None) -> Iterator[None]:
    """Lose the next answer on its way: all is done."""
    with _lost(client, operation, error, after=True):
        yield


@contextmanager
def _lost(client: BaseClient, operation: str, error: Exception | None, *, after: bool) -> Iterator[None]:
    lost: list[Exception] = []

    def lose(event_name: str, **_: object) -> None:
        if event_name.endswith(f".{operation}") and not lost:
            lost.append(error or ReadTimeoutError(endpoint_url="https://aws.example"))
            raise lost[0]

    # On the same event as the AWS in memory, which answers there: before it or after it.
    events = client.meta.events
    (events.register_last if after else events.register_first)("before-send", lose)
    yield
    events.unregister("before-send", lose)
    assert lost, f"{operation} was never called"

"""The faults that tests put between the SDK and AWS are AWS's own answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import botocore.session
import pytest
from botocore.exceptions import ClientError
from botocore.parsers import create_parser
from botocore.retries.standard import RetryContext, ThrottledRetryableChecker, TransientRetryableChecker

from helpcenter.aws.clients import bucket_client, dynamodb_client
from tests.aws.conftest import REGION, TABLE
from tests.aws.faults import DYNAMODB_REFUSALS, S3_REFUSALS, THROTTLED, answered

if TYPE_CHECKING:
    from botocore.client import BaseClient

pytestmark = pytest.mark.usefixtures("dynamodb")
UNDESCRIBED = {"AccessDeniedException", "ServiceUnavailable"}
"""Common errors: in the documentation, in no API's description."""
KEY = {"pk": {"S": "a"}, "sk": {"S": "a"}}
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "GetItem": ("get_item", {"TableName": TABLE, "Key": KEY}),
    "TransactWriteItems": (
        "transact_write_items",
        {"TransactItems": [{"Delete": {"TableName": TABLE, "Key": KEY}}]},
    ),
    "GetObject": ("get_object", {"Bucket": "bucket", "Key": "key"}),
}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)


def parsed(client: BaseClient, operation: str, status: int, body: bytes) -> dict[str, Any]:
    """Return what the SDK makes of an answer of AWS, without what it says of the HTTP beside the status."""
    model = client.meta.service_model
    parser = create_parser(model.metadata["protocol"])
    answer = {"status_code": status, "headers": {}, "body": body}
    output = model.operation_model(operation).output_shape
    assert output
    told: dict[str, Any] = parser.parse(answer, output)
    if code := told["Error"].get("Code"):  # as the client itself goes on (botocore/client.py)
        shape = model.shape_for_error_code(code)
        told |= parser.parse(answer, shape) if shape else {}
    told["ResponseMetadata"] = {"HTTPStatusCode": told["ResponseMetadata"]["HTTPStatusCode"]}
    return told


def put_in(client: BaseClient, operation: str, code: str, status: int, **details: object) -> dict[str, Any]:
    """Return what a caller gets when the fault is put in."""
    call, arguments = CALLS[operation]
    with (
        answered(client, operation, code, status, times=9, **details),
        pytest.raises(ClientError) as caught,
    ):
        getattr(client, call)(**arguments)
    told: dict[str, Any] = dict(caught.value.response)
    told["ResponseMetadata"] = {"HTTPStatusCode": told["ResponseMetadata"]["HTTPStatusCode"]}
    return told


@pytest.mark.parametrize(("code", "status"), DYNAMODB_REFUSALS.items())
def test_a_refusal_of_the_table_is_what_the_sdk_makes_of_its_bytes(code: str, status: int) -> None:
    """Programming.Errors.html: a status and a body that names the error behind a `#`."""
    client = dynamodb_client(REGION)
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code}
    real = parsed(client, "GetItem", status, json.dumps(body).encode())
    fake = put_in(client, "GetItem", code, status)
    assert fake["Error"] == real["Error"]
    assert fake["ResponseMetadata"] == real["ResponseMetadata"]


def test_a_cancelled_transaction_is_what_the_sdk_makes_of_its_bytes() -> None:
    """API_TransactWriteItems.html: a reason for each item, in their order, `None` for those without one."""
    client, code = dynamodb_client(REGION), "TransactionCanceledException"
    reasons = [{"Code": "ConditionalCheckFailed", "Message": "failed", "Item": KEY}, {"Code": "None"}]
    body = {"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "Message": code}
    real = parsed(
        client, "TransactWriteItems", 400, json.dumps({**body, "CancellationReasons": reasons}).encode()
    )
    fake = put_in(client, "TransactWriteItems", code, 400, CancellationReasons=reasons)
    assert fake["CancellationReasons"] == real["CancellationReasons"] == reasons
    assert fake["Error"]["Code"] == real["Error"]["Code"] == code


@pytest.mark.parametrize(("code", "status"), S3_REFUSALS.items())
def test_a_refusal_of_the_bucket_is_what_the_sdk_makes_of_its_bytes(code: str, status: int) -> None:
    """ErrorResponses.html: XML with code and message."""
    client = bucket_client(REGION)
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
    real = parsed(client, "GetObject", status, body)
    fake = put_in(client, "GetObject", code, status)
    assert fake["Error"] == {key: real["Error"][key] for key in ("Code", "Message")}
    assert fake["ResponseMetadata"] == real["ResponseMetadata"]


def test_every_code_is_one_of_the_apis_own() -> None:
    """The description that the SDK is made of knows it, with the same status where it says one."""
    session = botocore.session.get_session()
    described = session.get_service_model("dynamodb")
    known = {shape.name for shape in described.error_shapes}
    assert set(DYNAMODB_REFUSALS) - known == UNDESCRIBED
    for service, (code, status) in THROTTLED.items():
        [shape] = [each for each in session.get_service_model(service).error_shapes if each.name == code]
        assert shape.metadata.get("error", {}).get("httpStatusCode", status) == status


@pytest.mark.parametrize(
    ("code", "status"), [*THROTTLED.values(), *DYNAMODB_REFUSALS.items(), *S3_REFUSALS.items()]
)
def test_the_sdk_takes_for_passing_what_is_passing(code: str, status: int) -> None:
    """It tries again what is throttled or broken, and not what is denied or not there."""

    class Answer:
        status_code = status

    context = RetryContext(1, None, {"Error": {"Code": code}}, Answer())
    tried_again = any(
        checker.is_retryable(context)
        for checker in (ThrottledRetryableChecker(), TransientRetryableChecker())
    )
    assert tried_again is (code not in {"AccessDeniedException", "AccessDenied", "ResourceNotFoundException"})

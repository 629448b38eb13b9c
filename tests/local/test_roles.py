"""The functions' roles as the embedded AWS enforces them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError

from local.aws import REGION, Account
from tests.local.stored_cases import database_of

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def client_of(center: RunningCenter, function: str, service: str) -> Any:  # noqa: ANN401 - any service
    """Return a client with what the function's role may do."""
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    account = Account(int(endpoint.rpartition(":")[2]))
    stack = account.client("cloudformation").describe_stack_resource(
        StackName="help-center", LogicalResourceId=f"{function}Role"
    )
    name = stack["StackResourceDetail"]["PhysicalResourceId"]
    role = account.client("iam").get_role(RoleName=name)["Role"]["Arn"]
    lent = account.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return boto3.Session().client(
        service,  # type: ignore[call-overload]  # any service
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=lent["AccessKeyId"],
        aws_secret_access_key=lent["SecretAccessKey"],
        aws_session_token=lent["SessionToken"],
    )


def send_mail(client: Any) -> None:  # noqa: ANN401 - any service
    """Send a mail."""
    client.send_email(
        FromEmailAddress="no-reply@help-center.example",
        Destination={"ToAddresses": ["a@example.com"]},
        Content={
            "Simple": {"Subject": {"Data": "s"}, "Body": {"Text": {"Data": "t"}, "Html": {"Data": "h"}}}
        },
    )


@pytest.mark.parametrize(
    "function",
    [
        *("SubmitInquiry", "ShowReceipt", "SendTranscript", "CountAnswer", "CountGap", "TakeFeedback"),
        *("IssueUpload", "CheckAttachment", "GiveFile"),
        *("AddToCase", "EraseCase", "NoteProgress", "SendLinks", "WatchPromises", "PurgeExpired"),
    ],
)
def test_who_accepts_cannot_send_mail(center: RunningCenter, function: str) -> None:
    """AWS itself refuses: a mail leaves through the outbox or not at all."""
    with pytest.raises(ClientError) as caught:
        send_mail(client_of(center, function, "sesv2"))
    assert caught.value.response["Error"]["Code"] in {"AccessDenied", "AccessDeniedException"}


def test_deliver_mail_can(center: RunningCenter) -> None:
    """The refusal above is the role's, not the call's."""
    send_mail(client_of(center, "DeliverMail", "sesv2"))


def test_who_shows_a_receipt_cannot_write(center: RunningCenter) -> None:
    """Reading is all that its role allows."""
    client = client_of(center, "ShowReceipt", "dynamodb")
    (table,) = (
        Account(int(client.meta.endpoint_url.rpartition(":")[2]))
        .client("dynamodb")
        .list_tables()["TableNames"]
    )
    with pytest.raises(ClientError) as caught:
        client.put_item(TableName=table, Item={"pk": {"S": "a"}, "sk": {"S": "b"}})
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"


@pytest.mark.parametrize("function", ["SubmitInquiry", "ShowReceipt", "DeliverMail", "IssueUpload"])
def test_who_needs_no_files_sees_none(center: RunningCenter, function: str) -> None:
    """Not even who lets them in: forms are signed with a right to write, not to read."""
    client = client_of(center, function, "s3")
    account = Account(int(client.meta.endpoint_url.rpartition(":")[2]))
    names = [each["Name"] for each in account.client("s3").list_buckets()["Buckets"]]
    (bucket,) = [name for name in names if "attachment" in name]
    account.client("s3").put_object(Bucket=bucket, Key="files/a/b", Body=b"x")
    with pytest.raises(ClientError) as caught:
        client.get_object(Bucket=bucket, Key="files/a/b")
    assert caught.value.response["Error"]["Code"] in {"AccessDenied", "AccessDeniedException"}


@pytest.mark.parametrize("function", ["ShowReceipt", "AddToCase", "NoteProgress", "SendLinks"])
def test_only_erasing_erases(center: RunningCenter, function: str) -> None:
    """Who adds to a case cannot take from it."""
    client, (_, table) = client_of(center, function, "dynamodb"), database_of(center)
    with pytest.raises(ClientError) as caught:
        client.delete_item(TableName=table, Key={"pk": {"S": "CASE#a"}, "sk": {"S": "CASE"}})
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"

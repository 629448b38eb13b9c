"""The stack on the embedded AWS: code uploaded, template created; the stream waits for the data."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import WaiterError

from helpcenter.aws.outbox import DynamoOutbox
from local.chat_systems import create_connect_bucket
from local.template import code_folders, embed_template, load_template, transform_template

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from local.aws import Account

NAME = "help-center"
_BUCKET = "help-center-code"
_SOME_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file knows: equal folders make equal files


class StackError(Exception):
    """The embedded AWS did not create the stack; the text says which resource and why."""


@dataclass(frozen=True, slots=True)
class Stack:
    """What the stack made."""

    account: Account
    api_id: str
    table: str
    deliver_mail: str
    send_transcript: str
    attachment_bucket: str
    check_attachment: str
    record_delivery: str

    def let_stream_deliver(self) -> None:
        """Switch the stream on: from now, what is stored is delivered at once."""
        functions = self.account.client("lambda")
        for mapping in functions.list_event_source_mappings()["EventSourceMappings"]:
            functions.update_event_source_mapping(UUID=mapping["UUID"], Enabled=True)

    def dead_mails(self) -> list[tuple[str, str]]:
        """Return (case ID, mail) of the mails that are not tried again."""
        outbox = DynamoOutbox(self.account.client("dynamodb"), self.table, str)
        return list(outbox.dead(datetime.now(UTC)))

    def tell_of_mail(self, event: Mapping[str, Any]) -> None:
        """Hand an event of SES to whom EventBridge's rule hands it on AWS.

        EventBridge takes events of `aws.ses` from SES alone, on AWS as here.
        """
        functions = self.account.client("lambda")
        functions.invoke(FunctionName=self.record_delivery, Payload=json.dumps(event).encode())

    def sweep(self) -> None:
        """Fetch chats, deliver mails and check files that are due, as the schedules do on AWS."""
        functions = self.account.client("lambda")
        for name in (self.send_transcript, self.deliver_mail, self.check_attachment):
            functions.invoke(FunctionName=name, Payload=b"{}")


def create_stack(account: Account, root: Path, layer: Path, parameters: Mapping[str, str]) -> Stack:
    """Create the stack from `root/template.yaml`, with the layer built at `layer`.

    Raises:
        StackError: a resource could not be created.
    """
    template = load_template(root / "template.yaml")
    folders = {name: root / folder for name, folder in code_folders(template).items()}
    code = _upload(account, {**folders, "Layer": layer})
    embedded = embed_template(transform_template(template, code))
    create_connect_bucket(account)
    cloudformation = account.client("cloudformation")
    cloudformation.create_stack(
        StackName=NAME,
        TemplateURL=_upload_template(account, json.dumps(embedded).encode()),
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value} for key, value in sorted(parameters.items())
        ],
        Capabilities=["CAPABILITY_IAM"],
    )
    waiter = cloudformation.get_waiter("stack_create_complete")
    try:
        waiter.wait(StackName=NAME, WaiterConfig={"Delay": 0.1, "MaxAttempts": 3000})
    except WaiterError as error:
        events = cloudformation.describe_stack_events(StackName=NAME)["StackEvents"]
        reasons = [event["ResourceStatusReason"] for event in events if "FAILED" in event["ResourceStatus"]]
        raise StackError(reasons[-1] if reasons else str(error)) from error
    stack = cloudformation.describe_stacks(StackName=NAME)["Stacks"][0]
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
    return Stack(
        account,
        outputs["ApiId"],
        outputs["TableName"],
        outputs["DeliverMailName"],
        outputs["SendTranscriptName"],
        outputs["AttachmentBucketName"],
        outputs["CheckAttachmentName"],
        outputs["RecordDeliveryName"],
    )


def _upload(account: Account, folders: Mapping[str, Path]) -> dict[str, dict[str, str]]:
    storage = account.client("s3")
    storage.create_bucket(
        Bucket=_BUCKET, CreateBucketConfiguration={"LocationConstraint": storage.meta.region_name}
    )
    code = {}
    for name, folder in folders.items():
        content = _zip(folder)
        key = f"{name}-{hashlib.sha256(content).hexdigest()[:16]}.zip"
        storage.put_object(Bucket=_BUCKET, Key=key, Body=content)
        code[name] = {"Bucket": _BUCKET, "Key": key}
    return code


def _upload_template(account: Account, content: bytes) -> str:
    """Return the address of the template: in the call itself it could have 51,200 bytes and no more."""
    account.client("s3").put_object(Bucket=_BUCKET, Key="template.json", Body=content)
    return f"{account.endpoint}/{_BUCKET}/template.json"


def _zip(folder: Path) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                archive.writestr(
                    zipfile.ZipInfo(str(path.relative_to(folder)), _SOME_DAY),
                    path.read_bytes(),
                    zipfile.ZIP_DEFLATED,
                    1,
                )
    return content.getvalue()

"""What each function is for, on a running center: prepared with all rights, done when one is gone."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from helpcenter.aws.table import purge_day
from helpcenter.inquiry.erasure import Hold
from local.aws import Account
from local.chat_demo import make
from local.demo_chats import TOLD_BY
from local.stack import NAME as STACK
from operations.place import local_place
from tests.local.chat_files import serve
from tests.local.openapi_calls import fresh_chat, sent, transcript
from tests.local.openapi_cases import CASES
from tests.local.running import RunningCenter
from tests.local.stored_cases import database_of, let_promise_pass
from tests.local.test_inquiry_journey import INQUIRY
from tests.local.uploads import ask, post, upload
from tests.unit.attachment.files import png

if TYPE_CHECKING:
    from collections.abc import Sequence

Step = Callable[[], object]
Journey = Callable[[RunningCenter], "Sequence[Step]"]

NOT_ASKED = {
    ("SubmitInquiry", "dynamodb:GetItem"): "proofs.not_asked.conflict",
    ("EraseCase", "s3:DeleteObject"): "proofs.not_asked.versions",
    ("CheckAttachment", "s3:DeleteObjectVersion"): "proofs.not_asked.versions",
    ("CheckAttachment", "s3:ListBucketVersions"): "proofs.not_asked.versions",
    ("DeliverMail", "ses:SendRawEmail"): "proofs.not_asked.raw",
    ("CheckAttachment", "s3:GetObjectTagging"): "proofs.not_asked.scan",
    ("SendTranscript", "connect:GetContactAttributes"): "proofs.not_asked.connect",
    ("WatchPromises", "dynamodb:PutItem"): "proofs.not_asked.morning",
}
"""(function, action) -> code of the reason why the embedded AWS can't tell whether it is missed."""


class _FailedError(Exception):
    """A function ended with an error."""


def _calls(*names: str) -> Journey:
    """Return the calls of the API of these names."""

    def prepared(center: RunningCenter) -> list[Step]:
        made = [CASES[name][0](center) for name in names]
        return [partial(call.send, center) for call in made]

    return prepared


def _invoke(center: RunningCenter, function: str) -> None:
    answer = _client(center, "lambda").invoke(FunctionName=_physical(center, function), Payload=b"{}")
    if "FunctionError" in answer:
        raise _FailedError(function)


def _client(center: RunningCenter, service: str) -> Any:  # noqa: ANN401 - any service
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    return Account(int(endpoint.rpartition(":")[2])).client(service)


def _physical(center: RunningCenter, name: str) -> str:
    found = _client(center, "cloudformation").describe_stack_resource(StackName=STACK, LogicalResourceId=name)
    return str(found["StackResourceDetail"]["PhysicalResourceId"])


def _case_with_files(center: RunningCenter) -> tuple[str, str]:
    """Return case ID and receipt of a case with a clean file."""
    _client(center, "events").enable_rule(Name=_physical(center, "CheckAttachmentUploaded"))
    answer = center.submit(INQUIRY).json
    path = str(urlsplit(answer["upload_url"]).path)
    upload(center, path, png())
    receipt = str(urlsplit(answer["receipt_url"]).path)
    case_id = receipt.rpartition("/")[2].partition(".")[0]
    return case_id, receipt


def _quarantine(center: RunningCenter, case_id: str) -> Step:
    """Return what puts a file into quarantine that nobody is told of, so that it is still there later."""
    files, bucket = _client(center, "s3"), _physical(center, "AttachmentBucket")
    events, rule = _client(center, "events"), _physical(center, "CheckAttachmentUploaded")

    def put() -> None:
        events.disable_rule(Name=rule)
        files.put_object(Bucket=bucket, Key=f"uploads/{case_id}/late", Body=b"late")

    return put


def _erase(center: RunningCenter) -> list[Step]:
    case_id, receipt = _case_with_files(center)
    held, held_receipt = _case_with_files(center)
    now = datetime.now(UTC)
    place = local_place(center.data)
    place.holds().place(Hold(held, "proof", now + timedelta(days=1), now))
    erasures = [partial(sent(f"{path}/erasure").send, center) for path in (receipt, held_receipt)]
    return [_quarantine(center, case_id), *erasures]


def _purge(center: RunningCenter) -> list[Step]:
    case_id, _ = _case_with_files(center)
    held, _ = _case_with_files(center)
    now = datetime.now(UTC)
    local_place(center.data).holds().place(Hold(held, "proof", now + timedelta(days=1), now))
    client, table = database_of(center)
    past = {"N": str(int(now.timestamp()) - 60)}
    day = {"S": purge_day(now)}
    for each in (case_id, held):
        client.update_item(
            TableName=table,
            Key={"pk": {"S": f"CASE#{each}"}, "sk": {"S": "CASE"}},
            UpdateExpression="SET expires_at = :past, purge_day = :day",
            ExpressionAttributeValues={":past": past, ":day": day},
        )
    item = {
        "pk": {"S": f"RATE#{uuid.uuid4().hex}"},
        "sk": {"S": "RATE"},
        "expires_at": past,
        "purge_day": day,
    }
    client.put_item(TableName=table, Item=item)
    return [partial(_invoke, center, "PurgeExpired")]


def _watch(center: RunningCenter) -> list[Step]:
    let_promise_pass(center, str(urlsplit(center.submit(INQUIRY).json["receipt_url"]).path))
    return [partial(_invoke, center, "WatchPromises")]


def _upload(center: RunningCenter) -> list[Step]:
    path = str(urlsplit(center.submit(INQUIRY).json["upload_url"]).path)
    content = png()

    def sent_up() -> None:
        post(center, ask(center, path, content).json["form"]["fields"], content)

    return [sent_up, partial(center.send, path), *_calls("upload again")(center)]


def _check(center: RunningCenter) -> list[Step]:
    """Upload a good file and one of another kind than it says; erase the note of a third."""
    _client(center, "events").enable_rule(Name=_physical(center, "CheckAttachmentUploaded"))
    path = str(urlsplit(center.submit(INQUIRY).json["upload_url"]).path)
    erased = upload(center, path, png(9, 9))
    case_id = path.rpartition("/")[2].partition(".")[0]
    contents = (png(7, 7), b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    forms = [(ask(center, path, content).json["form"]["fields"], content) for content in contents]
    client, table = database_of(center)
    bucket = _physical(center, "AttachmentBucket")

    def forget() -> None:
        key = {"pk": {"S": f"CASE#{case_id}"}, "sk": {"S": f"ATTACHMENT#{erased['id']}"}}
        client.delete_item(TableName=table, Key=key)

    late = partial(_client(center, "s3").put_object, Bucket=bucket, Body=b"late")
    return [
        *(partial(post, center, fields, content) for fields, content in forms),
        forget,
        partial(late, Key=f"uploads/{case_id}/nobody-knows"),
        partial(_invoke, center, "CheckAttachment"),
    ]


def _give(center: RunningCenter) -> list[Step]:
    listing, file = (CASES[name][0](center) for name in ("files", "file"))

    def fetch() -> None:
        with urlopen(file.send(center).headers["location"], timeout=10) as response:  # noqa: S310 - our own
            response.read()

    return [partial(listing.send, center), fetch]


def _deliver(center: RunningCenter) -> list[Step]:
    """Owe mails of every kind that is composed of something else: case, chat, what was added, lost links."""
    email = f"{uuid.uuid4().hex}@example.com"
    receipt = urlsplit(center.submit({**INQUIRY, "email": email}).json["receipt_url"]).path
    return [
        partial(center.submit, {**INQUIRY, "email": email}),
        partial(transcript(fresh_chat()).send, center),
        partial(sent(f"{receipt}/information", words="...").send, center),
        partial(sent("/api/lost-links", email=email).send, center),
    ]


def _record(center: RunningCenter) -> list[Step]:
    email = f"{uuid.uuid4().hex}@example.com"
    case_id = center.submit({**INQUIRY, "email": email}).json["case_id"]
    mail = next(mail for mail in center.mails_of(case_id, 2) if mail["to"] == email)
    return [
        partial(center.send, f"/_local/mail/{mail['key']}/events/{kind}", b"")
        for kind in ("delivery", "bounce")
    ]


def _transcripts(center: RunningCenter) -> list[Step]:
    """Tell of a chat in each provider's way, of one that belongs to a case, of one that was opened again.

    And of one with a file, which is fetched after that.
    """
    said = [call for tell in TOLD_BY.values() for call in tell({**fresh_chat(), "chat_id": uuid.uuid4().hex})]
    case_id = str(center.submit(INQUIRY).json["case_id"])
    put, told = TOLD_BY["chatwoot"]({**fresh_chat(), "chat_id": uuid.uuid4().hex})
    opened = json.loads(put.body)
    opened["conversation"]["status"] = "open"
    said += [replace(put, body=json.dumps(opened).encode()), told]
    with_file = fresh_chat()
    with_file["messages"][-2]["files"] = [{"name": "a.png", "url": serve(center, png())}]
    return [
        partial(transcript(with_file).send, center),
        partial(transcript({**fresh_chat(), "case_id": case_id}).send, center),
        *(partial(make, center.url, call) for call in said),
        partial(_invoke, center, "SendTranscript"),
    ]


JOURNEYS: dict[str, Journey] = {
    "SubmitInquiry": _calls("inquiry in Korean", "inquiry again", "form"),
    "ShowReceipt": _calls("receipt"),
    "AddToCase": _calls("information", "feedback", "escalation"),
    "EraseCase": _erase,
    "NoteProgress": _calls("progress asked", "progress"),
    "SendLinks": _calls("links"),
    "WatchPromises": _watch,
    "PurgeExpired": _purge,
    "SendTranscript": _transcripts,
    "TakeFeedback": _calls("rating form", "rating given"),
    "IssueUpload": _upload,
    "CheckAttachment": _check,
    "GiveFile": _give,
    "CountAnswer": _calls("answer in Korean"),
    "CountGap": _calls("gap in Korean"),
    "DeliverMail": _deliver,
    "RecordDelivery": _record,
    "ShowMissing": lambda _: [],
}
"""Every function; the one that reads nothing has no permission and needs no journey."""

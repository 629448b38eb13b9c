"""A canary in every field of every request: no log, metric, trace or file name of the center holds it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
import yaml

from local.aws import Account
from local.chat_demo import make
from local.demo_chats import TOLD_BY
from local.template import load_template
from operations.__main__ import run
from tests.local.alarm_watch import Watch, messages
from tests.local.openapi_calls import fresh_chat
from tests.local.running import ROOT, eventually
from tests.local.stored_cases import database_of
from tests.local.test_inquiry_journey import INQUIRY
from tests.local.uploads import upload
from tests.unit.attachment.files import png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

CANARY = "kanarienvogel7319"
API: dict[str, Any] = yaml.safe_load((ROOT / "openapi.yaml").read_text(encoding="utf-8"))
OPERATIONS = [
    (method, path)
    for path, operations in API["paths"].items()
    for method in operations
    if method in {"get", "post"}
]


def filled(schema: dict[str, Any], depth: int = 0) -> Any:  # noqa: ANN401 - JSON
    """Return a body of the schema with the canary wherever a text may stand."""
    while "$ref" in schema:
        found: Any = API
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    if "allOf" in schema or "oneOf" in schema or "anyOf" in schema:
        return filled((schema.get("allOf") or schema.get("oneOf") or schema["anyOf"])[0], depth)
    if schema.get("type") == "object" and depth < 6:
        return {name: filled(part, depth + 1) for name, part in schema.get("properties", {}).items()}
    if schema.get("type") == "array":
        return [filled(schema.get("items", {}), depth + 1)]
    return {"integer": 1, "number": 1, "boolean": True}.get(str(schema.get("type")), CANARY)


def bodies(method: str, path: str) -> Iterator[tuple[str, bytes]]:
    """Yield Content-Type and body of what an operation takes, and of what it does not."""
    content = API["paths"][path][method].get("requestBody", {}).get("content", {})
    for media_type, taken in content.items():
        body = filled(taken.get("schema", {}))
        if media_type == "application/json":
            yield media_type, json.dumps(body).encode()
        elif isinstance(body, dict):
            yield media_type, urlencode({name: str(value) for name, value in body.items()}).encode()
    yield "application/json", json.dumps({CANARY: CANARY}).encode()
    yield f"text/{CANARY}", CANARY.encode()


def kept_by(center: RunningCenter) -> Iterator[tuple[str, str]]:
    """Yield (what, text) of all that the center writes beside what stands in table, bucket and mailbox.

    Keys of items and objects are in here: they stand in URLs, in access logs and in metrics of AWS.
    """
    account = account_of(center)
    client, table = database_of(center)
    yield "log", (center.data / "log").read_text(encoding="utf-8", errors="replace")
    yield "log groups", "\n".join(messages(account))
    yield "metrics", json.dumps(account.client("cloudwatch").list_metrics()["Metrics"])
    yield "stdout", center.said()
    yield "file names", "\n".join(names_in(center.data))
    pages = client.get_paginator("scan").paginate(TableName=table, ProjectionExpression="pk, sk, due_shard")
    yield "keys", json.dumps([item for page in pages for item in page["Items"]])


def account_of(center: RunningCenter) -> Account:
    """Return the center's account."""
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    return Account(int(endpoint.rpartition(":")[2]))


def told_by(center: RunningCenter) -> list[str]:
    """Return where the canary is found."""
    return [what for what, text in kept_by(center) if CANARY in text]


def names_in(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder; some may go meanwhile, as what functions leave does."""
    return (name for _, folders, files in os.walk(folder) for name in folders + files)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_request_leaves_nothing_of_itself_in_logs(center: RunningCenter, method: str, path: str) -> None:
    """Refused or taken, with the canary in path, query, headers, names and values of the body."""
    address = "/".join(CANARY if part.startswith("{") else part for part in path.split("/"))
    headers = {"user-agent": CANARY, "x-canary": CANARY, "idempotency-key": CANARY, "cookie": f"a={CANARY}"}
    for media_type, body in bodies(method, path):
        given = None if method == "get" else body
        answer = center.send(f"{address}?{CANARY}={CANARY}", given, {**headers, "content-type": media_type})
        assert answer.status < 500
    assert told_by(center) == []


def test_an_inquiry_with_its_file_and_mails_leaves_nothing_in_logs(center: RunningCenter) -> None:
    """From the form to both mailboxes, the receipt and the erasure: only the case's ID is logged."""
    typed = {"name": CANARY, "message": f"{CANARY} {CANARY}", "email": f"{CANARY}@example.com"}
    answer = center.submit({**INQUIRY, **typed, "details": {"order_number": CANARY}})
    assert answer.status == 201, answer.body
    center.mails_of(answer.json["case_id"], 2)
    receipt = urlsplit(answer.json["receipt_url"]).path
    form = {"content-type": "application/x-www-form-urlencoded"}
    upload = {"key": CANARY, "name": f"{CANARY}.png", "type": "image/png", "size": 100}
    center.send(
        urlsplit(answer.json["upload_url"]).path,
        json.dumps(upload).encode(),
        {"content-type": "application/json"},
    )
    assert center.send(f"{receipt}/information", urlencode({"words": CANARY}).encode(), form).status < 400
    assert center.send(f"{receipt}/erasure", b"", form).status < 400
    eventually(lambda: any(f"{CANARY}@" in mail["to"] for mail in center.mails()))
    assert told_by(center) == []


def test_the_logs_of_functions_are_looked_through(center: RunningCenter) -> None:
    """The search above sees what functions behind the API log, and so would see a canary there."""
    case_id = center.submit(INQUIRY).json["case_id"]
    center.mails_of(case_id, 2)
    assert '"InquiriesAccepted"' in dict(kept_by(center))["log groups"]
    assert case_id.replace("-", "") in dict(kept_by(center))["keys"]


@pytest.mark.parametrize("provider", TOLD_BY)
def test_a_chat_leaves_nothing_in_logs(center: RunningCenter, provider: str) -> None:
    """Told, fetched, kept, mailed and rated, with the canary as name, address, text and file name."""
    chat, to = fresh_chat(), f"{CANARY}-{provider}@example.com"
    chat["customer"] |= {"name": CANARY, "email": to}
    for said in chat["messages"]:
        said["text"] += f" {CANARY}"
        said["name"] = CANARY
    for call in TOLD_BY[provider](chat):
        assert make(center.url, call)[0] < 300
    eventually(lambda: any(mail["to"] == to for mail in center.mails()))
    [mail] = [mail for mail in center.mails() if mail["to"] == to]
    assert CANARY in json.dumps(mail)  # it did arrive
    link = urlsplit(next(word for word in mail["text"].split() if "/feedback/" in word)).path
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert center.send(link, urlencode({"rating": "1", "words": CANARY}).encode(), form).status < 400
    assert told_by(center) == []


def with_canaries(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON with the canary in every text."""
    if isinstance(value, dict):
        return {key: with_canaries(part) for key, part in value.items()} | {CANARY: CANARY}
    if isinstance(value, list):
        return [with_canaries(part) for part in value]
    return f"{CANARY}@example.com" if isinstance(value, str) else value


# What AWS tells the functions that no visitor calls: SES of mails, the table's stream, S3 of files.
MAIL: dict[str, Any] = {
    "destination": [""],
    "source": "",
    "commonHeaders": {"to": [""], "subject": ""},
    "headers": [{"name": ""}],
}
FATES: list[dict[str, Any]] = [
    {
        "eventType": "Bounce",
        "bounce": {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": ""}]},
    },
    {
        "eventType": "Complaint",
        "complaint": {"userAgent": "", "complainedRecipients": [{"emailAddress": ""}]},
    },
    {"eventType": "Delivery", "delivery": {"recipients": [""], "smtpResponse": ""}},
    {"eventType": "Reject", "reject": {"reason": ""}},
    {"eventType": ""},
]
KEYS = {"pk": {"S": "CASE#"}, "sk": {"S": "MAIL#"}}
EVENTS: list[dict[str, Any]] = [
    *({"detail-type": "", "detail": {**fate, "mail": {**MAIL, "tags": {}}}} for fate in FATES),
    {"Records": [{"eventName": "INSERT", "dynamodb": {"Keys": KEYS}}]},
    {"detail": {"bucket": {"name": ""}, "object": {"key": "", "etag": ""}}},
    {"look_back_hours": 1},
    {},
]
UNCALLED = [
    name
    for name, resource in load_template(ROOT / "template.yaml")["Resources"].items()
    if resource["Type"] == "AWS::Serverless::Function"
    and any(event["Type"] != "HttpApi" for event in resource["Properties"].get("Events", {}).values())
]


@pytest.mark.parametrize("function", UNCALLED)
def test_an_event_leaves_nothing_of_itself(center: RunningCenter, function: str) -> None:
    """Whatever AWS tells a function, with the canary in every text: neither its log nor its error has it."""
    account = account_of(center)
    name = Watch(center, account).physical(function)
    for event in EVENTS:
        told = with_canaries(event) | {key: value for key, value in event.items() if key == "look_back_hours"}
        if "object" in event.get("detail", {}):  # the bucket's keys are ours, and are logged
            told["detail"]["object"]["key"] = "uploads/0123456789A/none"
        for fate in FATES:  # what decides which way the code goes is SES's own
            if event.get("detail", {}).get("eventType") == fate["eventType"] != "":
                told["detail"]["eventType"] = fate["eventType"]
                told["detail"]["mail"]["tags"] = {"case_id": ["0123456789A"], "mail": ["acknowledgement"]}
        answer = account.client("lambda").invoke(FunctionName=name, Payload=json.dumps(told).encode())
        assert CANARY not in answer["Payload"].read().decode(), event
    assert told_by(center) == []


def test_an_erased_case_is_in_no_backup_made_after(center: RunningCenter, tmp_path: Path) -> None:
    """Its words, its file and the file's name are in the one before, and nothing of them in the next."""
    typed = {"name": CANARY, "message": f"{CANARY}-erased", "email": f"{CANARY}-erased@example.com"}
    stored = center.submit({**INQUIRY, **typed}).json
    center.mails_of(stored["case_id"], 2)
    picture = upload(center, urlsplit(stored["upload_url"]).path, png(7, 7), name=f"{CANARY}-erased.png")
    assert picture["state"] == "clean"

    def saved(name: str) -> list[str]:
        """Save a backup; return its files that hold something of the case."""
        folder = tmp_path / name
        assert run(["--data", str(center.data), "backup", "save", str(folder)], {"LC_ALL": "en"}) == 0
        marks = (f"{CANARY}-erased".encode(), stored["case_id"].replace("-", "").encode())
        return [
            path.name
            for path in folder.rglob("*")
            if path.is_file() and any(mark in str(path).encode() + path.read_bytes() for mark in marks)
        ]

    assert "items.jsonl" in saved("before")
    erase = ["cases", "erase", stored["case_id"], "--yes"]
    assert run(["--data", str(center.data), *erase], {"LC_ALL": "en"}) == 0
    assert saved("after") == []

"""A canary in every field of every request: no log, metric, trace or file name of the center holds it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
import yaml

from tests.local.running import ROOT, eventually
from tests.local.test_inquiry_journey import INQUIRY

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
    """Yield (what, text) of everything that the center writes beside table, bucket and mailbox."""
    yield "log", (center.data / "log").read_text(encoding="utf-8", errors="replace")
    yield "stdout", center.said()
    yield "file names", "\n".join(names_in(center.data))


def names_in(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder."""
    return (path.name for path in folder.rglob("*"))


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_request_leaves_nothing_of_itself_in_logs(center: RunningCenter, method: str, path: str) -> None:
    """Refused or taken, with the canary in path, query, headers, names and values of the body."""
    address = "/".join(CANARY if part.startswith("{") else part for part in path.split("/"))
    headers = {"user-agent": CANARY, "x-canary": CANARY, "idempotency-key": CANARY, "cookie": f"a={CANARY}"}
    for media_type, body in bodies(method, path):
        given = None if method == "get" else body
        answer = center.send(f"{address}?{CANARY}={CANARY}", given, {**headers, "content-type": media_type})
        assert answer.status < 500
    assert [what for what, text in kept_by(center) if CANARY in text] == []


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
    assert [what for what, text in kept_by(center) if CANARY in text] == []

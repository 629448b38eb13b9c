"""Files on the running center, as a browser sends them."""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.local.running import eventually
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.local.running import Answer, RunningCenter

JSON = "application/json"
BOUNDARY = "--------helpcenter"


def upload_path(center: RunningCenter) -> str:
    """Return the path that takes uploads to a case that is stored now."""
    return str(urlsplit(center.submit(INQUIRY).json["upload_url"]).path)


def ask(center: RunningCenter, path: str, content: bytes, **changes: Any) -> Answer:  # noqa: ANN401 - JSON
    """Ask to upload a PNG, with changed fields."""
    wanted = {"key": uuid.uuid4().hex, "name": "화면.png", "type": "image/png", "size": len(content)}
    return center.send(path, json.dumps({**wanted, **changes}).encode(), {"content-type": JSON})


def post(center: RunningCenter, fields: Mapping[str, str], content: bytes) -> Answer:
    """Post a form with its file."""
    parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'name="file"; filename="f"\r\nContent-Type: application/octet-stream\r\n\r\n' + content)
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; ".encode()
    body = b"".join(start + part + b"\r\n" for part in parts) + f"--{BOUNDARY}--\r\n".encode()
    return center.send("/uploads/", body, {"content-type": f"multipart/form-data; boundary={BOUNDARY}"})


def upload(center: RunningCenter, path: str, content: bytes, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Upload a file and return it as it is told of once it is checked."""
    allowed = ask(center, path, content, **changes).json
    posted = post(center, allowed["form"]["fields"], content)
    assert posted.status == 204, posted.body
    return settled(center, path, allowed["file"]["id"])


def settled(center: RunningCenter, path: str, file_id: str) -> dict[str, Any]:
    """Return a file as soon as it is taken or refused."""

    def told() -> dict[str, Any]:
        files: list[dict[str, Any]] = center.send(path).json["files"]
        return next(file for file in files if file["id"] == file_id)

    eventually(lambda: told()["state"] in {"clean", "refused"})
    return told()


def files_path(center: RunningCenter, path: str) -> str:
    """Return the path of the department's page with the files of the case that `path` takes uploads to."""
    case_id = path.rpartition("/")[2].partition(".")[0]
    grouped = f"{case_id[:4]}-{case_id[4:8]}-{case_id[8:]}"
    texts = [mail["text"] for mail in center.mails_of(grouped, 2)]
    found = next(match for text in texts if (match := re.search(r"\S+/api/files/\S+", text)))
    return urlsplit(found[0]).path

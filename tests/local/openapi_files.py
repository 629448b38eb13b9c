"""Calls about files with the answer that each gets."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.local.chat_files import links, serve
from tests.local.openapi_calls import JSON, example, fresh_chat, transcript
from tests.local.openapi_contract import Call
from tests.local.uploads import files_path, upload, upload_path
from tests.unit.attachment.files import png

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.local.running import RunningCenter

HTML = "text/html"
_FORGED = "/api/attachments/-"


def wanted_upload(url: str, content_type: str = JSON, **changes: object) -> Call:
    """Return the document's example, with changed fields, sent to a link."""
    body = json.dumps({**example("wanted_upload"), **changes}).encode()
    return Call(urlsplit(url).path, body, {"content-type": content_type})


def _body(body: bytes) -> Callable[[RunningCenter], Call]:
    return lambda center: Call(upload_path(center), body, {"content-type": JSON})


def _too_many(center: RunningCenter) -> Call:
    path = upload_path(center)
    for number in range(5):
        wanted_upload(path, key=str(number)).send(center)
    return wanted_upload(path, key="one more")


def _came_before(center: RunningCenter) -> Call:
    path, content = upload_path(center), png()
    upload(center, path, content, key="again")
    return wanted_upload(path, key="again", size=len(content))


def _files(center: RunningCenter) -> Call:
    return Call(files_path(center, upload_path(center)))


def _file(center: RunningCenter) -> Call:
    path = upload_path(center)
    upload(center, path, png())
    found = re.search(r'href="(/api/files/[^"]+)"', center.send(files_path(center, path)).body)
    assert found
    return Call(found[1])


def _file_of_a_chat(center: RunningCenter) -> Call:
    """Return a call for a file that is not there, by a link to one that is."""
    chat = fresh_chat()
    chat["messages"][-2]["files"] = [{"name": "a.png", "url": serve(center, png())}]
    [mail] = center.mails_of(transcript(chat).send(center).json["case_id"], 1)
    [link] = links(mail)
    return Call(urlsplit(link).path[:-1] + "-")


FILE_CASES: dict[str, tuple[Callable[[RunningCenter], Call], int, str]] = {
    "upload": (lambda center: wanted_upload(upload_path(center)), 201, JSON),
    "upload again": (_came_before, 200, JSON),
    "upload malformed": (_body(b"["), 400, "malformed_body"),
    "upload too deep": (_body(b"[" * 40), 400, "malformed_body"),
    "upload with a forged link": (lambda _: wanted_upload(_FORGED), 404, "unknown_upload_link"),
    "upload too large": (_body(b'"' + b"a" * 70_000 + b'"'), 413, "body_too_large"),
    "upload as text": (
        lambda center: wanted_upload(upload_path(center), "text/plain"),
        415,
        "unsupported_media_type",
    ),
    "upload all wrong": (
        lambda center: wanted_upload(upload_path(center), key=1, name="", type="image/svg+xml", size=0),
        422,
        "invalid_upload",
    ),
    "upload of one file too many": (_too_many, 422, "too_many_files"),
    "states": (lambda center: Call(upload_path(center)), 200, JSON),
    "states with a forged link": (lambda _: Call(_FORGED), 404, "unknown_upload_link"),
    "files": (_files, 200, HTML),
    "files with a forged link": (lambda _: Call("/api/files/-"), 404, HTML),
    "file": (_file, 303, ""),
    "file of a chat that is not there": (_file_of_a_chat, 200, HTML),
    "file with a forged link": (lambda _: Call("/api/files/-/-"), 404, HTML),
}
"""As CASES in openapi_cases.py."""

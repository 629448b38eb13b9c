"""Files of inquiries on this machine: posted through the front, kept in a folder, back after a restart.

The embedded AWS keeps files in memory. What it accepts is written to the folder before its answer leaves, and
put back at the next start; what was in quarantine is checked again then.

It checks a signed form as S3 does (signature, expiry, every condition, no field beyond them:
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html), which
tests/local/test_upload_forms.py holds it to. A form without a signature is refused here, as a private bucket
refuses it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from local.asgi import Reply, read_body, reply_of, send_reply

if TYPE_CHECKING:
    from pathlib import Path

    from local.asgi import App, Receive, Scope, Send
    from local.aws import Account

_OBJECT = re.compile(r"/[^/]+/((?:uploads|files)/.+)")
_BOUNDARY = re.compile(rb'multipart/form-data;.*boundary="?([^";]+)"?', re.IGNORECASE)
_FIELD = re.compile(rb'content-disposition:[^\r\n]*\bname="([^"]*)"', re.IGNORECASE)
_DENIED = b"<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"


@dataclass(frozen=True, slots=True)
class FileFolder:
    """An ASGI layer around the embedded AWS that keeps the files of inquiries in `folder`."""

    app: App
    folder: Path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; keep or drop the file that it changed before its answer leaves."""
        found = _OBJECT.fullmatch(scope.get("path", ""))
        if not found or scope["method"] not in {"PUT", "DELETE"}:
            await self.app(scope, receive, send)
            return
        body = await read_body(receive)
        reply = await reply_of(self.app, scope, body)
        if reply.status < 300 and scope["method"] == "DELETE":
            self._path(found[1]).unlink(missing_ok=True)
        elif reply.status < 300:
            self.keep(found[1], body)
        await send_reply(reply, send)

    def keep(self, key: str, content: bytes) -> None:
        """Write a file whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._path(key)
        new = path.with_name(f"{path.name}.new")
        new.write_bytes(content)
        new.replace(path)

    def restore(self, account: Account, bucket: str) -> None:
        """Put every file back into the bucket of this start."""
        storage = account.client("s3")
        for path in sorted(self.folder.glob("*")):
            if not path.name.endswith(".new"):
                storage.put_object(Bucket=bucket, Key=unquote(path.name), Body=path.read_bytes())

    def _path(self, key: str) -> Path:
        return self.folder / quote(key, safe="")


def upload_app(aws: App, files: FileFolder, bucket: str) -> App:
    """Return what takes posted forms for the bucket, at the site's own address."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        body = await read_body(receive)
        fields = read_form(dict(scope["headers"]).get(b"content-type", b""), body)
        if scope["method"] != "POST" or b"x-amz-signature" not in fields:
            await send_reply(Reply(403, [(b"content-type", b"application/xml")], _DENIED), send)
            return
        path = f"/{bucket}"
        inner = {**scope, "root_path": "", "path": path, "raw_path": path.encode(), "query_string": b""}
        reply = await reply_of(aws, inner, body)
        if reply.status < 300:
            files.keep(fields[b"key"].decode(), fields[b"file"])
        await send_reply(reply, send)

    return application


def read_form(content_type: bytes, body: bytes) -> dict[bytes, bytes]:
    """Return the parts of a form by their names in lower case (RFC 7578); nothing when it is none."""
    boundary = _BOUNDARY.match(content_type)
    parts = body.split(b"\r\n--" + boundary[1]) if boundary else []
    fields = {}
    for part in parts:
        head, _, content = part.partition(b"\r\n\r\n")
        if name := _FIELD.search(head):
            fields[name[1].lower()] = content
    return fields

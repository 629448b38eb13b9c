"""Files of chats on the running center: how the chat system hands them out, and what links lead to."""

from __future__ import annotations

import urllib.request
import uuid
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from tests.local.running import RunningCenter


def links(mail: dict[str, Any]) -> list[str]:
    """Return the links to files in a mail, each of which is in both of its bodies."""
    found = [word for word in mail["text"].split() if "/api/files/" in word]
    assert all(link in mail["html"] for link in found)
    return found


def serve(center: RunningCenter, content: bytes) -> str:
    """Let the chat system hand out a file; return its address."""
    url = f"{center.url}/_local/chats/files/{uuid.uuid4().hex}.png"
    request = urllib.request.Request(url, data=content, method="PUT")  # noqa: S310 - our own address
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - as above
        return url


def location(center: RunningCenter, link: str) -> str:
    """Return the file's own address behind a link, empty while there is none."""
    return center.send(urlsplit(link).path).headers.get("location", "")


def given(center: RunningCenter, link: str) -> bytes | None:
    """Return what a link leads to, None while that is no file."""
    address = location(center, link)
    return fetch(address) if address else None


def fetch(address: str) -> bytes | None:
    """Return what is at an address of the bucket, None where nothing is."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - the embedded AWS
            content: bytes = response.read()
            return content
    except HTTPError as error:
        error.close()
        return None


def endpoint(center: RunningCenter) -> str:
    """Return where the embedded AWS is."""
    return (center.data / "endpoint").read_text(encoding="ascii").strip()

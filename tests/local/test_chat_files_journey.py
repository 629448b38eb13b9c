"""Files of chats on the running center, from a server that plays the chat system.

That each provider's file arrives is in test_transcript_journey.py.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.local.chat_files import endpoint, fetch, given, links, location, serve
from tests.local.openapi_calls import fresh_chat, transcript
from tests.local.running import eventually
from tests.local.test_transcript_journey import mails_to, run_module
from tests.unit.attachment.files import EICAR, png

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def test_what_is_hostile_is_refused_in_words(center: RunningCenter) -> None:
    """Other hosts, our own house, redirects there, pages, viruses: each has its reason, the mail leaves."""
    host = f"{center.url}/_local/chats/files"
    addresses = {
        "well.png": serve(center, png()),
        "page.png": serve(center, b"<script>alert(1)</script>"),
        "virus.png": serve(center, png() + EICAR),
        "gone.png": f"{host}/gone.png",
        "elsewhere.png": "https://evil.example/a.png",
        "runtime.png": "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
        "metadata.png": f"{host}/x?to=http://169.254.169.254/latest/meta-data/",
        "port.png": f"{host}/x?to=http://127.0.0.1:{urlsplit(endpoint(center)).port}/",
        "file.png": "file:///etc/passwd",
    }
    data, to = fresh_chat(), f"hostile-{uuid.uuid4().hex[:8]}@example.com"
    files = [{"name": name, "media_type": "image/png", "url": url} for name, url in addresses.items()]
    data["messages"][-2]["files"] = files
    data["customer"]["email"] = to
    answer = transcript(data).send(center)
    assert answer.status == 201
    eventually(lambda: mails_to(center, to))
    receipt = next(word for word in mails_to(center, to)[0]["text"].split() if "/api/receipts/" in word)
    eventually(lambda: "확인하고 있습니다" not in center.send(urlsplit(receipt).path).body)
    page = center.send(urlsplit(receipt).path).body
    assert page.count("/api/files/") == 1
    assert page.count("보관하지 못했습니다") == len(addresses) - 1
    assert page.count("가져올 수 없었습니다") == len(addresses) - 3
    assert "PNG, JPEG, WebP 사진과 PDF만 보관합니다" in page
    assert "악성 코드 검사에서 걸러졌습니다" in page


def test_files_are_erased_with_their_chat(center: RunningCenter) -> None:
    """An operator erases the case: neither the link nor S3's own address gives the file any more."""
    data, to = fresh_chat(), f"erased-{uuid.uuid4().hex[:8]}@example.com"
    data["messages"][-2]["files"] = [{"name": "a.png", "url": serve(center, png())}]
    data["customer"]["email"] = to
    case_id = transcript(data).send(center).json["case_id"]
    eventually(lambda: mails_to(center, to))
    [link] = links(mails_to(center, to)[0])
    eventually(lambda: given(center, link))
    address = location(center, link)
    erased = run_module("operations", "--data", str(center.data), "cases", "erase", case_id, "--yes")
    assert erased.returncode == 0, erased.stderr + erased.stdout
    assert given(center, link) is None
    eventually(lambda: fetch(address) is None)

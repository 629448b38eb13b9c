"""The transcript on the running center: signed delivery to mailbox."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from local.demo_chats import TOLD_BY
from operations.place import local_place
from tests.local.chat_files import given, links
from tests.local.openapi_calls import fresh_chat, transcript
from tests.local.running import ROOT, eventually

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


@pytest.mark.parametrize("provider", TOLD_BY)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_chat_told_three_times_brings_one_mail(center: RunningCenter, provider: str, language: str) -> None:
    """`make chat-demo`: each provider's chat is taken as it tells of it; one mail, no internal note.

    The file that was sent in it is fetched where the provider hands it out, and given as our copy.
    """
    to = f"{provider}-{language}-{uuid.uuid4().hex[:8]}@example.com"
    arguments = ["--port", str(center.port), "--provider", provider, "--language", language, "--to", to]
    result = run_module("local.chat_demo", *arguments)
    assert result.returncode == 0, result.stderr + result.stdout
    assert result.stdout.count("delivery ") == 3
    eventually(lambda: mails_to(center, to))
    mail = mails_to(center, to)[0]
    chat = json.loads((ROOT / "local" / "demo" / f"chat.{language}.json").read_text(encoding="utf-8"))
    (copy,) = mail["attachments"]
    record = base64.b64decode(copy["content"]).decode("utf-8-sig")
    for message in chat["messages"]:
        if message["role"] in {"customer", "agent"}:
            shown = message.get("visibility") != "internal"
            assert (message["text"].splitlines()[0] in record) is shown
    assert ("Here is the record" in mail["text"]) is (language == "en")
    assert mail["headers"]["Reply-To"].startswith("replies+")
    [link] = links(mail)
    eventually(lambda: given(center, link))
    assert given(center, link) == (ROOT / "local" / "demo" / f"refund.{language}.png").read_bytes()
    assert "_local/chats" not in mail["text"] + mail["html"] + record


def test_no_chat_brought_two_mails(center: RunningCenter) -> None:
    """Looked at once more when every delivery has been worked off."""
    deliveries = local_place(center.data).deliveries()
    eventually(lambda: not list(deliveries.due(datetime.now(UTC) + timedelta(hours=1))))
    subjects = [mail["subject"] for mail in center.mails()]
    records = [subject for subject in subjects if "채팅 상담" in subject or "Your chat" in subject]
    assert records
    assert len(records) == len(set(records))


def test_a_chat_is_rated_once(center: RunningCenter) -> None:
    """From the link in the mail to the thanks, and thanks again."""
    answer = transcript(fresh_chat()).send(center)
    (mail,) = center.mails_of(answer.json["case_id"], 1)
    path = next(urlsplit(word).path for word in mail["text"].split() if "/api/feedback/" in word)
    assert "얼마나 만족하셨습니까" in center.send(path).body
    form = urlencode({"rating": "5", "words": "친절했습니다"}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    for page in (center.send(path, form, headers), center.send(path, form, headers), center.send(path)):
        assert page.status == 200
        assert "평가해 주셔서 감사합니다" in page.body
        assert 'name="rating"' not in page.body


def test_what_cannot_be_read_is_set_aside_listed_and_redone(center: RunningCenter) -> None:
    """An operator sees it with its reason and without its content; redone, it fails again."""
    answer = transcript({"chat_id": f"canary-{uuid.uuid4().hex}"}).send(center)
    assert answer.status == 202
    delivery_id, operate = (
        answer.json["delivery_id"],
        ("operations", "--data", str(center.data), "transcripts"),
    )
    listed = run_module(*operate, "list-failed")
    (line,) = [line for line in listed.stdout.splitlines() if delivery_id in line]
    assert line.split("\t")[1::3] == ["generic", answer.json["reason"]]
    assert "canary" not in listed.stdout
    assert run_module(*operate, "replay", delivery_id).returncode == 0
    eventually(lambda: delivery_id in run_module(*operate, "list-failed").stdout)
    assert run_module(*operate, "replay", "0" * 20).returncode == 1


def run_module(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one of our commands."""
    return subprocess.run(
        [sys.executable, "-m", name, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def mails_to(center: RunningCenter, address: str) -> list[dict[str, Any]]:
    """Return the mails to an address."""
    return [mail for mail in center.mails() if mail["to"] == address]


def test_an_unsigned_transcript_is_refused(center: RunningCenter) -> None:
    """Nothing is read before the signature; an unknown provider has no door."""
    headers = {"content-type": "application/json"}
    assert center.send("/api/transcripts/generic", b"{}", headers).status == 401
    assert center.send("/api/transcripts/nobody", b"{}", headers).status == 404

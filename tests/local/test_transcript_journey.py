"""The transcript on the running center: signed delivery to mailbox."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.local.running import ROOT

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_chat_delivered_three_times_brings_one_mail(center: RunningCenter, language: str) -> None:
    """`make chat-demo`: each delivery is taken, one mail with a copy arrives, the internal note does not."""
    result = subprocess.run(
        [sys.executable, "-m", "local.chat_demo", "--port", str(center.port), "--language", language],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LC_ALL": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    answers = [json.loads(line[line.index("{") :]) for line in result.stdout.splitlines() if "{" in line]
    assert len(answers) == 3
    assert answers[0] == answers[1] == answers[2]
    (mail,) = center.mails_of(answers[0]["case_id"], 1)
    (copy,) = mail["attachments"]
    assert copy["name"].endswith(".txt")
    chat = json.loads((ROOT / "local" / "demo" / f"chat.{language}.json").read_text(encoding="utf-8"))
    internal = [message["text"] for message in chat["messages"] if message.get("visibility") == "internal"]
    assert internal
    assert all(note not in mail["text"] + mail["html"] for note in internal)


def test_an_unsigned_transcript_is_refused(center: RunningCenter) -> None:
    """Nothing is read before the signature; an unknown provider has no door."""
    headers = {"content-type": "application/json"}
    assert center.send("/api/transcripts/generic", b"{}", headers).status == 401
    assert center.send("/api/transcripts/nobody", b"{}", headers).status == 404

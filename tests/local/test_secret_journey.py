"""A secret on the running center: typed by a customer, kept by nobody."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest

from local.chat_demo import make
from local.demo_chats import TOLD_BY
from tests.local.running import eventually
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

NUMBER = "850315-2043219"


def message_with(canary: str, marker: str) -> str:
    """Return what a customer writes: two secrets, and a word that may stay."""
    return f"비밀번호: {canary} 이고 주민번호는 {NUMBER} 입니다 ({marker})"


def mail_with(center: RunningCenter, marker: str) -> dict[str, Any]:
    """Return the mail that holds the marker, as soon as it is there."""
    eventually(lambda: any(marker in mail["text"] for mail in center.mails()))
    (mail,) = [mail for mail in center.mails() if marker in mail["text"]]
    return mail


def kept_anywhere(center: RunningCenter, text: str) -> list[str]:
    """Return the files of the center's data (table, mailbox, log) that hold the text, as typed or as JSON."""
    forms = {text.encode(), json.dumps(text)[1:-1].encode()}
    files = [path for path in center.data.rglob("*") if path.is_file()]
    return [path.name for path in files if any(form in path.read_bytes() for form in forms)]


@pytest.mark.parametrize("by_script", [True, False])
def test_a_secret_from_the_form_is_nowhere(center: RunningCenter, *, by_script: bool) -> None:
    """Neither in table, mailbox or log, nor on the receipt; receipt and department are told."""
    canary, marker = f"canary-{uuid.uuid4().hex}", uuid.uuid4().hex
    inquiry = {**INQUIRY, "name": f"홍길동 {NUMBER}", "message": message_with(canary, marker)}
    if by_script:
        answer = center.submit(inquiry)
        assert answer.status == 201, answer.body
        url = answer.json["receipt_url"]
    else:
        form = urlencode({**inquiry, "consent": "true"}).encode()
        answer = center.send("/api/inquiries", form, {"content-type": "application/x-www-form-urlencoded"})
        assert answer.status == 303, answer.body
        url = answer.headers["location"]
    notice, receipt = mail_with(center, marker), center.send(urlsplit(url).path).body
    assert kept_anywhere(center, marker)
    assert kept_anywhere(center, canary) == kept_anywhere(center, NUMBER) == []
    assert canary not in receipt
    assert "비밀번호 1건" in receipt
    assert "비밀번호 1건" in notice["text"]


def test_a_secret_from_a_chat_is_nowhere(center: RunningCenter) -> None:
    """Neither in table, mailbox or log; the customer's mail says that something was masked."""
    canary, marker = f"canary-{uuid.uuid4().hex}", uuid.uuid4().hex
    now = datetime.now(UTC).replace(microsecond=0)
    said = [("customer", message_with(canary, marker)), ("agent", "확인했습니다.")]
    chat = {
        "chat_id": marker,
        "language": "ko",
        "started_at": (now - timedelta(minutes=5)).isoformat(),
        "ended_at": now.isoformat(),
        "customer": {"email": "haneul@example.com"},
        "messages": [
            {"id": f"m{place}", "at": now.isoformat(), "role": role, "text": text}
            for place, (role, text) in enumerate(said)
        ],
    }
    (call,) = TOLD_BY["generic"](chat)
    assert make(center.url, call)[0] == 201
    mail = mail_with(center, marker)
    assert kept_anywhere(center, canary) == kept_anywhere(center, NUMBER) == []
    assert "비밀번호 1건" in mail["text"] + mail["html"]

"""The events that are measured: a real inquiry, a real chat, and the mail that it owes."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.mail.job import TRANSCRIPT, new_job
from helpcenter.transcript.parts import Part
from helpcenter.transcript.provider import Reading
from helpcenter.transcript.providers.generic import read_chat
from helpcenter.transcript.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign
from helpcenter.transcript.transcript import keep

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.center.facts import Facts

TABLE, SECRET = "table", "measured-secret"
_DEMO = Path(__file__).parents[2] / "local" / "demo" / "chat.ko.json"
_INQUIRY = {
    "topic": "refund",
    "name": "김하늘",
    "email": "haneul@example.com",
    "message": "지난주에 산 운동화를 돌려보냈는데 아직 환불되지 않았습니다. 주문번호 2026101212345678\n" * 6,
    "language": "ko",
    "consent": True,
}


def bare_event(number: int) -> dict[str, Any]:
    """Return what the least function puts."""
    return {"key": f"CASE#{number}", "body": json.dumps(_INQUIRY, ensure_ascii=False)}


def inquiry_event(number: int) -> dict[str, Any]:
    """Return an inquiry as API Gateway hands it on; each has a key of its own."""
    headers = {
        "content-type": "application/json",
        "idempotency-key": f"measured-{number}",
        "accept-language": "ko",
    }
    return _posted("/api/inquiries", json.dumps(_INQUIRY, ensure_ascii=False), headers)


def chat_event(number: int) -> dict[str, Any]:
    """Return the demo's chat, signed now; each is another chat."""
    body = json.dumps(_chat(number), ensure_ascii=False)
    timestamp = str(int(time.time()))
    signature = sign(SECRET.encode(), timestamp, body.encode())
    headers = {
        "content-type": "application/json",
        TIMESTAMP_HEADER: timestamp,
        SIGNATURE_HEADER: signature,
        "user-agent": "relay",
    }
    return _posted("/api/transcripts/generic", body, headers)


def mail_event(number: int, facts: Facts, client: DynamoDBClient) -> dict[str, Any]:
    """Store a chat with the mail that it owes, and return the event in which the stream tells of it."""
    now = datetime.now(UTC)
    case_id, chat = f"{number:011}", read_chat(_chat(number), Reading(facts, now))
    transcript = keep(chat, case_id=case_id, provider="generic", erase_at=now + timedelta(days=365))
    mail = f"{TRANSCRIPT}#{transcript.part_name}"
    DynamoTranscriptStore(client, TABLE, lambda: now).save(Part(transcript), new_job(case_id, mail, now))
    keys = {"pk": {"S": f"CASE#{case_id}"}, "sk": {"S": f"MAIL#{mail}"}}
    return {"Records": [{"eventName": "INSERT", "dynamodb": {"Keys": keys}}]}


def _chat(number: int) -> dict[str, Any]:
    """Return the demo's chat as if it had just ended."""
    chat = json.loads(_DEMO.read_text(encoding="utf-8"))
    shift = datetime.now(UTC).replace(microsecond=0) - datetime.fromisoformat(chat["ended_at"])

    def now(moment: str) -> str:
        return (datetime.fromisoformat(moment) + shift).isoformat()

    messages = [{**message, "at": now(message["at"])} for message in chat["messages"]]
    told = {"chat_id": f"measured-{number}", "messages": messages}
    return {**chat, **told, "started_at": now(chat["started_at"]), "ended_at": now(chat["ended_at"])}


def _posted(path: str, body: str, headers: dict[str, str]) -> dict[str, Any]:
    return {
        "version": "2.0",
        "rawPath": path,
        "headers": headers,
        "requestContext": {"http": {"method": "POST", "path": path}},
        "body": body,
        "isBase64Encoded": False,
    }

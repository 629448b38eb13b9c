"""The journeys that are counted, told to the deployed functions one event after the other.

Run by `record.py` in a process of its own whose import path begins with the built layer: `python journeys.py
FUNCTIONS`. Prints the units of each journey as JSON.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import sys
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import urlsplit

from moto import mock_aws

from costs.center import BUCKET, ENVIRONMENT, SECRET, TABLE, Center, is_for_a_month

if TYPE_CHECKING:
    from collections.abc import Callable

_DEMO = Path(__file__).parents[1] / "local" / "demo" / "chat.ko.json"
_FILE_LINK = re.compile(r'href="(?:https://[^/"]*)?(/api/files/[^"]+)"')
_MESSAGE = (
    "지난주에 산 운동화를 돌려보냈는데 아직 환불되지 않았습니다. 언제쯤 들어오는지 알려 주십시오.\n" * 6
)


def inquiry(center: Center, key: str) -> str:
    """Send one, look at the receipt, have both mails delivered, note the answer; return the upload path."""
    body = {"topic": "refund", "name": "김하늘", "email": "haneul@example.com", "message": _MESSAGE}
    body |= {"language": "ko", "consent": True}  # type: ignore[dict-item]  # JSON
    answer = center.http("submit_inquiry", "POST", "/api/inquiries", body, **{"idempotency-key": key})
    stored = json.loads(answer["body"])
    receipt, upload = (urlsplit(stored[name]).path for name in ("receipt_url", "upload_url"))
    center.http("show_receipt", "GET", receipt)
    center.deliver_what_is_owed()
    progress = _department_link(center)
    center.http("note_progress", "GET", progress)
    form = {"content-type": "application/x-www-form-urlencoded"}
    center.http("note_progress", "POST", progress, "_=", **form)
    center.http("show_receipt", "GET", receipt)
    return str(upload)


def file(center: Center, upload: str) -> None:
    """Add a picture: allowed, posted by the browser, checked, asked for twice, opened by the department."""
    picture = _png()
    wanted = {"key": "counted", "name": "a.png", "type": "image/png", "size": len(picture)}
    answer = json.loads(center.http("issue_upload", "POST", upload, wanted)["body"])
    key = answer["form"]["fields"]["key"]
    center.s3.put_object(Bucket=BUCKET, Key=key, Body=picture, ContentType="image/png")
    center.meter.units["s3_writes"] += 1
    center.call("check_attachment", {"detail": {"object": {"key": key}}})
    for _ in range(2):
        center.http("issue_upload", "GET", upload)
    files = _files_link(upload)
    listed = center.http("give_file", "GET", files)["body"]
    center.http("give_file", "GET", _FILE_LINK.findall(listed)[0])
    center.meter.units["s3_reads"] += 1  # by the browser, where the second answer sends it


def chat(center: Center) -> None:
    """End one: its signed transcript comes in, and its mail leaves when it has settled."""
    from helpcenter.transcript.signature import (  # noqa: PLC0415 - of the layer
        SIGNATURE_HEADER,
        TIMESTAMP_HEADER,
        sign,
    )

    body = json.dumps(_chat_now(), ensure_ascii=False)
    stamp = str(int(time.time()))
    headers = {TIMESTAMP_HEADER: stamp, SIGNATURE_HEADER: sign(SECRET.encode(), stamp, body.encode())}
    center.http("send_transcript", "POST", "/api/transcripts/generic", body, **headers)
    time.sleep(1.1)  # SETTLE_SECONDS
    center.deliver_what_is_owed()


def minute(center: Center) -> None:
    """Let a minute pass in which nothing is owed, any but the first of an hour."""
    with mock.patch("helpcenter.aws.outbox.RETIRED_SHARDS", ()):
        center.call("deliver_mail", {})
    center.call("send_transcript", {})


def hour(center: Center) -> None:
    """Let the sweep for files look, and that for mails at what it looks at in the first minute alone."""
    from helpcenter.aws.table import RETIRED_SHARDS  # noqa: PLC0415 - of the layer

    center.call("check_attachment", {})
    center.meter.units["dynamodb_half_reads"] += len(RETIRED_SHARDS)


def day(center: Center) -> None:
    """Let a morning and a night pass."""
    center.call("watch_promises", {})
    center.call("send_transcript", {"look_back_hours": 48})


def night(center: Center) -> None:
    """Let a night pass in which nothing expires."""
    center.call("purge_expired", {})


def end(center: Center) -> None:
    """Let a night pass in which an inquiry expires, and its files after it.

    What is kept for a month has been deleted by DynamoDB's own expiry since, which is not charged for.
    """
    keys = []
    for item in center.items():
        if item["pk"]["S"].startswith("CASE#") and is_for_a_month(item):
            center.client.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})
        if item["pk"]["S"].startswith("CASE#") and "purge_day" in item:
            keys += (
                [{"pk": item["pk"], "sk": item["sk"]}] if item["sk"]["S"].startswith("ATTACHMENT#") else []
            )
            center.client.update_item(
                TableName=TABLE,
                Key={"pk": item["pk"], "sk": item["sk"]},
                UpdateExpression="SET expires_at = :now, purge_day = :today",
                ExpressionAttributeValues={
                    ":now": {"N": str(int(time.time()) - 1)},
                    ":today": {"S": datetime.now(UTC).date().isoformat()},
                },
            )
    night(center)
    for key in keys:
        center.call("check_attachment", {"Records": [{"eventName": "REMOVE", "dynamodb": {"Keys": key}}]})


def main(functions: Path) -> dict[str, dict[str, float]]:
    """Return the units of each journey."""
    os.environ.update(ENVIRONMENT)
    printed = io.StringIO()
    counts: dict[str, dict[str, float]] = {}
    with mock_aws(), contextlib.redirect_stdout(printed):  # loggers keep the stream that they begin with
        center = Center(functions, printed)
        center.create()
        uploads: list[str] = []
        journeys: dict[str, Callable[[], object]] = {
            "night": lambda: night(center),
            "inquiry": lambda: uploads.append(inquiry(center, "counted")),
            "end": lambda: end(center),
            "another": lambda: uploads.append(inquiry(center, "another")),
            "file": lambda: file(center, uploads[1]),
            "end_with_file": lambda: end(center),
            "chat": lambda: chat(center),
            "minute": lambda: minute(center),
            "hour": lambda: hour(center),
            "day": lambda: day(center),
        }
        for name, journey in journeys.items():
            center.meter.units.clear()
            held = {span: center.stored_bytes(for_a_month=span) for span in (False, True)}
            journey()
            counts[name] = dict(sorted(center.meter.units.items()))
            if name in {"inquiry", "file", "chat"}:
                for unit, span in (("stored_bytes", False), ("month_bytes", True)):
                    counts[name][unit] = center.stored_bytes(for_a_month=span) - held[span]
        del counts["another"]
        for name in ("end", "end_with_file"):  # the night would have passed anyway
            counts[name] = {unit: each - counts["night"].get(unit, 0) for unit, each in counts[name].items()}
        counts["metrics"] = dict.fromkeys(sorted(center.metrics), 1)
        return counts


def _department_link(center: Center) -> str:
    """Return the path of the link by which the department says that it has answered."""
    from helpcenter.inquiry.progress import ProgressLinks  # noqa: PLC0415 - of the layer

    items = center.client.scan(TableName=TABLE)["Items"]
    case_id = next(item["pk"]["S"] for item in items if item["sk"]["S"] == "CASE").removeprefix("CASE#")
    from helpcenter.settings import DeliverySettings, read_settings  # noqa: PLC0415

    settings = read_settings(DeliverySettings, os.environ)
    return urlsplit(ProgressLinks(settings.link_keys, settings.site_url).answered_link(case_id)).path


def _files_link(upload: str) -> str:
    """Return the path of the link by which the department sees the files of a case."""
    from helpcenter.attachment.links import CaseLinks  # noqa: PLC0415 - of the layer

    case_id = upload.rpartition("/")[2].partition(".")[0]
    links = CaseLinks(SECRET.encode(), ENVIRONMENT["SITE_URL"], "api/files", "files")
    return urlsplit(links.url(case_id, datetime.now(UTC) + timedelta(hours=1))).path


def _chat_now() -> dict[str, Any]:
    told = json.loads(_DEMO.read_text(encoding="utf-8"))
    shift = datetime.now(UTC).replace(microsecond=0) - datetime.fromisoformat(told["ended_at"])

    def moved(moment: str) -> str:
        return (datetime.fromisoformat(moment) + shift).isoformat()

    messages = [{**message, "at": moved(message["at"])} for message in told["messages"]]
    told |= {"chat_id": "counted", "messages": messages}
    return {**told, "started_at": moved(told["started_at"]), "ended_at": moved(told["ended_at"])}


def _png() -> bytes:
    """Return a small valid picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    header = (1).to_bytes(4) + (1).to_bytes(4) + bytes((8, 0, 0, 0, 0))
    pixels = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))

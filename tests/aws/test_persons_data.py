"""What a person is given of what is kept of them, and what of it is left once they are erased."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import boto3
import pytest

from helpcenter.aws.cases import DynamoCaseStore
from helpcenter.aws.deliveries import DynamoDeliveries
from helpcenter.aws.leases import DynamoLeases
from helpcenter.aws.letters import DynamoLetters
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.inquiry.case_id import group_case_id
from helpcenter.inquiry.letters import Letter
from helpcenter.mail.job import ACKNOWLEDGEMENT, RECEIPT_LINKS, new_job
from helpcenter.transcript.delivery import Delivery
from helpcenter.transcript.parts import Part
from tests.aws.command_line import BUCKET, NOW, YEAR, run, store, work_on
from tests.aws.conftest import REGION, TABLE
from tests.fakes.examples import CASE_ID, make_case, make_transcript

if TYPE_CHECKING:
    from pathlib import Path

    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client

ADDRESS = "mina@example.com"


@pytest.fixture
def client(dynamodb: DynamoDBClient, monkeypatch: pytest.MonkeyPatch) -> DynamoDBClient:
    """The center on AWS that commands work on."""
    work_on(dynamodb, monkeypatch)
    return dynamodb


def everything(client: DynamoDBClient) -> str:
    """Return all that is stored, as text."""
    return str(client.scan(TableName=TABLE)["Items"])


def store_all_of_a_person(client: DynamoDBClient) -> S3Client:
    """Store what can be kept of ADDRESS, and a little of others; return the bucket's client."""
    store(client)
    DynamoCaseStore(client, TABLE, lambda: NOW).add(
        replace(make_case("0TESTCASE00", key_digest="b" * 64), erase_at=YEAR), ()
    )
    transcripts = DynamoTranscriptStore(client, TABLE, lambda: NOW)
    chat = replace(make_transcript("0TESTCHAT00"), erase_at=YEAR)
    transcripts.save(Part(chat), new_job("0TESTCHAT00", "transcript#a#1", NOW))
    letters = DynamoLetters(client, TABLE, lambda: NOW)
    letters.post(Letter("LINKS-1", f"{RECEIPT_LINKS}#1", ADDRESS.upper(), "ko", NOW))
    letters.post(Letter("LINKS-2", f"{RECEIPT_LINKS}#1", "other@example.com", "ko", NOW))
    deliveries = DynamoDeliveries(client, TABLE, DynamoLeases(client, TABLE, lambda: "lease"))
    body = json.dumps({"email": ADDRESS.title()}).encode()
    deliveries.take(Delivery("d1", "tawk", body, NOW, NOW, is_pointer=False, failed_for="malformed_body"))
    files = boto3.client("s3", REGION)
    for key in (f"uploads/{CASE_ID}/a", f"files/{CASE_ID}/b", "files/another case/c"):
        files.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    return files


def test_a_person_is_given_all_that_is_kept_of_them(client: DynamoDBClient, tmp_path: Path) -> None:
    """Cases, chats, files, what became of mails, and what was set aside; nothing of others."""
    store_all_of_a_person(client)
    folder = tmp_path / "asked"
    assert run("cases", "export", str(folder), "--format", "json", "--email", "nobody@example.com") == 1
    assert not folder.exists()
    assert run("cases", "export", str(folder), "--format", "json", "--email", ADDRESS.upper()) == 0
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    ids = {group_case_id(each) for each in (CASE_ID, "0TESTCASE00")}
    assert {case["case_id"] for case in cases} == ids
    [chat] = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "chats").iterdir()]
    assert chat["customer"]["email"] == ADDRESS
    assert chat["messages"]
    kept = sorted(path.relative_to(folder / "files").as_posix() for path in (folder / "files").rglob("?"))
    assert kept == [f"files/{CASE_ID}/b", f"uploads/{CASE_ID}/a"]
    mails = json.loads((folder / "mails.json").read_text(encoding="utf-8"))
    dead = {
        "case": group_case_id(CASE_ID),
        "mail": ACKNOWLEDGEMENT,
        "state": "DEAD",
        "why": "MessageRejected",
    }
    assert dead in [{name: mail[name] for name in dead} for mail in mails]
    [aside] = (folder / "set-aside").iterdir()
    assert json.loads(aside.read_bytes()) == {"email": ADDRESS.title()}
    written = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json"))
    assert "other@example.com" not in written
    assert folder.stat().st_mode & 0o077 == 0
    assert run("cases", "export", str(folder), "--email", ADDRESS) == 2  # it is there


def test_nothing_is_left_to_give_once_a_person_is_erased(client: DynamoDBClient, tmp_path: Path) -> None:
    """What is handed over and what is erased are the same."""
    store_all_of_a_person(client)
    assert run("cases", "erase", "--email", ADDRESS, "--yes") == 0
    assert run("cases", "export", str(tmp_path / "asked"), "--email", ADDRESS) == 1


def test_an_address_is_erased_wherever_it_lies(client: DynamoDBClient) -> None:
    """Cases, chats, letters and what was set aside; others stay; nobody to ask is a no."""
    files = store_all_of_a_person(client)
    assert run("cases", "erase", "--email", ADDRESS) == 2
    assert ADDRESS in everything(client)
    assert run("cases", "erase", "--email", ADDRESS.upper(), "--yes") == 0
    assert ADDRESS not in everything(client).lower()
    assert "other@example.com" in everything(client)
    left = [each["Key"] for each in files.list_objects_v2(Bucket=BUCKET)["Contents"]]
    assert left == ["files/another case/c"]
    assert run("cases", "erase", "--email", ADDRESS, "--yes") == 1


def test_an_erasure_that_leaves_something_is_not_done(
    client: DynamoDBClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The proof is a second look, not the first one's word."""
    store(client)
    monkeypatch.setattr("helpcenter.aws.erasure.DynamoEraser.left", lambda *_: 3)
    assert run("cases", "erase", CASE_ID, "--yes") == 1
    assert "3 left" in capsys.readouterr().out

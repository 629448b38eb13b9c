"""A center that is saved, lost and restored elsewhere, and one that is left for good."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from local.chat_demo import run as tell_chat
from operations.__main__ import run
from tests.local.running import RunningCenter, eventually
from tests.local.stored_cases import database_of
from tests.local.test_inquiry_journey import INQUIRY
from tests.local.uploads import upload
from tests.unit.attachment.files import png

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("center")
ENGLISH = {"LC_ALL": "en"}


def operate(center: RunningCenter, *arguments: str) -> int:
    """Run an operator's command."""
    return run(["--data", str(center.data), *arguments], ENGLISH)


def items_of(center: RunningCenter) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the whole table by key; bytes as such."""
    client, table = database_of(center)
    pages = client.get_paginator("scan").paginate(TableName=table)
    return {(item["pk"]["S"], item["sk"]["S"]): item for page in pages for item in page["Items"]}


@pytest.fixture
def elsewhere(center: RunningCenter, tmp_path: Path) -> Iterator[RunningCenter]:
    """Another, empty center with the same secrets, as they are kept apart from a backup."""
    other = RunningCenter(tmp_path / "elsewhere")
    other.data.mkdir()
    shutil.copy(center.data / "secrets.json", other.data)
    yield other.start()
    assert other.stop() == 0


def test_what_was_saved_stands_elsewhere_whole_and_no_mail_leaves_twice(
    center: RunningCenter, elsewhere: RunningCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every item and file is there, old links open, and what was owed waits for a word, and only that."""
    stored = center.submit(INQUIRY).json
    center.mails_of(stored["case_id"], 2)
    picture = upload(center, urlsplit(stored["upload_url"]).path, png(5, 5))
    assert picture["state"] == "clean"
    assert tell_chat(["--port", str(center.port)], ENGLISH) == 0
    eventually(lambda: not any(item.get("state") == {"S": "DUE"} for item in items_of(center).values()))
    client, table = database_of(center)
    owed = {"pk": {"S": "CASE#0123456789A"}, "sk": {"S": "MAIL#acknowledgement"}, "attempts": {"N": "0"}}
    owed |= {"state": {"S": "DUE"}, "due_shard": {"S": "0"}, "expires_at": {"N": "4000000000"}}
    client.put_item(TableName=table, Item={**owed, "due_at": {"S": "2999-01-01T00:00:00.000000+00:00"}})
    backup = tmp_path / "backup"

    before = items_of(center)
    with ThreadPoolExecutor(1) as visitors:  # who go on writing while it is saved
        written = visitors.submit(lambda: [center.submit(INQUIRY).json["case_id"] for _ in range(10)])
        assert operate(center, "backup", "save", str(backup)) == 0
        newest = {case_id.replace("-", "") for case_id in written.result()}
    client.delete_item(TableName=table, Key={"pk": owed["pk"], "sk": owed["sk"]})
    assert operate(elsewhere, "backup", "restore", str(backup)) == 0
    assert "mails were owed" in capsys.readouterr().out

    after = items_of(elsewhere)
    for case_id in {pk.removeprefix("CASE#") for pk, sk in after if sk == "CASE"} & newest:
        for mail in ("acknowledgement", "department_notice"):  # it came whole, its mails with it
            assert after[f"CASE#{case_id}", f"MAIL#{mail}"]["state"]["S"] in {"SENT", "DEAD"}
    key = ("CASE#0123456789A", "MAIL#acknowledgement")
    assert after.pop(key)["state"] == {"S": "DEAD"}
    before.pop(key)
    lost = {name for name, item in before.items() if name not in after or after[name]["sk"] != item["sk"]}
    assert lost == set()
    settled = {
        name
        for name, item in before.items()
        if item.get("state") != {"S": "DUE"} and name[0].startswith(("CASE#", "DELIVERY#"))
    }
    assert {name for name in settled if after[name] != before[name]} == set()
    receipt = elsewhere.send(urlsplit(stored["receipt_url"]).path)
    assert receipt.status == 200
    assert str(INQUIRY["message"]) in receipt.body
    assert picture["name"] in receipt.body

    again = elsewhere.submit(
        {**INQUIRY, "email": "later@example.com"}
    ).json  # its mails come after all others
    elsewhere.mails_of(again["case_id"], 2)
    assert {mail["subject"] for mail in elsewhere.mails() if again["case_id"] not in mail["subject"]} == set()
    assert operate(elsewhere, "mails", "list-dead") == 0
    assert "0123-4567-89A" in capsys.readouterr().out
    assert operate(elsewhere, "backup", "restore", str(backup)) == 1  # it is not empty any more


def test_a_backup_that_was_changed_is_not_restored(
    center: RunningCenter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that rotted or was put in is told before anything is written."""
    backup = tmp_path / "backup"
    assert operate(center, "backup", "save", str(backup)) == 0
    assert operate(center, "backup", "save", str(backup)) == 2  # never over another
    with (backup / "items.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"pk": {"S": "CASE#x"}, "sk": {"S": "CASE"}}\n')
    before = items_of(center)
    assert operate(center, "backup", "restore", str(backup)) == 1
    assert "items.jsonl" in capsys.readouterr().err
    assert items_of(center).keys() == before.keys()
    assert operate(center, "backup", "restore", str(tmp_path / "nothing")) == 2


def test_who_leaves_takes_everything_in_open_formats(center: RunningCenter, tmp_path: Path) -> None:
    """Cases, chats, files and pages can be read without this software."""
    stored = center.submit(INQUIRY).json
    upload(center, urlsplit(stored["upload_url"]).path, png(6, 6))
    assert tell_chat(["--port", str(center.port)], ENGLISH) == 0
    folder = tmp_path / "left"
    assert operate(center, "leave", "all", str(folder)) == 0
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    assert INQUIRY["message"] in [
        case["inquiry"]["message"] for case in cases if case["case_id"] == stored["case_id"]
    ]
    chats = [json.loads(path.read_text(encoding="utf-8")) for path in (folder / "chats").iterdir()]
    assert any(chat["messages"] for chat in chats)
    names = json.loads((folder / "files.json").read_text(encoding="utf-8"))
    [own] = [file for file in names if file["case_id"] == stored["case_id"]]
    assert [path for path in (folder / "files").rglob("*") if own["file"] in path.name]
    assert list((folder / "docs").rglob("*.md"))
    assert folder.stat().st_mode & 0o077 == 0


def test_a_person_is_given_what_is_kept_of_them_and_nobody_elses(
    center: RunningCenter, tmp_path: Path
) -> None:
    """All inquiries of an address, however it was typed, and no other."""
    own = {center.submit({**INQUIRY, "email": "asks@example.com"}).json["case_id"] for _ in range(2)}
    center.submit({**INQUIRY, "email": "other@example.com"})
    folder = tmp_path / "asked"
    arguments = ("cases", "export", str(folder), "--format", "json", "--email", "Asks@example.com")
    assert operate(center, *arguments) == 0
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    assert {case["case_id"] for case in cases} == own
    mails = json.loads((folder / "mails.json").read_text(encoding="utf-8"))
    assert {mail["case"] for mail in mails} == own

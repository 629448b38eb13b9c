"""An upgrade and its way back with mails under way: every mail leaves once, no case is lost."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.aws.conftest import TABLE
from tests.aws.handover import step

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tests.aws.conftest import Stores

ROOT = Path(__file__).parents[2]
LEFT = Path(__file__).parent / "previous_release.json"
"""What the release before left, as `tests/aws/handover.py` writes it; with its commit."""

PREVIOUS: dict[str, Any] = json.loads(LEFT.read_text(encoding="utf-8"))
MAILS = ("acknowledgement", "department_notice")
# A mail that SES took while nobody could note it leaves again; what died or was held back does not.
EXCEPTIONS = {"cut_off acknowledgement": 2, "dead acknowledgement": 0, "paused acknowledgement": 0}


def expected(cases: dict[str, str]) -> dict[str, int]:
    """Return how often each mail leaves in all."""
    often = {f"{name} {mail}": 1 for name in cases for mail in MAILS} | EXCEPTIONS
    return {mail: times for mail, times in often.items() if times}


def together(*steps: dict[str, Any]) -> dict[str, int]:
    """Return how often each mail left in all steps."""
    return {
        mail: sum(each["sent"].get(mail, 0) for each in steps)
        for mail in sorted({m for s in steps for m in s["sent"]})
    }


def emptied(client: DynamoDBClient) -> None:
    """Delete everything."""
    for item in client.scan(TableName=TABLE)["Items"]:
        client.delete_item(TableName=TABLE, Key={"pk": item["pk"], "sk": item["sk"]})


@pytest.fixture(scope="module")
def previous(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release before, unpacked from git."""
    archive = subprocess.run(
        ["git", "archive", PREVIOUS["commit"]],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if archive.returncode:
        pytest.skip("this clone does not reach back to the release before")
    folder = tmp_path_factory.mktemp("previous")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")
    (folder / "tests" / "aws" / "test_step.py").write_bytes(
        (Path(__file__).parent / "handover.py").read_bytes()
    )
    return folder


def previous_step(folder: Path, **task: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Have the release before go on; see `step`."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, "tests/aws/test_step.py"],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": f"{folder / 'src'}{os.pathsep}{folder}",
            "HANDOVER": json.dumps(task, default=str),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    told: dict[str, Any] = json.loads(Path(task["to"]).read_text(encoding="utf-8"))
    return told


def test_what_the_release_before_left_is_finished(
    dynamo_stores: Stores, dynamodb: DynamoDBClient, tmp_path: Path
) -> None:
    """Owed, delayed, leased, cut off, dead, held back: all of it is read, and what is owed is sent."""
    task = {"items": LEFT, "work": "settle", "cases": PREVIOUS["cases"], "to": tmp_path / "after"}
    after = step(dynamo_stores, dynamodb, task)
    assert together(PREVIOUS, after) == expected(after["cases"])
    assert after["seen"] == PREVIOUS["seen"]


def test_the_way_back_loses_nothing(
    dynamo_stores: Stores, dynamodb: DynamoDBClient, tmp_path: Path, previous: Path
) -> None:
    """The release before goes on with what this one left, and this one reads what came of it."""
    left = step(dynamo_stores, dynamodb, {"items": "", "work": "leave", "cases": {}, "to": tmp_path / "left"})
    back = previous_step(
        previous, items=tmp_path / "left", work="settle", cases=left["cases"], to=tmp_path / "back"
    )
    assert together(left, back) == expected(left["cases"])
    assert back["seen"] == left["seen"]
    emptied(dynamodb)
    task = {"items": tmp_path / "back", "work": "settle", "cases": left["cases"], "to": tmp_path / "forth"}
    forth = step(dynamo_stores, dynamodb, task)
    assert (forth["sent"], forth["seen"]) == ({}, left["seen"])


def test_what_is_kept_of_the_release_before_is_what_it_leaves(previous: Path, tmp_path: Path) -> None:
    """The stored items are those of that commit's code, not somebody's idea of them."""
    left = previous_step(previous, items="", work="leave", cases={}, to=tmp_path / "left")
    assert left["sent"] == PREVIOUS["sent"]
    assert left["seen"] == PREVIOUS["seen"]

    def shapes(items: list[dict[str, Any]]) -> set[tuple[str, ...]]:
        return {(item["sk"]["S"].partition("#")[0], *sorted(item)) for item in items}

    assert shapes(left["items"]) == shapes(PREVIOUS["items"])

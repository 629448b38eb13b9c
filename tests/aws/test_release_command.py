"""`python -m publishing.release`, as `make publish`, `make rollback` and `make releases` run it."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from publishing.facts import compile_facts, write_facts
from publishing.release import __main__ as command
from publishing.release import smoke
from publishing.release.aws import KeyValueSwitch, S3Shelf, SitePlace, find_place
from publishing.release.files import ReleaseError
from publishing.release.smoke import Answer
from tests.aws.conftest import REGION
from tests.aws.releases import BUCKET, NOW, built
from tests.fakes.key_values import ARN, KeyValueStore

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

ROOT = Path(__file__).parents[2]
SITE = "https://help.example/"
ENGLISH = {"LC_ALL": "en_US.UTF-8"}


class Center:
    """A stack with a site, the edge in front of it, and somebody who runs commands."""

    def __init__(self, s3: S3Client, folder: Path, output: pytest.CaptureFixture[str]) -> None:
        self.s3, self.folder, self.store, self.now = s3, folder, KeyValueStore(), NOW
        self._output = output
        self.broken = False
        self.place = SitePlace(BUCKET, ARN, SITE, "https://uploads.example")

    def build(self, text: str, module: str = "1") -> None:
        """Build the site."""
        shutil.rmtree(self.folder / "build" / "site", ignore_errors=True)
        built(self.folder / "build", text, module)

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command an hour later, and return what it says."""
        self.now += timedelta(hours=1)
        assert command.run(arguments, ENGLISH, self.now) == code
        said = self._output.readouterr()
        return said.out + said.err

    def ask(self, url: str) -> Answer:
        """Answer a visitor, as the edge does."""
        path = url.removeprefix(SITE)
        asset = path.startswith("assets/")
        key = path if asset else f"releases/{self.store.values['release']}/{path}index.html"
        found = self.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        policy = {} if self.broken else {"content-security-policy": self.store.values["csp"]}
        return Answer(200, policy, found)


@pytest.fixture
def center(
    aws: None,  # noqa: ARG001 - is there, returns nothing
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Center:
    """A center whose stack is there and which published nothing yet."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    client = boto3.client("s3", REGION)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    center = Center(client, tmp_path, capsys)
    monkeypatch.chdir(tmp_path)
    write_facts(compile_facts(ROOT / "center.yml"), tmp_path / "build" / "facts.json")
    monkeypatch.setattr(command, "find_place", lambda _: center.place)
    monkeypatch.setattr(command, "shelf_at", lambda _: S3Shelf(client, BUCKET))
    monkeypatch.setattr(command, "switch_at", lambda _: KeyValueSwitch(center.store.client(), ARN))
    monkeypatch.setattr(smoke, "PAUSE", 0.0)
    monkeypatch.setattr(
        command, "Smoke", lambda shelf, url, sleep: smoke.Smoke(shelf, url, sleep, center.ask)
    )
    return center


def test_from_the_build_to_visitors_and_back(center: Center) -> None:
    """What was done is said in words; the list marks what visitors see."""
    center.build("one")
    assert "Visitors now see" in center.run("publish")
    first = center.store.values["release"]
    center.build("two")
    assert "answers as published" in center.run("publish")
    assert center.store.values["release"] != first
    assert first in center.run("rollback")
    listed = center.run("list").splitlines()
    assert [line.startswith("*") for line in listed] == [False, True]
    assert first in listed[1]
    assert "Before" in center.run("rollback", code=1)


def test_what_was_uploaded_before_is_what_is_published(center: Center) -> None:
    """Nobody sees it in between, and nothing is stored twice."""
    center.build("one")
    assert "nothing of it yet" in center.run("upload")
    assert "release" not in center.store.values
    center.run("publish")
    assert len(center.run("list").splitlines()) == 1


def test_a_site_that_did_not_change_is_not_published_again(center: Center) -> None:
    """A daily build leaves no trace on days on which nothing begins or ends."""
    center.build("one")
    center.run("publish")
    before = center.store.version
    assert "nothing has changed" in center.run("publish")
    assert center.store.version == before


def test_a_daily_build_leaves_a_rollback_alone(center: Center) -> None:
    """Who rolled back at night still sees that in the morning; a push publishes again."""
    for text in ("one", "two"):
        center.build(text)
        center.run("publish")
    center.run("rollback")
    back = center.store.values["release"]
    center.build("three")
    assert "rolled back" in center.run("publish", "--daily")
    assert center.store.values["release"] == back
    center.build("one")  # what was wrong is reverted
    assert "Visitors now see" in center.run("publish")
    assert center.store.values["release"] != back
    center.build("four")
    assert "Visitors now see" in center.run("publish", "--daily")


def test_a_site_that_does_not_answer_as_published_is_told_with_the_way_back(center: Center) -> None:
    """The command fails, and names the address, what is wrong there, and how to roll back."""
    center.build("one")
    center.broken = True
    said = center.run("publish", code=1)
    assert f"{SITE}contact/" in said
    assert "policy" in said
    assert "make rollback" in said


def test_the_site_is_built_for_the_stack_that_hosts_it(center: Center) -> None:
    """Its address and where files go come from the stack, as words that a shell can't mistake."""
    told = dict(line.split("=", 1) for line in center.run("environment").splitlines())
    assert told == {"SITE_URL": SITE, "UPLOAD_ORIGIN": "https://uploads.example"}
    center.place = SitePlace(BUCKET, ARN, "https://x.example/ rm -rf", "")
    assert "no address" in center.run("environment", code=1)


def test_both_languages_of_operators_have_the_same_words() -> None:
    """No code without a sentence."""
    folder = ROOT / "publishing" / "release" / "messages"
    keys = [set(json.loads((folder / f"{each}.json").read_text(encoding="utf-8"))) for each in ("ko", "en")]
    assert keys[0] == keys[1]


def test_a_stack_without_a_site_is_told(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """And one that is not there."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with pytest.raises(ReleaseError, match="no_such_stack"):
        find_place("nowhere")
    template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    boto3.client("cloudformation", REGION).create_stack(StackName="bare", TemplateBody=json.dumps(template))
    with pytest.raises(ReleaseError, match="no_site_in_stack"):
        find_place("bare")

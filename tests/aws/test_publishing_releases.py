"""Publishing and rolling back: at every moment visitors see one whole release."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from publishing.release.aws import KeyValueSwitch, S3Shelf
from publishing.release.files import ReleaseError
from publishing.release.manifest import made_at, release_id
from publishing.release.places import TurnedMeanwhileError
from publishing.release.publishing import ASSET_REST, Publisher
from tests.aws.conftest import REGION
from tests.aws.releases import BUCKET, NOW, built, seen, view_of
from tests.fakes.key_values import ARN, KeyValueStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from mypy_boto3_s3 import S3Client

    from publishing.release.files import Build
    from publishing.release.manifest import Manifest


class KilledError(BaseException):
    """The process is gone."""


@pytest.fixture
def s3(aws: None, monkeypatch: pytest.MonkeyPatch) -> S3Client:  # noqa: ARG001 - is there, returns nothing
    """Return a client with the empty bucket behind it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    client = boto3.client("s3", REGION, config=Config(retries={"total_max_attempts": 1}))
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    return client


@pytest.fixture
def store() -> KeyValueStore:
    """The key value store, empty."""
    return KeyValueStore()


@pytest.fixture
def publisher(s3: S3Client, store: KeyValueStore) -> Publisher:
    """What publishes, one file after the other."""
    return Publisher(S3Shelf(s3, BUCKET), KeyValueSwitch(store.client(), ARN), at_once=1, kept=3)


def publish(publisher: Publisher, build: Build, now: datetime = NOW, commit: str = "abc123") -> Manifest:
    """Publish as the command does."""
    position = publisher.switch.read()
    manifest = publisher.upload(build, release_id(now, commit), now)
    publisher.turn_to(manifest, position)
    return manifest


def clients(publisher: Publisher) -> Iterator[Any]:
    """Yield the SDK's clients that the publisher works with."""
    yield publisher.shelf.client  # type: ignore[attr-defined]
    yield publisher.switch.client  # type: ignore[attr-defined]


@dataclass
class Calls:
    """What was sent to AWS, and when the process dies: at call `at`, before it or after it was done."""

    at: int = -1
    after: bool = False
    count: int = 0

    def before_call(self, **_: object) -> None:
        """Count, and die."""
        self.count += 1
        if self.count == self.at and not self.after:
            raise KilledError

    def after_call(self, **_: object) -> None:
        """Die."""
        if self.count == self.at and self.after:
            raise KilledError


@contextmanager
def watched(publisher: Publisher, calls: Calls) -> Iterator[Calls]:
    """Let `calls` see what the publisher sends."""
    events = [client.meta.events for client in clients(publisher)]
    for each in events:
        each.register_first("before-call.*", calls.before_call)
        each.register_last("after-call.*", calls.after_call)
    try:
        yield calls
    finally:
        for each in events:
            each.unregister("before-call.*", calls.before_call)
            each.unregister("after-call.*", calls.after_call)


def test_a_first_release_is_seen_whole(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path
) -> None:
    """Every file with its type and for how long it may be kept; the policy and the languages with them."""
    build = built(tmp_path, "one", "1", own="default-src 'self'")
    assert seen(s3, store) is None
    manifest = publish(publisher, build)
    assert seen(s3, store) == view_of(build)
    assert store.values["languages"] == "ko en"
    assert store.values["csp:/contact/"] == "default-src 'self'"
    page = s3.head_object(Bucket=BUCKET, Key=f"{manifest.folder}contact/index.html")
    module = s3.head_object(Bucket=BUCKET, Key=manifest.assets[0])
    assert (page["ContentType"], page["CacheControl"]) == (
        "text/html; charset=utf-8",
        "public, max-age=60, must-revalidate",
    )
    assert module["ContentType"].startswith("text/javascript")
    assert module["CacheControl"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_visitors_see_one_whole_release(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path, *, after: bool
) -> None:
    """The old one until the switch is turned, the new one from then on; and publishing again completes it."""
    old = built(tmp_path / "old", "one", "1", own="default-src 'self'")
    publish(publisher, old)
    with watched(publisher, Calls()) as whole:
        publish(publisher, built(tmp_path / "new", "two", "2"), NOW + timedelta(hours=1))
    publish(publisher, old, NOW + timedelta(hours=2))
    assert whole.count > 10
    views = []
    for at in range(1, whole.count + 1):
        new = built(tmp_path / f"new{at}", "two", f"{at}2", "default-src 'self'")
        with pytest.raises(KilledError), watched(publisher, Calls(at, after)):
            publish(publisher, new, NOW + timedelta(days=at), "new")
        views.append(seen(s3, store))
        publish(publisher, old, NOW + timedelta(days=at, hours=1), "old")
    assert views[:-1] == [view_of(old)] * (whole.count - 1)
    assert views[-1] == view_of(new if after else old)


def test_an_old_page_finds_its_modules_after_a_switch(
    publisher: Publisher, s3: S3Client, tmp_path: Path
) -> None:
    """A tab that was opened before goes on loading what it was made for."""
    first = publish(publisher, built(tmp_path / "old", "one", "1"))
    publish(publisher, built(tmp_path / "new", "two", "2"), NOW + timedelta(hours=1))
    assert s3.get_object(Bucket=BUCKET, Key=first.assets[0])["Body"].read() == b"1"


def test_who_published_meanwhile_is_not_overwritten(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path
) -> None:
    """Of two at the same time one is refused, and visitors see the other's release whole."""
    mine, theirs = built(tmp_path / "mine", "mine", "1"), built(tmp_path / "theirs", "theirs", "2")
    position = publisher.switch.read()
    manifest = publisher.upload(mine, release_id(NOW, "mine"), NOW)
    publish(publisher, theirs, NOW, "theirs")
    with pytest.raises(TurnedMeanwhileError):
        publisher.turn_to(manifest, position)
    assert seen(s3, store) == view_of(theirs)


def test_a_switch_whose_answer_was_lost_is_no_conflict(publisher: Publisher, tmp_path: Path) -> None:
    """Asked again by the SDK, the store refuses what it has done already; that is success."""
    manifest = publisher.upload(built(tmp_path, "one", "1"), release_id(NOW, "abc"), NOW)
    position = publisher.switch.read()
    publisher.turn_to(manifest, position)
    publisher.turn_to(manifest, position)
    assert publisher.switch.read().release == manifest.id


def test_what_is_not_whole_is_never_seen(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path
) -> None:
    """Neither at publishing nor at rolling back: a file that is gone or another is noticed in time."""
    old, new = built(tmp_path / "old", "one", "1"), built(tmp_path / "new", "two", "2")
    first = publish(publisher, old)
    publish(publisher, new, NOW + timedelta(hours=1))
    s3.put_object(Bucket=BUCKET, Key=f"{first.folder}index.html", Body=b"damaged")
    with pytest.raises(ReleaseError, match="not_whole"):
        publisher.roll_back(None)
    s3.delete_object(Bucket=BUCKET, Key=f"{first.folder}index.html")
    with pytest.raises(ReleaseError, match="not_whole"):
        publisher.roll_back(first.id)
    assert seen(s3, store) == view_of(new)


def test_rolling_back_brings_pages_and_policy_back(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path
) -> None:
    """The release before without a name, any other by its ID, forward again too; policies with them."""
    builds = [
        built(tmp_path / str(number), str(number), str(number), own="img-src *" if number == 1 else "")
        for number in (1, 2, 3)
    ]
    made = [publish(publisher, build, NOW + timedelta(hours=at)) for at, build in enumerate(builds)]
    assert publisher.roll_back(None).id == made[1].id
    assert publisher.roll_back(None).id == made[0].id
    assert seen(s3, store) == view_of(builds[0])
    with pytest.raises(ReleaseError, match="nothing_before"):
        publisher.roll_back(None)
    publisher.roll_back(made[2].id)
    assert seen(s3, store) == view_of(builds[2])
    assert publisher.releases() == [each.id for each in reversed(made)]


@pytest.mark.parametrize("release", ["20260101T000000Z-none", "../secret", ""])
def test_only_a_whole_release_can_be_named(publisher: Publisher, tmp_path: Path, release: str) -> None:
    """An ID that was never published, or is none, changes nothing."""
    publish(publisher, built(tmp_path, "one", "1"))
    with pytest.raises(ReleaseError):
        publisher.roll_back(release)


def test_pruning_leaves_what_is_seen_and_what_one_can_roll_back_to(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path
) -> None:
    """What is gone was neither seen, nor kept, nor young; keys of others stay as they are."""
    first = publish(publisher, built(tmp_path / "first", "first", "1"), made_at("20260101T000000Z-x"))
    builds = [built(tmp_path / str(number), f"text {number}", "2") for number in range(4)]
    releases = [
        publish(publisher, build, made_at("20260102T000000Z-x") + timedelta(hours=at))
        for at, build in enumerate(builds)
    ]
    publisher.roll_back(releases[-2].id)
    store.values["somebody-elses"] = "stays"
    much_later = NOW + ASSET_REST + timedelta(days=36500)
    publisher.prune(much_later)
    assert publisher.releases() == [each.id for each in reversed(releases[1:])]
    left = {each["Key"] for each in s3.list_objects_v2(Bucket=BUCKET)["Contents"]}
    assert not any(key.startswith((first.folder, releases[0].folder)) for key in left)
    assert first.assets[0] not in left
    assert releases[-1].assets[0] in left
    assert store.values.pop("somebody-elses") == "stays"
    assert seen(s3, store) == view_of(builds[-2])
    for each in releases[1:]:
        publisher.roll_back(each.id)


def test_pruning_cut_off_anywhere_leaves_whole_releases(
    publisher: Publisher, s3: S3Client, store: KeyValueStore, tmp_path: Path
) -> None:
    """Whatever is listed afterwards can be rolled back to, and visitors notice nothing."""
    builds = [built(tmp_path / str(number), f"text {number}", str(number)) for number in range(5)]
    old = made_at("20200101T000000Z-x")
    for at, build in enumerate(builds):
        publish(publisher, build, old + timedelta(hours=at))
    later, at = NOW + ASSET_REST + timedelta(days=36500), 0
    while True:
        at += 1
        with watched(publisher, Calls(at)) as calls:
            try:
                publisher.prune(later)
            except KilledError:
                for release in publisher.releases()[-2:]:
                    calls.at = -1  # from here on nobody dies
                    publisher.roll_back(release)
                publisher.roll_back(publisher.releases()[0])
                assert seen(s3, store) == view_of(builds[-1])
                continue
        break
    assert at > 3
    assert len(publisher.releases()) == 3


def test_an_asset_that_could_be_pruned_is_written_anew(
    publisher: Publisher, s3: S3Client, tmp_path: Path
) -> None:
    """Who publishes with what lay there for long makes it young; what is young is not sent again."""
    build = built(tmp_path, "one", "1")
    publish(publisher, build)
    puts: list[str] = []
    s3.meta.events.register(
        "provide-client-params.s3.PutObject", lambda params, **_: puts.append(params["Key"])
    )
    publish(publisher, build, NOW + timedelta(minutes=1), "soon")
    assert not [key for key in puts if key.startswith("assets/")]
    publish(publisher, build, NOW + timedelta(days=36500), "late")
    assert [key for key in puts if key.startswith("assets/")] == ["assets/000000000001/box.mjs"]


def test_an_ids_time_is_kept(tmp_path: Path) -> None:
    """IDs sort by time, and say of which commit they are."""
    assert release_id(NOW, "0123456789abcdef") == "20261122T130000Z-0123456789ab"
    assert made_at(release_id(NOW, "")) == NOW
    assert built(tmp_path / "a", "one", "1").digest == built(tmp_path / "b", "one", "1").digest
    assert built(tmp_path / "c", "one", "1", "other").digest != built(tmp_path / "d", "one", "1").digest

"""Files in S3."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import boto3
import pytest
from botocore.config import Config

from helpcenter.attachment.attachment import FILES, UPLOADS, Attachment
from helpcenter.attachment.bucket import FilesUnavailableError, Upload, Verdict
from helpcenter.attachment.kind import Kind
from helpcenter.aws.clients import bucket_client
from helpcenter.aws.file_bucket import VERDICT_TAG, S3Bucket
from tests.aws.conftest import REGION
from tests.aws.faults import S3_REFUSALS, answered, lost_after, lost_before
from tests.fakes.examples import ACCEPTED_AT, CASE_ID

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_s3 import S3Client

NAME = "attachments-of-the-center"
FILE = Attachment(
    CASE_ID, "a" * 20, "화면 1.png", Kind.PNG, 100, ACCEPTED_AT, ACCEPTED_AT + timedelta(days=365)
)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def s3(aws: None, monkeypatch: pytest.MonkeyPatch) -> S3Client:  # noqa: ARG001 - is there, returns nothing
    """Return a client that never repeats a call, with the empty bucket behind it."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    config = Config(retries={"total_max_attempts": 1}, signature_version="s3v4")
    client = boto3.client("s3", REGION, config=config)
    client.create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": REGION})
    return client


@pytest.fixture
def bucket(s3: S3Client) -> S3Bucket:
    """The bucket."""
    return S3Bucket(s3, NAME)


def put_upload(s3: S3Client, content: bytes = b"content", verdict: str = "") -> None:
    """Put a file into quarantine, scanned if there is a verdict."""
    tagging = f"{VERDICT_TAG}={verdict}" if verdict else ""
    s3.put_object(Bucket=NAME, Key=FILE.upload_key, Body=content, Tagging=tagging)


def test_a_form_is_for_one_file_alone(bucket: S3Bucket) -> None:
    """Key, type and size are conditions, nothing begins with anything, and it is over in a minute."""
    form = bucket.upload_form(FILE, MINUTE)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert form.fields["key"] == f"uploads/{CASE_ID}/{'a' * 20}"
    for condition in ({"bucket": NAME}, {"key": FILE.upload_key}, {"Content-Type": "image/png"}):
        assert condition in policy["conditions"]
    assert ["content-length-range", 100, 100] in policy["conditions"]
    assert "starts-with" not in str(policy)
    left = datetime.fromisoformat(policy["expiration"]) - datetime.now(UTC)
    assert timedelta(seconds=50) < left <= MINUTE


def test_forms_may_go_to_another_address(s3: S3Client) -> None:
    """Where something stands in front of the bucket."""
    assert S3Bucket(s3, NAME, "https://help.example/uploads/").upload_form(FILE, MINUTE).url == (
        "https://help.example/uploads/"
    )


def test_addresses_are_those_of_the_region(aws: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001
    """The policy of the pages names one origin, and a new bucket is known in its region first."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    bucket = S3Bucket(bucket_client(REGION), NAME)
    origin = f"https://{NAME}.s3.{REGION}.amazonaws.com/"
    assert bucket.upload_form(FILE, MINUTE).url == origin
    assert bucket.link(FILE, MINUTE).startswith(origin + FILES)


def test_what_is_in_quarantine_is_read_as_it_was_looked_at(bucket: S3Bucket, s3: S3Client) -> None:
    """A file that was put in its place meanwhile is not read."""
    put_upload(s3)
    upload = bucket.look(FILE.upload_key, scanned=False)
    assert upload
    assert (upload.size, upload.verdict) == (7, Verdict.NONE)
    assert bucket.read(FILE.upload_key, upload) == b"content"
    put_upload(s3, b"another")
    assert bucket.read(FILE.upload_key, upload) is None


def test_what_is_gone_is_nothing(bucket: S3Bucket) -> None:
    """Neither an error nor a file."""
    assert bucket.look(FILE.upload_key, scanned=True) is None
    assert bucket.read(FILE.upload_key, Upload('"x"', 1, Verdict.NONE)) is None
    assert bucket.remove(FILE.upload_key) == 0


@pytest.mark.parametrize(
    ("tag", "verdict"),
    [
        ("", Verdict.NONE),
        ("NO_THREATS_FOUND", Verdict.CLEAN),
        ("THREATS_FOUND", Verdict.MALWARE),
        ("UNSUPPORTED", Verdict.UNSCANNABLE),
        ("ACCESS_DENIED", Verdict.FAILED),
        ("FAILED", Verdict.FAILED),
        ("SOMETHING_NEW", Verdict.FAILED),
    ],
)
def test_the_verdict_is_the_scans(bucket: S3Bucket, s3: S3Client, tag: str, verdict: Verdict) -> None:
    """Only one value lets a file through; a new one doesn't."""
    put_upload(s3, verdict=tag)
    upload = bucket.look(FILE.upload_key, scanned=True)
    assert upload
    assert upload.verdict is verdict


def test_a_file_is_handed_out_as_a_download_of_its_name(bucket: S3Bucket, s3: S3Client) -> None:
    """Whoever follows the address gets a download, whatever a browser thinks of its content."""
    bucket.keep(FILE, b"checked")
    kept = s3.get_object(Bucket=NAME, Key=FILE.file_key)
    assert (kept["ContentType"], kept["ContentDisposition"]) == ("image/png", "attachment")
    address = urlsplit(bucket.link(FILE, MINUTE))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert unquote(address.path).endswith(FILE.file_key)
    assert asked["X-Amz-Expires"] == "60"
    assert asked["response-content-type"] == "image/png"
    assert asked["response-content-disposition"] == (
        "attachment; filename=\"__ 1.png\"; filename*=UTF-8''%ED%99%94%EB%A9%B4%201.png"
    )


@pytest.mark.parametrize("versions", [False, True])
def test_erasing_leaves_no_version(bucket: S3Bucket, s3: S3Client, versions: bool) -> None:  # noqa: FBT001
    """Also where an operator keeps versions, and whatever was deleted before; other cases keep theirs."""
    if versions:
        s3.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Enabled"})
    for content in (b"one", b"two"):
        bucket.keep(FILE, content)
    s3.put_object(Bucket=NAME, Key=f"files/{CASE_ID}X/a", Body=b"another case's")
    if versions:
        s3.delete_object(Bucket=NAME, Key=FILE.file_key)
    assert bucket.remove(f"{FILES}{CASE_ID}/") == (3 if versions else 1)
    left = s3.list_object_versions(Bucket=NAME)
    assert [each["Key"] for each in left.get("Versions", [])] == [f"files/{CASE_ID}X/a"]
    assert "DeleteMarkers" not in left


@pytest.mark.parametrize("versions", [False, True])
def test_dropping_one_file_leaves_no_version(
    bucket: S3Bucket,
    s3: S3Client,
    versions: bool,  # noqa: FBT001 - a case
) -> None:
    """And asks what there is, which is charged for, only where an operator keeps versions."""
    if versions:
        s3.put_bucket_versioning(Bucket=NAME, VersioningConfiguration={"Status": "Enabled"})
    for content in (b"one", b"two"):
        bucket.keep(FILE, content)
    asked: list[str] = []
    s3.meta.events.register("before-call.s3.ListObjectVersions", lambda **_: asked.append("asked"))
    bucket.drop(FILE.file_key)
    bucket.drop(FILE.upload_key)
    assert bool(asked) == versions
    left = s3.list_object_versions(Bucket=NAME)
    assert "Versions" not in left
    assert "DeleteMarkers" not in left


def test_the_sweep_finds_what_waits(bucket: S3Bucket, s3: S3Client) -> None:
    """What lies in quarantine for longer than others need, and nothing that was checked."""
    put_upload(s3)
    bucket.keep(FILE, b"checked")
    now = datetime.now(UTC)
    assert list(bucket.waiting(now + MINUTE)) == [FILE.upload_key]
    assert list(bucket.waiting(now - MINUTE)) == []
    assert FILE.upload_key.startswith(UPLOADS)


CALLS: list[Any] = [
    ("HeadObject", lambda bucket: bucket.look(FILE.upload_key, scanned=True)),
    ("GetObjectTagging", lambda bucket: bucket.look(FILE.upload_key, scanned=True)),
    ("GetObject", lambda bucket: bucket.read(FILE.upload_key, bucket.look(FILE.upload_key, scanned=False))),
    ("PutObject", lambda bucket: bucket.keep(FILE, b"x")),
    ("PutObject", lambda bucket: bucket.quarantine(FILE, b"x")),
    ("ListObjectVersions", lambda bucket: bucket.remove(UPLOADS)),
    ("DeleteObject", lambda bucket: bucket.remove(UPLOADS)),
    ("DeleteObject", lambda bucket: bucket.drop(FILE.upload_key)),
    ("ListObjectsV2", lambda bucket: list(bucket.waiting(datetime.now(UTC)))),
]


@pytest.mark.parametrize("lose", [lost_before, lost_after])
@pytest.mark.parametrize(("operation", "call"), CALLS)
def test_every_lost_call_is_told(
    bucket: S3Bucket,
    s3: S3Client,
    lose: Callable[..., Any],
    operation: str,
    call: Callable[[S3Bucket], object],
) -> None:
    """Nobody takes a lost request or answer for an empty bucket, and trying again is right."""
    put_upload(s3)
    with lose(s3, operation), pytest.raises(FilesUnavailableError):
        call(bucket)
    call(bucket)


@pytest.mark.parametrize(("operation", "call"), CALLS)
@pytest.mark.parametrize("refusal", S3_REFUSALS.items())
def test_every_refusal_is_told(
    bucket: S3Bucket,
    s3: S3Client,
    operation: str,
    call: Callable[[S3Bucket], object],
    refusal: tuple[str, int],
) -> None:
    """A file is not gone because S3 is busy, or forbids."""
    put_upload(s3)
    with answered(s3, operation, *refusal), pytest.raises(FilesUnavailableError):
        call(bucket)

"""Files that were sent in chats of Amazon Connect, in its bucket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import pytest

from helpcenter.aws.connect import S3Files
from helpcenter.transcript.provider import FetchError, StoredFile, UnreadableError
from tests.aws.conftest import REGION
from tests.aws.faults import answered, lost_before

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET, FOLDER = "connect-bucket", "connect/x/Attachments/chat"
WANTED = StoredFile(BUCKET, (f"{FOLDER}/2026/10/12/att-1_", f"{FOLDER}/2026/10/11/att-1_"))


@pytest.fixture
def s3(aws: None, monkeypatch: pytest.MonkeyPatch) -> S3Client:  # noqa: ARG001 - is there, returns nothing
    """Return a client with a bucket behind it in which another file lies."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    client = boto3.client("s3", REGION)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client.put_object(Bucket=BUCKET, Key=f"{FOLDER}/2026/10/12/att-10_20261012T00:01_UTC.png", Body=b"other")
    return client


@pytest.mark.parametrize("day", ["2026/10/12", "2026/10/11"])
def test_a_file_is_found_by_its_id_and_day(s3: S3Client, day: str) -> None:
    """Another whose ID begins alike is another."""
    s3.put_object(Bucket=BUCKET, Key=f"{FOLDER}/{day}/att-1_20261012T00:01_UTC.png", Body=b"content")
    assert S3Files(lambda: s3).first(WANTED, 100) == b"content"


def test_one_that_is_not_there_yet_is_looked_for_again(s3: S3Client) -> None:
    """Amazon Connect puts it there in its own time."""
    with pytest.raises(FetchError, match="NoSuchKey"):
        S3Files(lambda: s3).first(WANTED, 100)


def test_one_that_is_too_large_is_not_read(s3: S3Client) -> None:
    """Its size is told beforehand."""
    s3.put_object(Bucket=BUCKET, Key=f"{FOLDER}/2026/10/12/att-1_20261012T00:01_UTC.png", Body=bytes(101))
    with answered(s3, "GetObject", "InternalError", 500), pytest.raises(UnreadableError, match="too_large"):
        S3Files(lambda: s3).first(WANTED, 100)


def test_a_bucket_that_is_away_is_asked_again(s3: S3Client) -> None:
    """So is one that forbids, which somebody will mend."""
    with lost_before(s3, "ListObjectsV2"), pytest.raises(FetchError):
        S3Files(lambda: s3).first(WANTED, 100)
    with answered(s3, "ListObjectsV2", "AccessDenied", 403), pytest.raises(FetchError):
        S3Files(lambda: s3).first(WANTED, 100)

"""Amazon Connect: its transcript files in S3, what it knows of a contact, and S3's events of new files."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from botocore.exceptions import BotoCoreError, ClientError

from helpcenter.aws.unavailable import error_code
from helpcenter.records import record
from helpcenter.transcript.provider import FetchError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mypy_boto3_s3 import S3Client

    from helpcenter.transcript.provider import Pointer, StoredFile

FILE_MAX = 5_000_000  # bytes
_GONE = {"NoSuchKey", "NoSuchBucket", "ResourceNotFoundException", "InvalidRequestException"}


@record
class S3Files:
    """Files in S3. Needs s3:GetObject, and s3:ListBucket to look for one that was sent in a chat.

    `client` is called when a file is read.
    """

    client: Callable[[], S3Client]

    def read(self, bucket: str, key: str) -> bytes:
        """Return a file's content; see Files."""
        with _told():
            answer = self.client().get_object(Bucket=bucket, Key=key)
            if answer["ContentLength"] > FILE_MAX:
                raise UnreadableError("too_large")
            return answer["Body"].read()

    def first(self, file: StoredFile, size_max: int) -> bytes:
        """Return the first file that is there; see StoredFiles."""
        with _told():
            for prefix in file.prefixes:
                found = self.client().list_objects_v2(Bucket=file.bucket, Prefix=prefix, MaxKeys=1)
                for stored in found.get("Contents", ()):
                    if stored["Size"] > size_max:
                        raise UnreadableError("too_large")
                    return self.client().get_object(Bucket=file.bucket, Key=stored["Key"])["Body"].read()
        raise FetchError("NoSuchKey")  # Amazon Connect puts it there in its own time


@record
class ConnectContacts:
    """Contacts of Amazon Connect. Needs connect:GetContactAttributes."""

    client: Callable[[], Any]

    def attributes(self, instance_id: str, contact_id: str) -> Mapping[str, str]:
        """Return the contact's attributes; see Contacts."""
        with _told():
            answer = self.client().get_contact_attributes(InstanceId=instance_id, InitialContactId=contact_id)
            attributes: Mapping[str, str] = answer["Attributes"]
            return attributes


def new_files(event: Mapping[str, Any]) -> list[Pointer]:
    """Return where the new files of an event are: of EventBridge, or of a notification of the bucket itself.

    In a notification the key is encoded as in a form (`:` is `%3A`), in EventBridge's event it is as it is.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
    """
    # Only for files: a request of another provider does not wait for it.
    from helpcenter.transcript.providers.amazon_connect import pointer  # noqa: PLC0415

    if "detail" in event:
        stored = event["detail"]["object"]
        return [pointer(event["detail"]["bucket"]["name"], stored["key"], stored.get("etag", ""))]
    return [
        pointer(
            told["s3"]["bucket"]["name"],
            unquote_plus(told["s3"]["object"]["key"]),
            told["s3"]["object"].get("eTag", ""),
        )
        for told in event.get("Records", ())
        if told.get("eventName", "").startswith("ObjectCreated:")
    ]


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of the SDK into one of fetching.

    What is not there stays away. The rest somebody will mend, a missing permission too.
    """
    try:
        yield
    except ClientError as error:
        code = error_code(error)
        kind = UnreadableError if code in _GONE else FetchError
        raise kind(code) from error
    except BotoCoreError as error:
        raise FetchError(error_code(error)) from error

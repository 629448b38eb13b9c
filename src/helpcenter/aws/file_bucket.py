"""Files in S3: quarantine under `uploads/`, what was checked under `files/`.

Forms are POST policies, signed with the role's own keys and good for minutes:
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html

The verdict is a tag that GuardDuty Malware Protection for S3 puts on what it has scanned. Of its values,
`NO_THREATS_FOUND` alone lets a file through; `UNSUPPORTED` is what it says of files locked by a password, and
`ACCESS_DENIED` and `FAILED` mean that the scan itself did not work:
https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html
https://docs.aws.amazon.com/guardduty/latest/ug/monitor-enable-s3-object-tagging-malware-protection.html
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from botocore.exceptions import BotoCoreError, ClientError

from helpcenter.attachment.attachment import UPLOADS
from helpcenter.attachment.bucket import FilesUnavailableError, Upload, UploadForm, Verdict
from helpcenter.attachment.naming import ascii_name
from helpcenter.aws.unavailable import called, error_code
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime, timedelta

    from mypy_boto3_s3 import S3Client

    from helpcenter.attachment.attachment import Attachment

VERDICT_TAG = "GuardDutyMalwareScanStatus"
_VERDICTS = {
    "NO_THREATS_FOUND": Verdict.CLEAN,
    "THREATS_FOUND": Verdict.MALWARE,
    "UNSUPPORTED": Verdict.UNSCANNABLE,
    "ACCESS_DENIED": Verdict.FAILED,
    "FAILED": Verdict.FAILED,
}
_GONE = {"404", "NoSuchKey", "NotFound"}
_REPLACED = {"412", "PreconditionFailed"}


@record
class S3Bucket:
    """The Bucket on S3. `upload_url`: where forms are posted to, if not to the bucket's own address.

    Who issues forms needs s3:PutObject on `uploads/`; who hands files over, s3:GetObject on `files/`; who
    checks, what the docstrings below say.
    """

    client: S3Client
    name: str
    upload_url: str = ""

    def upload_form(self, attachment: Attachment, life: timedelta) -> UploadForm:
        """Return a signed form for this key, this kind and this size alone; see Bucket."""
        media_type = {"Content-Type": _media_type(attachment)}
        with _told():
            form = self.client.generate_presigned_post(
                self.name,
                attachment.upload_key,
                Fields={**media_type},
                Conditions=[media_type, ["content-length-range", attachment.size, attachment.size]],
                ExpiresIn=int(life.total_seconds()),
            )
        return UploadForm(self.upload_url or form["url"], form["fields"])

    def quarantine(self, attachment: Attachment, content: bytes) -> None:
        """Put a file where uploads are; needs s3:PutObject on `uploads/`; see Bucket."""
        with _told():
            self.client.put_object(
                Bucket=self.name,
                Key=attachment.upload_key,
                Body=content,
                ContentType=_media_type(attachment),
            )

    def look(self, key: str, *, scanned: bool) -> Upload | None:
        """Return what is there; needs s3:GetObject, s3:ListBucket, s3:GetObjectTagging; see Bucket."""
        with _told(_GONE):
            head = self.client.head_object(Bucket=self.name, Key=key)
            verdict = self._verdict(key) if scanned else Verdict.NONE
            return Upload(head["ETag"], head["ContentLength"], verdict)
        return None

    def read(self, key: str, upload: Upload) -> bytes | None:
        """Return the content of what was looked at, and of nothing else; needs s3:GetObject; see Bucket."""
        with _told(_GONE | _REPLACED):
            return self.client.get_object(Bucket=self.name, Key=key, IfMatch=upload.tag)["Body"].read()
        return None

    def keep(self, attachment: Attachment, content: bytes) -> None:
        """Keep what was checked; needs s3:PutObject on `files/`; see Bucket."""
        with _told():
            self.client.put_object(
                Bucket=self.name,
                Key=attachment.file_key,
                Body=content,
                ContentType=_media_type(attachment),
                ContentDisposition="attachment",
            )

    def drop(self, key: str) -> None:
        """Delete one file; needs s3:DeleteObject, where versions are kept what `remove` needs; see Bucket.

        Deleting is free and looking is not: only where the bucket says that a version stays is it looked for.
        """
        with _told():
            if "VersionId" in self.client.delete_object(Bucket=self.name, Key=key):
                self.remove(key)

    def remove(self, prefix: str) -> int:
        """Delete all versions; needs s3:ListBucketVersions, DeleteObject, DeleteObjectVersion; see Bucket."""
        removed = 0
        with _told():
            for page in self.client.get_paginator("list_object_versions").paginate(
                Bucket=self.name, Prefix=prefix
            ):
                for version in [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]:
                    self.client.delete_object(
                        Bucket=self.name, Key=version["Key"], VersionId=version["VersionId"]
                    )
                    removed += 1
        return removed

    def link(self, attachment: Attachment, life: timedelta) -> str:
        """Return a signed address; S3 answers with the headers that it names; see Bucket.

        The name is given twice: in ASCII, and whole (RFC 6266, RFC 8187).
        """
        name = attachment.name
        disposition = f"attachment; filename=\"{ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe='')}"
        with _told():
            return self.client.generate_presigned_url(
                "get_object",
                Params={
                    "Bucket": self.name,
                    "Key": attachment.file_key,
                    "ResponseContentDisposition": disposition,
                    "ResponseContentType": _media_type(attachment),
                    "ResponseCacheControl": "private, no-store",
                },
                ExpiresIn=int(life.total_seconds()),
            )
        raise FilesUnavailableError

    def waiting(self, before: datetime) -> Iterator[str]:
        """Yield the keys of old uploads; needs s3:ListBucket on `uploads/`; see Bucket."""
        with _told():
            for page in self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.name, Prefix=UPLOADS
            ):
                for stored in page.get("Contents", ()):
                    if stored["LastModified"] < before:
                        yield stored["Key"]

    def _verdict(self, key: str) -> Verdict:
        tags = self.client.get_object_tagging(Bucket=self.name, Key=key)["TagSet"]
        found = {tag["Key"]: tag["Value"] for tag in tags}
        if VERDICT_TAG not in found:
            return Verdict.NONE
        return _VERDICTS.get(found[VERDICT_TAG], Verdict.FAILED)


def _media_type(attachment: Attachment) -> str:
    return attachment.kind.value if attachment.kind else "application/octet-stream"


@contextmanager
def _told(nothing: frozenset[str] | set[str] = frozenset()) -> Iterator[None]:
    """Turn an error of the SDK into ours; an error in `nothing` means that there is nothing."""
    try:
        yield
    except ClientError as error:
        if error_code(error) not in nothing:
            raise FilesUnavailableError(error_code(error), call=called(error)) from error
    except BotoCoreError as error:
        raise FilesUnavailableError(error_code(error), call=called(error)) from error

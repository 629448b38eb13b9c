"""What erases the files of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.erase_files import EraseFiles
from helpcenter.aws.clients import bucket_client
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.settings import BucketSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def erase_files(environment: Mapping[str, str]) -> EraseFiles:
    """Return what erases the files of cases."""
    settings = read_settings(BucketSettings, environment)
    return EraseFiles(S3Bucket(bucket_client(), settings.attachment_bucket))

"""What answers POST and GET /api/attachments/{token}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.endpoint import UploadEndpoint
from helpcenter.attachment.links import UploadLinks
from helpcenter.attachment.request_upload import RequestUpload
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.clients import bucket_client, dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.bootstrap.center import load_center, now
from helpcenter.bootstrap.guard import secret_guard
from helpcenter.settings import UploadSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def issue_upload(environment: Mapping[str, str]) -> UploadEndpoint:
    """Return what answers POST and GET /api/attachments/{token}."""
    settings, center = read_settings(UploadSettings, environment), load_center()
    store = DynamoAttachmentStore(dynamodb_client(), settings.table_name, now)
    bucket = S3Bucket(bucket_client(), settings.attachment_bucket, settings.upload_url)
    guard, limits = secret_guard(center.facts), center.facts.attachments
    ask = RequestUpload(store, bucket, guard, settings.link_keys, limits.files, now)
    links = UploadLinks(settings.link_keys, settings.site_url, now)
    return UploadEndpoint(center.facts, center.messages, links, store, ask, count)

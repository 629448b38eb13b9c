"""What answers GET /api/files/{token} and what is below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.attachment.files_page import FilesEndpoint
from helpcenter.attachment.links import FileLinks, SentFileLinks
from helpcenter.aws.attachments import DynamoAttachmentStore
from helpcenter.aws.clients import bucket_client, dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.aws.file_bucket import S3Bucket
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.settings import FilesSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def give_file(environment: Mapping[str, str]) -> FilesEndpoint:
    """Return what answers GET /api/files/{token} and what is below."""
    settings, center = read_settings(FilesSettings, environment), load_center()
    return FilesEndpoint(
        center.facts,
        center.messages,
        load_reply_pages(DATA),
        FileLinks(settings.link_keys, settings.site_url, now),
        SentFileLinks(settings.link_keys, settings.site_url, now),
        DynamoAttachmentStore(dynamodb_client(), settings.table_name, now),
        S3Bucket(bucket_client(), settings.attachment_bucket),
        count,
    )

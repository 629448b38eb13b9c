"""The mail that a chat owes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from helpcenter.attachment.links import SENT_FILES_LIFE, SentFileLinks
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.bootstrap.center import now
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.transcript.feedback import FeedbackLinks
from helpcenter.transcript.file_lines import TellOfFiles
from helpcenter.transcript.mails import TranscriptMails

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from helpcenter.aws.attachments import DynamoAttachmentStore
    from helpcenter.bootstrap.mails.parts import MailParts
    from helpcenter.mail.compose import Composers


def transcript_mails(parts: MailParts) -> Composers:
    """Return what composes it, by its kind."""
    settings = parts.settings
    files = TellOfFiles(
        lambda case_id: _attachments(parts.client, settings.table_name).sent(case_id),
        SentFileLinks(settings.link_keys, settings.site_url, now).url,
        SENT_FILES_LIFE,
        now,
        mailed=True,
    )
    mails = TranscriptMails(
        parts.facts,
        parts.calendar,
        parts.messages,
        parts.templates,
        FeedbackLinks(settings.link_keys, settings.site_url),
        ReceiptLinks(settings.link_keys, settings.site_url),
        now,
        settings.reply_mailbox,
        files,
    )
    return mails.by_kind(DynamoTranscriptStore(parts.client, settings.table_name, now))


@cache
def _attachments(client: DynamoDBClient, table: str) -> DynamoAttachmentStore:
    # Only for chats in which somebody sent a file: the others do not wait for it.
    from helpcenter.aws.attachments import DynamoAttachmentStore  # noqa: PLC0415

    return DynamoAttachmentStore(client, table, now)

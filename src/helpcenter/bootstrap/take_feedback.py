"""What answers GET and POST /api/feedback/{token}."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.aws.feedback import DynamoFeedbackStore
from helpcenter.aws.transcripts import DynamoTranscriptStore
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.bootstrap.guard import secret_guard
from helpcenter.settings import FeedbackSettings, read_settings
from helpcenter.transcript.feedback import FeedbackLinks, TakeFeedback
from helpcenter.transcript.feedback_page import FeedbackEndpoint

if TYPE_CHECKING:
    from collections.abc import Mapping


def take_feedback(environment: Mapping[str, str]) -> FeedbackEndpoint:
    """Return what answers GET and POST /api/feedback/{token}."""
    settings, center = read_settings(FeedbackSettings, environment), load_center()
    client = dynamodb_client()
    take = TakeFeedback(
        FeedbackLinks(settings.link_keys, settings.site_url),
        DynamoTranscriptStore(client, settings.table_name, now),
        DynamoFeedbackStore(client, settings.table_name),
        secret_guard(center.facts),
        now,
    )
    return FeedbackEndpoint(
        center.facts, center.calendar, center.messages, load_reply_pages(DATA), take, count
    )

"""What answers POST /api/answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.reply_page import load_reply_pages
from helpcenter.aws.answers import DynamoAnswerCounts
from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.feedback.articles import load_articles
from helpcenter.feedback.endpoint import AnswerEndpoint
from helpcenter.settings import AnswerSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def count_answer(environment: Mapping[str, str]) -> AnswerEndpoint:
    """Return what answers POST /api/answers."""
    settings, center = read_settings(AnswerSettings, environment), load_center()
    return AnswerEndpoint(
        center.facts,
        center.calendar,
        center.messages,
        load_reply_pages(DATA),
        load_articles(DATA),
        DynamoAnswerCounts(dynamodb_client(), settings.table_name),
        now,
        count,
    )

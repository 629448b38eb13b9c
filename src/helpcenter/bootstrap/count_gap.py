"""What answers POST /api/gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.aws.clients import dynamodb_client
from helpcenter.aws.counting import count
from helpcenter.aws.gaps import DynamoGapCounts
from helpcenter.bootstrap.center import DATA, load_center, now
from helpcenter.bootstrap.guard import secret_guard
from helpcenter.feedback.articles import load_pages
from helpcenter.gaps.endpoint import GapEndpoint
from helpcenter.settings import GapSettings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping


def count_gap(environment: Mapping[str, str]) -> GapEndpoint:
    """Return what answers POST /api/gaps."""
    settings, center = read_settings(GapSettings, environment), load_center()
    return GapEndpoint(
        center.facts,
        center.calendar,
        center.messages,
        load_pages(DATA),
        secret_guard(center.facts),
        DynamoGapCounts(dynamodb_client(), settings.table_name),
        settings.gap_secret,
        now,
        count,
    )

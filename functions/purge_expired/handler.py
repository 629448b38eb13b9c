"""Each night: erase what may be kept no longer, and leave the day's count."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from helpcenter.aws.counting import count
from helpcenter.bootstrap.purge_expired import purge_expired

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.inquiry.retention import PurgeExpired

_MARGIN = timedelta(seconds=30)  # for the case under way, and the count

logger = Logger()


@cache
def _use_case() -> PurgeExpired:
    return purge_expired(os.environ)


@logger.inject_lambda_context
def handler(_event: Mapping[str, Any], context: Any) -> None:  # noqa: ANN401 - of the runtime
    """Erase and count."""
    time_left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    counts = _use_case()(until=datetime.now(UTC) + time_left - _MARGIN)
    count("ItemsPurged", sum(counts.values()))
    logger.info("purged", items=dict(counts))

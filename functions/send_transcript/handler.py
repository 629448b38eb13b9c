"""From chat to transcript.

What a provider posts, the files that it stores, what is due or to be asked for, and what was sent in chats.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from helpcenter.aws.connect import new_files
from helpcenter.aws.counting import count
from helpcenter.aws.http_function import http_function
from helpcenter.bootstrap.send_transcript import send_transcript, work_off_deliveries
from helpcenter.starting import without_collecting
from helpcenter.transcript.work import WorkOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpcenter.transcript.fetching import FetchFiles
    from helpcenter.transcript.work import Worked, WorkOffDeliveries

_MARGIN = timedelta(seconds=25)  # for the chat under way
_EACH_MINUTE = timedelta(hours=1)  # how far back polled providers are asked; the night asks further
_METRICS = {WorkOutcome.KEPT: "TranscriptsStored", WorkOutcome.SET_ASIDE: "DeliveriesSetAside"}
_METRICS |= {WorkOutcome.DELAYED: "DeliveriesDelayed"}

logger = Logger()
_answer = http_function(lambda: send_transcript(os.environ, logger.error), logger)


@cache
def _use_case() -> WorkOffDeliveries:
    with without_collecting():
        return work_off_deliveries(os.environ)


@cache
def _files() -> FetchFiles:
    # Only here: who tells of a chat does not wait until this is loaded.
    from helpcenter.bootstrap.fetch_files import fetch_files  # noqa: PLC0415

    return fetch_files(os.environ)


@logger.inject_lambda_context
def handler(event: Mapping[str, Any], context: Any) -> dict[str, object] | None:  # noqa: ANN401 - of Lambda
    """Answer a request, or work off what an event tells of."""
    if "requestContext" in event:
        return _answer(event, context)
    work = _use_case()
    if files := new_files(event):
        _note(work.these(files))
        return None
    now = datetime.now(UTC)
    if "look_back_hours" in event:
        _note(work.find(now - timedelta(hours=event["look_back_hours"]), all_providers=True))
        return None
    until = now + timedelta(milliseconds=context.get_remaining_time_in_millis()) - _MARGIN
    _note(work.find(now - _EACH_MINUTE))
    _note(work.due(until=until))
    for fetched in _files().due(until=until):
        logger.info(
            fetched.outcome.value,
            case_id=fetched.case_id,
            attachment_id=fetched.attachment_id,
            reason=fetched.reason,
        )
        count(f"ChatFiles{fetched.outcome.value.capitalize()}")
    return None


def _note(found: Iterable[Worked]) -> None:
    """Log each by its IDs alone, and count."""
    for worked in found:
        if worked.outcome in {WorkOutcome.SET_ASIDE, WorkOutcome.DELAYED}:
            logger.error(worked.outcome.value, delivery_id=worked.delivery_id, reason=worked.reason)
        elif worked.outcome is not WorkOutcome.NOT_DUE:
            logger.info(worked.outcome.value, delivery_id=worked.delivery_id)
        if worked.outcome in _METRICS:
            count(_METRICS[worked.outcome])
        if worked.outcome is WorkOutcome.KEPT and worked.transcript and not worked.transcript.answered:
            count("ChatsUnanswered")

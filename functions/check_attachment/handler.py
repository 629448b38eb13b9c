"""Check files that were uploaded or scanned, or, for the sweep, all that wait; erase what was erased."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from helpcenter.attachment.check_upload import CheckUpload, Outcome
from helpcenter.aws.bucket_events import erased_attachments, uploaded_key
from helpcenter.aws.counting import count
from helpcenter.bootstrap.check_attachment import check_attachment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.attachment.erase_files import FollowErasure

_SETTLING = timedelta(minutes=1)  # younger ones are being checked
_STUCK = timedelta(hours=1)  # by then a scan has spoken
_MARGIN_MS = 15_000  # for the file under way
_METRICS = {Outcome.CLEAN: "FilesTaken", Outcome.REFUSED: "FilesRefused", Outcome.SCAN_FAILED: "ScansFailed"}

logger = Logger()


@cache
def _use_cases() -> tuple[CheckUpload, FollowErasure]:
    return check_attachment(os.environ)


@logger.inject_lambda_context
def handler(event: Mapping[str, Any], context: Any) -> None:  # noqa: ANN401 - of the runtime
    """Do what the event asks for; an exception lets it come again."""
    check, follow = _use_cases()
    if "Records" in event:
        for case_id, attachment_id, was_held in erased_attachments(event):
            follow(case_id, attachment_id, was_held=was_held)
        return
    if key := uploaded_key(event):
        _check(check, key)
        return
    _sweep(check, datetime.now(UTC), context)


def _sweep(check: CheckUpload, now: datetime, context: Any) -> None:  # noqa: ANN401 - of the runtime
    """Check what waits; one file that can't be checked does not keep the others waiting."""
    found = list(check.bucket.waiting(now - _SETTLING))
    for waiting in found:
        if context.get_remaining_time_in_millis() < _MARGIN_MS:
            break
        try:
            _check(check, waiting)
        except Exception as error:  # noqa: BLE001 - it is tried again, and counted as stuck in time
            logger.error("unexpected", error=type(error).__name__, key=waiting)  # noqa: TRY400 - IDs alone
    if found and (stuck := sum(1 for _ in check.bucket.waiting(now - _STUCK))):  # asking is charged for
        count("UploadsStuck", stuck)


def _check(check: CheckUpload, key: str) -> None:
    outcome = check(key)
    logger.info(outcome.value, key=key)
    if outcome in _METRICS:
        count(_METRICS[outcome])

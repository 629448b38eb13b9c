"""Note what became of a mail that left: SES tells it by EventBridge."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from helpcenter.aws.counting import count
from helpcenter.aws.ses_events import mail_event
from helpcenter.bootstrap.record_delivery import record_delivery
from helpcenter.mail.record import Fate, RecordDelivery

if TYPE_CHECKING:
    from collections.abc import Mapping

_METRICS = {
    Fate.DELAYED: "MailsDelayedOnTheWay",
    Fate.DELIVERED: "MailsDelivered",
    Fate.BOUNCED: "MailsBounced",
    Fate.REJECTED: "MailsRejected",
    Fate.COMPLAINED: "MailsComplainedOf",
}

logger = Logger()


@cache
def _use_case() -> RecordDelivery:
    return record_delivery(os.environ)


@logger.inject_lambda_context
def handler(event: Mapping[str, Any], _context: Any) -> None:  # noqa: ANN401 - of the runtime
    """Record, count what is news, and log it by its IDs alone. An error has EventBridge tell it again."""
    told = mail_event(event)
    if told is None or not _use_case()(told):
        return
    logger.info("fate", case_id=told.case_id, mail=told.mail, fate=told.fate.value)
    count(_METRICS[told.fate])
    if told.to_department and told.fate in {Fate.BOUNCED, Fate.REJECTED}:
        logger.error("dead", case_id=told.case_id, mail=told.mail, reason=told.fate.value)
        count("DeadMails")

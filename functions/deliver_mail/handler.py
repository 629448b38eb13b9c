"""Send the mails that are owed: those that the table's stream names, or, for the sweep, all that are due."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger

from helpcenter.aws.counting import count
from helpcenter.aws.streams import owed_jobs, stored_at
from helpcenter.bootstrap.deliver_mail import deliver_mail
from helpcenter.mail.delivery import DeliverMail, Outcome
from helpcenter.starting import without_collecting

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARGIN = timedelta(seconds=20)  # for the mail under way: the slowest answer that SES is given
_METRICS = {Outcome.SENT: "MailsSent", Outcome.DELAYED: "MailsDelayed", Outcome.UNKNOWN: "MailsUnknown"}
_METRICS |= {Outcome.DEAD: "DeadMails", Outcome.SUPPRESSED: "MailsSuppressed"}
_AS_IT_SHOULD_BE = {Outcome.SENT, Outcome.SUPPRESSED}

logger = Logger()


@cache
def _use_case() -> DeliverMail:
    with without_collecting():
        return deliver_mail(os.environ)


@logger.inject_lambda_context
def handler(event: Mapping[str, Any], context: Any) -> None:  # noqa: ANN401 - of the runtime
    """Deliver, and log each outcome by its IDs alone."""
    time_left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    until = datetime.now(UTC) + time_left - _MARGIN
    deliver = _use_case()
    if "Records" in event:
        found = deliver.these(owed_jobs(event), stored_at(event))
    else:
        found = deliver.due(until=until)
    outcomes: Counter[Outcome] = Counter()
    for delivery in found:
        outcomes[delivery.outcome] += 1
        if delivery.outcome is not Outcome.NOT_DUE:
            log = logger.info if delivery.outcome in _AS_IT_SHOULD_BE else logger.error
            log(
                delivery.outcome.value,
                case_id=delivery.case_id,
                mail=delivery.mail,
                reason=delivery.reason,
            )
    for outcome, name in _METRICS.items():
        if outcomes[outcome]:
            count(name, outcomes[outcome])

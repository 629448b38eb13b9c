"""Counting what happens, as lines of the log and never by a call.

What an alarm or the dashboard looks at becomes a metric of CloudWatch (embedded metric format). Each metric
costs for each hour in which it is written, of all but the first ten; so the rest stays in the log, where
Logs Insights adds it up: `stats sum(MailsSent) by bin(1d)`.
"""

from __future__ import annotations

import json
import os
import sys

from aws_lambda_powertools.metrics import MetricUnit, single_metric

_GIVEN_UP = {
    "DeadMails",
    "DeliveriesSetAside",
    "UploadsStuck",
}  # does not go on by itself: one alarm watches all
METRICS = frozenset({*_GIVEN_UP, "GivenUp", "InquiriesFailed", "MailsSuppressed"})
"""What template.yaml, or a runbook, looks at; each is written when something went wrong, and else not."""


def count(name: str, value: int = 1) -> None:
    """Count something; a metric is in the namespace POWERTOOLS_METRICS_NAMESPACE, by service."""
    service = {"service": os.environ["POWERTOOLS_SERVICE_NAME"]}
    if name not in METRICS:
        sys.stdout.write(json.dumps({**service, name: value}) + "\n")
        return
    for each in (name, "GivenUp") if name in _GIVEN_UP else (name,):
        with single_metric(name=each, unit=MetricUnit.Count, value=value, default_dimensions=service):
            pass

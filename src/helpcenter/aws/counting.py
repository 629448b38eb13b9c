"""Counting what happens: CloudWatch metrics as log lines (embedded metric format), never a call."""

from __future__ import annotations

import os

from aws_lambda_powertools.metrics import MetricUnit, single_metric

_GIVEN_UP = {
    "DeadMails",
    "DeliveriesSetAside",
    "UploadsStuck",
}  # does not go on by itself: one alarm watches all


def count(name: str, value: int = 1) -> None:
    """Count something in the namespace POWERTOOLS_METRICS_NAMESPACE, by service."""
    service = {"service": os.environ["POWERTOOLS_SERVICE_NAME"]}
    for each in (name, "GivenUp") if name in _GIVEN_UP else (name,):
        with single_metric(name=each, unit=MetricUnit.Count, value=value, default_dimensions=service):
            pass

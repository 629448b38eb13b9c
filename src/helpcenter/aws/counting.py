"""Counting what happens: CloudWatch metrics as log lines (embedded metric format), never a call."""

from __future__ import annotations

import os

from aws_lambda_powertools.metrics import MetricUnit, single_metric


def count(name: str, value: int = 1) -> None:
    """Count something in the namespace POWERTOOLS_METRICS_NAMESPACE, by service."""
    service = {"service": os.environ["POWERTOOLS_SERVICE_NAME"]}
    with single_metric(name=name, unit=MetricUnit.Count, value=value, default_dimensions=service):
        pass

"""What CloudWatch would know of a running center, and how its alarms would judge it.

Invocations and errors are those that the embedded AWS counts of each function, the center's own metrics are
read from its log (embedded metric format), queues are asked for their length. The embedded AWS does judge
alarms, but over all functions at once and without missing data: `tests.fakes.cloudwatch` judges instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from local.stack import NAME
from local.template import load_template
from tests.fakes.cloudwatch import Metric, read_alarm
from tests.local.running import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from local.aws import Account
    from tests.fakes.cloudwatch import Alarm
    from tests.local.running import RunningCenter

NOT_HERE = {
    "AWS/SES": "SES reckons its rates over mails that it does not tell",
    "AWS/DynamoDB": "the embedded table never throttles",
}
"""Namespaces whose metrics nothing on this machine makes, and why."""


@cache
def alarms() -> dict[str, tuple[Alarm, str]]:
    """Return alarm and runbook by logical ID; references in dimensions are logical IDs."""
    found = {}
    for name, resource in load_template(ROOT / "template.yaml")["Resources"].items():
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            told = resource["Properties"]["AlarmDescription"]["Fn::Sub"]
            found[name] = read_alarm(_named(resource["Properties"])), told.rpartition("}")[2].strip()
    return found


def _named(value: Any) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        if "Ref" in value:
            return value["Ref"]
        if "Fn::GetAtt" in value:
            return value["Fn::GetAtt"][0]
        return {key: _named(part) for key, part in value.items()}
    return [_named(part) for part in value] if isinstance(value, list) else value


@dataclass(frozen=True, slots=True)
class Watch:
    """Looks at a running center; `account` is its own."""

    center: RunningCenter
    account: Account

    def physical(self, logical: str) -> str:
        """Return the name that a resource got."""
        told = self.account.client("cloudformation").describe_stack_resource(
            StackName=NAME, LogicalResourceId=logical
        )
        return str(told["StackResourceDetail"]["PhysicalResourceId"])

    def judge(self, alarm: Alarm, act: Callable[[], float] | None) -> str:
        """Return the alarm's state after `act` was done once in each period that it needs.

        Time does not pass for it: what is counted while `act` is done is of that period. What `act` returns
        are the answers of 5xx that visitors got. None: nothing at all was counted.
        """
        length, points = alarm.metrics[0].period, dict[Metric, list[tuple[float, float]]]()
        for period in range(alarm.periods if act else 0):
            before = {metric: self._read(metric) for metric in alarm.metrics}
            failed = act() if act else 0.0
            for metric in alarm.metrics:
                found = [failed] if metric.name == "5xx" else self._since(metric, before[metric])
                points.setdefault(metric, []).extend((period * length, value) for value in found)
        return alarm.state(alarm.values(points, (alarm.periods - 1) * length))

    def _since(self, metric: Metric, before: Sequence[float]) -> list[float]:
        after = self._read(metric)
        if metric.namespace == "AWS/Lambda":
            # A good invocation has a point as well: no error.
            return [after[0] - before[0]] if after[1] > before[1] else []
        return after if metric.namespace == "AWS/SQS" else after[len(before) :]

    def _read(self, metric: Metric) -> list[float]:
        if metric.namespace == "AWS/Lambda":
            return self._lambda(metric)
        if metric.namespace == "AWS/SQS":
            told = self.account.client("sqs").get_queue_attributes(
                QueueUrl=self.physical(metric.dimensions[0][1]),
                AttributeNames=["ApproximateNumberOfMessages"],
            )
            return [float(told["Attributes"]["ApproximateNumberOfMessages"])]
        return self.counted(metric.name)

    def counted(self, name: str) -> list[float]:
        """Return the values of a metric of the center's own that its functions logged so far."""
        logged = (self.center.data / "log").read_text(encoding="utf-8").splitlines()
        lines = {line for line in [*logged, *messages(self.account)] if f'"{name}"' in line}
        told = [json.loads(line) for line in lines if line.startswith('{"_aws"')]
        told.sort(key=lambda each: each["_aws"]["Timestamp"])
        return [value for each in told for value in each[name]]

    def _lambda(self, metric: Metric) -> list[float]:
        """Return the sum, and of how many points."""
        now = datetime.now(UTC)
        told = self.account.client("cloudwatch").get_metric_statistics(
            Namespace=metric.namespace,
            MetricName=metric.name,
            Dimensions=[{"Name": name, "Value": self.physical(value)} for name, value in metric.dimensions],
            StartTime=now - timedelta(hours=3),
            EndTime=now + timedelta(minutes=1),
            Period=60,
            Statistics=["Sum", "SampleCount"],
        )
        points = told["Datapoints"]
        return [sum(point["Sum"] for point in points), sum(point["SampleCount"] for point in points)]


def messages(account: Account) -> list[str]:
    """Return every line that functions, and what calls them, logged into a log group."""
    logs = account.client("logs", attempts=5)  # the embedded AWS stumbles over what is logged meanwhile
    groups = [group["logGroupName"] for group in logs.describe_log_groups()["logGroups"]]
    pages = [
        page
        for name in groups
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=name)
    ]
    return [line for page in pages for event in page["events"] for line in event["message"].splitlines()]

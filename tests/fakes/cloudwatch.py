"""CloudWatch's judgement of an alarm, as its documentation has it; what that does not say is refused.

- M of N: an alarm goes off when `DatapointsToAlarm` (else all) of the `EvaluationPeriods` latest data points
  breach: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
- CloudWatch looks at more periods than it needs. Where enough of them have data, the latest of these decide;
  else as many missing ones as are needed count as `TreatMissingData` says:
  https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
- Missing data of the namespace AWS/DynamoDB are ignored whatever an alarm says, and the state stays:
  https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html, TreatMissingData
- `FILL(metric, 0)` leaves none missing, and what is filled can be added up:
  https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

from __future__ import annotations

import operator
import re
from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

ALARM, OK = "ALARM", "OK"
MORE = 2
"""Periods that are looked at beyond those that are needed: in the guide, five for three."""

_STATISTICS: dict[str, Callable[[Sequence[float]], float]] = {
    "Sum": sum,
    "Maximum": max,
    "Minimum": min,
    "Average": fmean,
    "SampleCount": len,
}
_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}
_READ = {
    *("Namespace", "MetricName", "Dimensions", "Statistic", "Period", "Metrics", "EvaluationPeriods"),
    *("DatapointsToAlarm", "Threshold", "ComparisonOperator", "TreatMissingData"),
}
_TOLD = {"AlarmActions", "OKActions", "AlarmDescription", "AlarmName"}
_FILL = re.compile(r"FILL\((?P<metric>\w+), 0\)")


@dataclass(frozen=True, slots=True)
class Metric:
    """What an alarm watches: `dimensions` are (name, value), `period` is in seconds."""

    namespace: str
    name: str
    dimensions: tuple[tuple[str, Any], ...]
    statistic: str
    period: int

    def values(self, points: Iterable[tuple[float, float]], now: float, count: int) -> list[float | None]:
        """Return the statistic of the last `count` periods, None where there is none.

        `points` are (seconds since 1970, value).
        """
        by_period = defaultdict(list)
        for at, value in points:
            by_period[int(at // self.period)].append(value)
        last = int(now // self.period)
        statistic = _STATISTICS[self.statistic]
        return [
            statistic(by_period[each]) if each in by_period else None
            for each in range(last - count + 1, last + 1)
        ]


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm of a template. `filled`: it watches the sum of its metrics, each 0 where it is missing."""

    metrics: tuple[Metric, ...]
    filled: bool
    periods: int
    needed: int
    threshold: float
    comparison: str
    missing: str

    def values(
        self, points: Mapping[Metric, Sequence[tuple[float, float]]], now: float
    ) -> list[float | None]:
        """Return what is compared for each period that is looked at, the latest last."""
        count = self.periods + MORE
        columns = [metric.values(points.get(metric, ()), now, count) for metric in self.metrics]
        if not self.filled:
            return columns[0]
        return [sum(value or 0.0 for value in row) for row in zip(*columns, strict=True)]

    def state(self, values: Sequence[float | None], before: str = OK) -> str:
        """Return the state that follows from the values of periods, the latest last."""
        breaches = _COMPARISONS[self.comparison]
        known = [breaches(value, self.threshold) for value in values if value is not None][-self.periods :]
        lacking = self.periods - len(known)
        if lacking and self.missing == "ignore":
            return before
        breaching = sum(known) + (lacking if self.missing == "breaching" else 0)
        return ALARM if breaching >= self.needed else OK


def read_alarm(properties: Mapping[str, Any]) -> Alarm:
    """Return the alarm of a resource's properties.

    Raises:
        ValueError: it says something whose meaning is not known here.
    """
    if unknown := set(properties) - _READ - _TOLD:
        raise ValueError(unknown)
    metrics, filled = _metrics(properties)
    if properties.get("TreatMissingData") not in {"breaching", "notBreaching"}:
        raise ValueError(properties.get("TreatMissingData"))
    ignored = not filled and metrics[0].namespace == "AWS/DynamoDB"
    return Alarm(
        metrics,
        filled,
        properties["EvaluationPeriods"],
        properties.get("DatapointsToAlarm", properties["EvaluationPeriods"]),
        properties["Threshold"],
        properties["ComparisonOperator"],
        "ignore" if ignored else properties["TreatMissingData"],
    )


def _metrics(properties: Mapping[str, Any]) -> tuple[tuple[Metric, ...], bool]:
    if "Metrics" not in properties:
        return (_plain(properties, properties),), False
    [told] = [each["Expression"] for each in properties["Metrics"] if "Expression" in each]
    watched = {each["Id"]: each for each in properties["Metrics"] if "MetricStat" in each}
    summands = [_FILL.fullmatch(part) for part in told.split(" + ")]
    if {found and found["metric"] for found in summands} != set(watched):
        raise ValueError(told)
    if any(each.get("ReturnData", True) for each in watched.values()):
        raise ValueError(watched)
    stats = [each["MetricStat"] for each in watched.values()]
    found = [_plain(stat["Metric"], {"Statistic": stat["Stat"], "Period": stat["Period"]}) for stat in stats]
    return tuple(found), True


def _plain(metric: Mapping[str, Any], how: Mapping[str, Any]) -> Metric:
    if how["Statistic"] not in _STATISTICS:
        raise ValueError(how["Statistic"])
    dimensions = tuple((each["Name"], each["Value"]) for each in metric.get("Dimensions", ()))
    return Metric(metric["Namespace"], metric["MetricName"], dimensions, how["Statistic"], how["Period"])

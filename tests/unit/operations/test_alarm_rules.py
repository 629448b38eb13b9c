"""The judge of alarms against the tables of CloudWatch's guide."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fakes.cloudwatch import ALARM, OK, read_alarm

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, both tables:
# data points (0 within, X breaching, - missing), then the state for breaching and notBreaching.
THREE_OF_THREE = [
    ("0 - X - X", (OK, OK)),
    ("0 - - - -", (OK, OK)),
    ("- - - - -", (ALARM, OK)),
    ("0 X X - X", (ALARM, ALARM)),
    ("- - X - -", (ALARM, OK)),
]
TWO_OF_THREE = [
    ("0 - X - X", (ALARM, ALARM)),
    ("0 0 X 0 X", (ALARM, ALARM)),
    ("0 - X - -", (ALARM, OK)),
    ("- - - - 0", (ALARM, OK)),
    ("- - - X -", (ALARM, OK)),
]
TREATMENTS = ("breaching", "notBreaching")
PROPERTIES: dict[str, Any] = {
    "Namespace": "HelpCenter",
    "MetricName": "DeadMails",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 3,
    "Threshold": 1,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "TreatMissingData": "notBreaching",
}
ROWS = [
    (needed, row, treatment, state)
    for needed, table in ((3, THREE_OF_THREE), (2, TWO_OF_THREE))
    for row, states in table
    for treatment, state in zip(TREATMENTS, states, strict=True)
]


@pytest.mark.parametrize(("needed", "row", "treatment", "state"), ROWS)
def test_the_guides_tables_hold(needed: int, row: str, treatment: str, state: str) -> None:
    """Each row of the guide's two tables, with each way to treat what is missing."""
    alarm = read_alarm({**PROPERTIES, "DatapointsToAlarm": needed, "TreatMissingData": treatment})
    values = [{"0": 0.0, "X": 1.0}.get(point) for point in row.split()]
    for before in (ALARM, OK):
        assert alarm.state(values, before) == state


def filled(*names: str) -> dict[str, Any]:
    """Return properties of an alarm on the sum of metrics of the table, what is missing filled with 0."""
    kept = ("EvaluationPeriods", "Threshold", "ComparisonOperator", "TreatMissingData")
    metrics: list[dict[str, Any]] = [{"Id": "all", "Expression": " + ".join(f"FILL({n}, 0)" for n in names)}]
    for name in names:
        stat = {"Metric": {"Namespace": "AWS/DynamoDB", "MetricName": name}, "Stat": "Sum", "Period": 60}
        metrics.append({"Id": name, "ReturnData": False, "MetricStat": stat})
    return {**{key: PROPERTIES[key] for key in kept}, "Metrics": metrics}


def test_dynamodb_missing_data_are_ignored_unless_they_are_filled() -> None:
    """An alarm on the table stays as it is when nothing is throttled any more, but for FILL."""
    plain = read_alarm({**PROPERTIES, "Namespace": "AWS/DynamoDB"})
    assert plain.state(plain.values({}, 1000), ALARM) == ALARM
    alarm = read_alarm(filled("throttled"))
    [metric] = alarm.metrics
    assert alarm.state(alarm.values({}, 1000), ALARM) == OK
    assert alarm.state(alarm.values({metric: [(840, 1), (895, 2), (962, 1)]}, 1000)) == OK
    assert alarm.state(alarm.values({metric: [(890, 1), (900, 1), (962, 1)]}, 1000)) == ALARM


def test_what_is_filled_is_added_up() -> None:
    """Each period has the sum of its metrics."""
    alarm = read_alarm(filled("one", "two"))
    one, two = alarm.metrics
    assert alarm.values({one: [(185, 2)], two: [(185, 3), (125, 1)]}, 185) == [0, 0, 0, 1, 5]


def test_points_are_added_up_by_period() -> None:
    """Periods begin at whole multiples of their length, and the one that runs is looked at too."""
    alarm = read_alarm(PROPERTIES)
    [metric] = alarm.metrics
    values = alarm.values({metric: [(59, 1), (60, 2), (119, 3), (180, 5), (9999, 7)]}, 185)
    assert values == [None, 1, 5, None, 5]


@pytest.mark.parametrize(
    "unknown",
    [
        {"Statistic": "p99"},
        {"Unit": "Count"},
        {"TreatMissingData": "missing"},
        {"Metrics": [{"Id": "a", "Expression": "1 + 1"}]},
    ],
)
def test_what_is_not_understood_is_refused(unknown: dict[str, Any]) -> None:
    """Nothing is judged by a rule that nobody wrote down."""
    with pytest.raises(ValueError, match=r"."):
        read_alarm({**PROPERTIES, **unknown})

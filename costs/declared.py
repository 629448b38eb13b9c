"""What `template.yaml` declares and is charged for: alarms, dashboards, keys, traced functions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

_RESOURCES = {"AWS::CloudWatch::Dashboard": "dashboards", "AWS::KMS::Key": "kms_keys"}


class _Template(yaml.SafeLoader):
    """Reads a template for types and plain properties alone: intrinsic functions are nothing."""


_Template.add_multi_constructor("!", lambda _loader, _suffix, _node: None)


def charged_resources(template: Path) -> Counter[str]:
    """Return how many units of what is charged by the month stand in a template, without what is optional.

    An alarm is charged by the metrics that it watches: https://aws.amazon.com/cloudwatch/pricing/
    """
    units: Counter[str] = Counter()
    for resource in _read(template)["Resources"].values():
        if "Condition" in resource:
            continue
        if resource["Type"] == "AWS::CloudWatch::Alarm":
            queries = [each for each in resource["Properties"].get("Metrics", ()) if "MetricStat" in each]
            units["alarms"] += len(queries) or 1
        elif resource["Type"] in _RESOURCES:
            units[_RESOURCES[resource["Type"]]] += 1
    return units


def days_until_moved(template: Path) -> int:
    """Return how many days a file stays where opening it costs nothing."""
    rules = _read(template)["Resources"]["AttachmentBucket"]["Properties"]["LifecycleConfiguration"]["Rules"]
    [days] = [move["TransitionInDays"] for rule in rules for move in rule.get("Transitions", ())]
    return int(days)


def traced_functions(template: Path) -> set[str]:
    """Return the folders of the functions that begin traces of their own (`Tracing: Active`)."""
    content = _read(template)
    usual = content["Globals"]["Function"]["Tracing"]
    functions = (
        each for each in content["Resources"].values() if each["Type"] == "AWS::Serverless::Function"
    )
    return {
        each["Properties"]["CodeUri"].strip("/").rpartition("/")[2]
        for each in functions
        if each["Properties"].get("Tracing", usual) == "Active"
    }


def _read(template: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.load(template.read_text(encoding="utf-8"), _Template)  # noqa: S506 - a SafeLoader
    return content

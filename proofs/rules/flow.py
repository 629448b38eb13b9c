"""What happens when too much comes, when something fails, and how it is noticed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from proofs.template import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from proofs.template import Template

FREE_ALARM_METRICS = 10
"""Of CloudWatch, each month and for good: https://aws.amazon.com/cloudwatch/pricing/"""

SAFE_WITHOUT_QUEUE = {"DeliverMailStored"}
"""Its sweep finds each minute what the stream lost."""

STAMPEDES = {"CountAnswer", "CountGap", "ShowMissing", "DeliverMail", "CheckAttachment", "SendTranscript"}
STAMPEDES |= {"RecordDelivery", "SendLinks"}
"""What a flood would wake, and what must not take the place of inquiries."""

_OFTEN = re.compile(r"rate\((?:[1-9]|1[0-5]) minutes?\)")  # the next run does what this one could not
_RUNBOOK = re.compile(r"\$\{RunbooksUrl\}([a-z-]+\.md)$")
_TELLING = ("sourceIp", "identity", "userAgent", "path", "domainName", "authorizer", "queryString")
_ALARMED = {"GivenUp", "Errors", "5xx", "Reputation.BounceRate", "Reputation.ComplaintRate"}
_ALARMED |= {"ApproximateNumberOfMessagesVisible", "MailsSuppressed"}
_EACH_MINUTE = ("DeliverMail", "SendTranscript")
_LINK = re.compile(r"\]\(([a-z-]+\.md)\)")

BACKGROUND = {
    "DeliverMail",
    "RecordDelivery",
    "CheckAttachment",
    "SendTranscript",
    "WatchPromises",
    "PurgeExpired",
}
"""What runs by a clock, a queue or another system. Its sweeps would be most of what X-Ray takes."""


def posts_are_throttled(template: Template) -> Iterator[str]:
    """Every route that writes has a limit of its own, no wider than that of the stage."""
    for name, stage in template.of("AWS::ApiGatewayV2::Stage"):
        default, own = stage.get("DefaultRouteSettings", {}), stage.get("RouteSettings", {})
        limit = default.get("ThrottlingRateLimit", 0)
        if not 100_000 / 3600 < limit <= default.get("ThrottlingBurstLimit", 0) <= 500:
            yield name
        for _, api in template.of("AWS::ApiGatewayV2::Api"):
            for path, methods in api["Body"]["paths"].items():
                settings = own.get(f"POST {path}", {})
                if "post" in methods and not 0 < settings.get("ThrottlingRateLimit", 0) <= limit:
                    yield f"POST {path}"
        routes = {
            f"POST {path}"
            for _, api in template.of("AWS::ApiGatewayV2::Api")
            for path in api["Body"]["paths"]
        }
        yield from sorted(set(own) - routes)


def stampedes_are_bounded(template: Template) -> Iterator[str]:
    """What a flood would wake is held to a number at a time."""
    for name in sorted(STAMPEDES):
        reserved = template.resources[name]["Properties"].get("ReservedConcurrentExecutions", {})
        if not 0 < reserved.get("Fn::If", ["", 0])[1] <= 20:
            yield name


def functions_are_alike(template: Template) -> Iterator[str]:
    """Runtime and processor are those of Globals; what visitors wait for is traced; each has a time limit."""
    for name, properties in template.of("AWS::Lambda::Function"):
        alike = properties.get("Runtime") == "python3.13" and properties.get("Architectures") == ["arm64"]
        mode = "PassThrough" if name in BACKGROUND else "Active"
        traced = properties.get("TracingConfig") == {"Mode": mode}
        if not alike or not traced or not 0 < properties.get("Timeout", 0) <= 900:
            yield name


def events_are_not_lost(template: Template) -> Iterator[str]:
    """What nothing else would bring back ends in a queue: undelivered, failed on, or passed over."""
    kept = {
        name_of(properties["FunctionName"])
        for _, properties in template.of("AWS::Lambda::EventInvokeConfig")
        if properties.get("DestinationConfig", {}).get("OnFailure")
    }
    for name, rule in template.of("AWS::Events::Rule"):
        if _OFTEN.fullmatch(str(rule.get("ScheduleExpression"))):
            continue
        for target in rule["Targets"]:
            if "DeadLetterConfig" not in target or name_of(target["Arn"]) not in kept:
                yield name
    for name, mapping in template.of("AWS::Lambda::EventSourceMapping"):
        if name not in SAFE_WITHOUT_QUEUE and not mapping.get("DestinationConfig", {}).get("OnFailure"):
            yield name


def queues_keep_and_encrypt(template: Template) -> Iterator[str]:
    """An event waits as long as SQS can keep it, encrypted."""
    for name, queue in template.of("AWS::SQS::Queue"):
        if not queue.get("SqsManagedSseEnabled") or queue.get("MessageRetentionPeriod") != 14 * 86400:
            yield name


def logs_end_and_tell_nobody(template: Template) -> Iterator[str]:
    """Every function and the API log to a group that forgets; an access log holds no person and no link."""
    ending = {name for name, group in template.of("AWS::Logs::LogGroup") if "RetentionInDays" in group}
    yield from sorted({name for name, _ in template.of("AWS::Logs::LogGroup")} - ending)
    for name, properties in template.of("AWS::Lambda::Function"):
        if name_of(properties.get("LoggingConfig", {}).get("LogGroup")) not in ending:
            yield name
    for name, stage in template.of("AWS::ApiGatewayV2::Stage"):
        log = stage.get("AccessLogSettings", {})
        telling = any(word in log.get("Format", "") for word in _TELLING)
        if name_of(log.get("DestinationArn")) not in ending or telling:
            yield name


def alarms_say_what_to_do(template: Template) -> Iterator[str]:
    """An alarm tells somebody, with a runbook that is there; an alarm's runbook leads to every other."""
    books = {path.name: path for path in (template.root / "operating" / "runbooks").glob("*.md")}
    named = set()
    for name, alarm in template.of("AWS::CloudWatch::Alarm"):
        book = _RUNBOOK.search(str(alarm.get("AlarmDescription", {}).get("Fn::Sub", "")))
        told = alarm.get("AlarmActions") == alarm.get("OKActions") == [{"Ref": "Alarms"}]
        if not book or book[1] not in books or not told or "TreatMissingData" not in alarm:
            yield name
            continue
        named |= {book[1], *_LINK.findall(books[book[1]].read_text(encoding="utf-8"))}
    yield from sorted(set(books) - named)


def what_must_wake_somebody_does(template: Template) -> Iterator[str]:
    """What was given up, a delivery that stopped, errors, bounces, complaints, lost events; and the bill."""
    alarms = [alarm for _, alarm in template.of("AWS::CloudWatch::Alarm")]
    yield from sorted(_ALARMED - {metric for alarm in alarms for metric in watched_metrics(alarm)})
    for function in _EACH_MINUTE:  # silence is a failure
        stopped = [alarm for alarm in alarms if alarm.get("Dimensions") == _of_function(function)]
        if not any(alarm["TreatMissingData"] == "breaching" for alarm in stopped):
            yield function
    if not any(template.of("AWS::Budgets::Budget")):
        yield "Budget"


def alarms_are_free(template: Template) -> Iterator[str]:
    """Ten metrics that alarms watch cost nothing; in an alarm on an expression each metric counts."""
    watched = [m for _, alarm in template.of("AWS::CloudWatch::Alarm") for m in watched_metrics(alarm)]
    if len(watched) > FREE_ALARM_METRICS:
        yield f"{len(watched)} > {FREE_ALARM_METRICS}"


def watched_metrics(alarm: Mapping[str, Any]) -> list[str]:
    """Return the name of each metric that an alarm watches, by itself or in an expression."""
    queries = [each["MetricStat"]["Metric"] for each in alarm.get("Metrics", ()) if "MetricStat" in each]
    return [str(each["MetricName"]) for each in queries or [alarm]]


def _of_function(name: str) -> list[dict[str, Any]]:
    return [{"Name": "FunctionName", "Value": {"Ref": name}}]


RULES = (
    posts_are_throttled,
    stampedes_are_bounded,
    functions_are_alike,
    events_are_not_lost,
    queues_keep_and_encrypt,
    logs_end_and_tell_nobody,
    alarms_say_what_to_do,
    what_must_wake_somebody_does,
    alarms_are_free,
)

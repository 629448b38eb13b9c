"""What happens when too much comes, when something fails, and how it is noticed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from proofs.template import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.template import Template

SAFE_WITHOUT_QUEUE = {"DeliverMailStored"}
"""Its sweep finds each minute what the stream lost."""

STAMPEDES = {"CountAnswer", "CountGap", "ShowMissing", "DeliverMail", "CheckAttachment", "SendTranscript"}
STAMPEDES |= {"RecordDelivery", "SendLinks"}
"""What a flood would wake, and what must not take the place of inquiries."""

_OFTEN = re.compile(r"rate\([1-5] minutes?\)")  # the next run does what this one could not
_RUNBOOK = re.compile(r"\$\{RunbooksUrl\}([a-z-]+\.md)$")
_TELLING = ("sourceIp", "identity", "userAgent", "path", "domainName", "authorizer", "queryString")
_ALARMED = {"DeadMails", "Invocations", "5xx", "Reputation.BounceRate", "Reputation.ComplaintRate"}
_ALARMED |= {"ApproximateNumberOfMessagesVisible", "DeliveriesSetAside", "UploadsStuck"}


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
    """Runtime, processor and tracing are those of Globals; a time limit stands for each."""
    for name, properties in template.of("AWS::Lambda::Function"):
        alike = properties.get("Runtime") == "python3.13" and properties.get("Architectures") == ["arm64"]
        traced = properties.get("TracingConfig") == {"Mode": "Active"}
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
    """An alarm tells somebody, with a runbook that is there; no runbook is without its alarm."""
    books = {path.name for path in (template.root / "operating" / "runbooks").glob("*.md")}
    named = set()
    for name, alarm in template.of("AWS::CloudWatch::Alarm"):
        book = _RUNBOOK.search(str(alarm.get("AlarmDescription", {}).get("Fn::Sub", "")))
        told = alarm.get("AlarmActions") == alarm.get("OKActions") == [{"Ref": "Alarms"}]
        if not book or book[1] not in books or not told or "TreatMissingData" not in alarm:
            yield name
        named |= {book[1]} if book else set()
    yield from sorted(books - named)


def what_must_wake_somebody_does(template: Template) -> Iterator[str]:
    """Dead mails, a delivery that stopped, errors, bounces, complaints, lost events; and the bill."""
    watched = {alarm.get("MetricName") for _, alarm in template.of("AWS::CloudWatch::Alarm")}
    yield from sorted(_ALARMED - watched)
    stopped = [
        alarm
        for _, alarm in template.of("AWS::CloudWatch::Alarm")
        if alarm.get("MetricName") == "Invocations"
    ]
    if not all(alarm.get("TreatMissingData") == "breaching" for alarm in stopped):
        yield "Invocations"
    if not any(template.of("AWS::Budgets::Budget")):
        yield "Budget"


RULES = (
    posts_are_throttled,
    stampedes_are_bounded,
    functions_are_alike,
    events_are_not_lost,
    queues_keep_and_encrypt,
    logs_end_and_tell_nobody,
    alarms_say_what_to_do,
    what_must_wake_somebody_does,
)

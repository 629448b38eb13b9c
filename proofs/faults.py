"""Mistakes that somebody could make in template.yaml, each of which a rule must find."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proofs.rules import broken_rules
from proofs.template import read_template, transformed

if TYPE_CHECKING:
    from pathlib import Path

    from proofs.template import Json

_NOTHING = object()  # the key is gone


@dataclass(frozen=True, slots=True)
class Fault:
    """`rule` must find that at `path` (keys, and numbers in lists) there is `value`, or nothing."""

    rule: str
    path: tuple[str | int, ...]
    value: Any = _NOTHING

    def seeded(self, written: Json) -> Json:
        """Return a copy of a template, with the fault."""
        template = copy.deepcopy(written)
        *way, last = self.path
        place: Any = template["Resources"] if self.path[0] in template["Resources"] else template
        for key in way:
            place = place[key]
        if self.value is _NOTHING:
            del place[last]
        else:
            place[last] = self.value
        return template

    def __str__(self) -> str:
        """Return the change in short: `Table.Properties.TimeToLiveSpecification: -`."""
        value = "-" if self.value is _NOTHING else str(self.value)
        return f"{'.'.join(str(key) for key in self.path)}: {value}"


@dataclass(frozen=True, slots=True)
class Finding:
    """`found`: what the fault's rule named, "" when the rule saw nothing."""

    fault: Fault
    found: str


_P = "Properties"
_SITE = ("Site", _P, "DistributionConfig")
_CASES = ("Policies", 0, "Statement", 0)

FAULTS = (
    # what is open to everybody
    Fault(
        "buckets_are_private",
        ("SiteBucket", _P, "PublicAccessBlockConfiguration", "BlockPublicPolicy"),
        value=False,
    ),
    Fault("buckets_are_private", ("AttachmentBucket", _P, "PublicAccessBlockConfiguration")),
    Fault("buckets_are_private", ("SiteBucket", _P, "AccessControl"), "PublicRead"),
    Fault("buckets_are_private", ("AttachmentBucketPolicy",)),
    Fault("nobody_is_everybody", ("TableKey", _P, "KeyPolicy", "Statement", 1, "Condition")),
    Fault(
        "services_act_for_this_account",
        ("SiteBucketPolicy", _P, "PolicyDocument", "Statement", 0, "Condition"),
    ),
    Fault("the_bucket_is_behind_the_site", (*_SITE, "Origins", 0, "OriginAccessControlId")),
    Fault(
        "uploads_come_from_the_site",
        ("AttachmentBucket", _P, "CorsConfiguration", "CorsRules", 0, "AllowedOrigins"),
        ["*"],
    ),
    # who may do what
    Fault("roles_name_what_they_may", ("SubmitInquiry", _P, *_CASES, "Action"), "dynamodb:*"),
    Fault("roles_name_what_they_may", ("ShowReceipt", _P, *_CASES, "Resource"), "*"),
    Fault("each_function_has_its_role", ("SendLinks", _P, "Policies"), ["AmazonDynamoDBFullAccess"]),
    Fault("each_function_has_its_role", ("CountGap", _P, "Role"), {"Fn::GetAtt": ["DeliverMailRole", "Arn"]}),
    Fault("only_delivery_sends_mail", ("SubmitInquiry", _P, *_CASES, "Action"), ["ses:SendEmail"]),
    Fault("secrets_are_given", ("SubmitInquiry", _P, "Environment", "Variables", "CASE_SECRET"), "hunter2"),
    Fault("secrets_are_given", ("Parameters", "LinkKeys", "NoEcho")),
    Fault(
        "secrets_are_given", ("Parameters", "CaseSecret", "Default"), "hunter2hunter2hunter2hunter2hunter2"
    ),
    Fault("private_parameters_are_hidden", ("Parameters", "Mailboxes", "NoEcho")),
    # too much
    Fault("posts_are_throttled", ("Api", _P, "DefaultRouteSettings")),
    Fault("posts_are_throttled", ("Api", _P, "RouteSettings", "POST /api/lost-links")),
    Fault(
        "posts_are_throttled",
        ("Api", _P, "RouteSettings", "POST /api/inquiries", "ThrottlingRateLimit"),
        5000,
    ),
    Fault("stampedes_are_bounded", ("CheckAttachment", _P, "ReservedConcurrentExecutions")),
    Fault("functions_are_alike", ("Globals", "Function", "Timeout")),
    Fault("functions_are_alike", ("Globals", "Function", "Tracing")),
    Fault("functions_are_alike", ("DeliverMail", _P, "Tracing")),
    Fault("functions_are_alike", ("GiveFile", _P, "Runtime"), "python3.9"),
    # failing unseen
    Fault("events_are_not_lost", ("RecordDelivery", _P, "Events", "Told", _P, "DeadLetterConfig")),
    Fault("events_are_not_lost", ("WatchPromises", _P, "EventInvokeConfig")),
    Fault("events_are_not_lost", ("CheckAttachment", _P, "Events", "Erased", _P, "DestinationConfig")),
    Fault("queues_keep_and_encrypt", ("LostEvents", _P, "SqsManagedSseEnabled")),
    Fault("logs_end_and_tell_nobody", ("FunctionLog", _P, "RetentionInDays")),
    Fault("logs_end_and_tell_nobody", ("Globals", "Function", "LoggingConfig", "LogGroup")),
    Fault(
        "logs_end_and_tell_nobody", ("Api", _P, "AccessLogSettings", "Format"), "$context.identity.sourceIp"
    ),
    Fault("alarms_say_what_to_do", ("GivenUpAlarm", _P, "AlarmActions")),
    Fault(
        "alarms_say_what_to_do",
        ("LostEventsAlarm", _P, "AlarmDescription"),
        {"Fn::Sub": "${RunbooksUrl}nowhere.md"},
    ),
    Fault("what_must_wake_somebody_does", ("DeliveryStoppedAlarm", _P, "TreatMissingData"), "notBreaching"),
    Fault("what_must_wake_somebody_does", ("BounceRateAlarm",)),
    Fault(
        "alarms_are_free",
        ("Resources", "OneTooMany"),
        {
            "Type": "AWS::CloudWatch::Alarm",
            _P: {
                "Metrics": [{"MetricStat": {"Metric": {"MetricName": str(number)}}} for number in range(10)],
                "ComparisonOperator": "GreaterThanThreshold",
                "EvaluationPeriods": 1,
            },
        },
    ),
    # data that go, and data that stay too long
    Fault("tables_can_be_restored", ("Table", _P, "PointInTimeRecoverySpecification")),
    Fault("tables_can_be_restored", ("Table", _P, "DeletionProtectionEnabled")),
    Fault("data_outlive_the_stack", ("Table", "DeletionPolicy"), "Delete"),
    Fault("data_outlive_the_stack", ("AttachmentBucket", "UpdateReplacePolicy")),
    Fault("tables_forget", ("Table", _P, "TimeToLiveSpecification")),
    Fault(
        "uploads_end", ("AttachmentBucket", _P, "LifecycleConfiguration", "Rules", 0, "Status"), "Disabled"
    ),
    Fault("mail_is_answered_for", ("MailEvents", _P, "SuppressionOptions", "SuppressedReasons"), ["BOUNCE"]),
    # how visitors come
    Fault(
        "visitors_are_encrypted",
        (*_SITE, "ViewerCertificate", "Fn::If", 1, "MinimumProtocolVersion"),
        "TLSv1",
    ),
    Fault("visitors_are_encrypted", (*_SITE, "DefaultCacheBehavior", "ViewerProtocolPolicy"), "allow-all"),
    Fault(
        "answers_of_the_api_are_not_kept",
        (*_SITE, "CacheBehaviors", 1, "CachePolicyId"),
        {"Ref": "SiteCaching"},
    ),
    Fault("pages_are_compressed", (*_SITE, "DefaultCacheBehavior", "Compress")),
    Fault("missing_pages_are_404", (*_SITE, "DefaultCacheBehavior", "TargetOriginId"), "bucket"),
    Fault(
        "headers_are_those_of_the_build",
        (
            "SiteHeaders",
            _P,
            "ResponseHeadersPolicyConfig",
            "SecurityHeadersConfig",
            "StrictTransportSecurity",
        ),
    ),
    Fault("code_at_the_edge_is_the_tested_one", ("SiteRequest", _P, "FunctionCode"), "function handler() {}"),
)


def findings(root: Path) -> list[Finding]:
    """Seed each fault into `root/template.yaml`, one at a time, and return what the rules saw.

    A fault that SAM itself refuses is found by SAM.
    """
    written = read_template(root)
    return [Finding(fault, _found(root, written, fault)) for fault in FAULTS]


def _found(root: Path, written: Json, fault: Fault) -> str:
    template = transformed(root, fault.seeded(written))
    return next((what for rule, what in broken_rules(template) if rule == fault.rule), "")

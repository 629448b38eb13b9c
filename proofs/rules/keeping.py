"""What is kept, and what outlives a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.template import Template

_KEPT = ("AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key", "AWS::SES::EmailIdentity")


def data_outlive_the_stack(template: Template) -> Iterator[str]:
    """Deleting or replacing the stack deletes no data. Secrets are no part of it."""
    for name, resource in template.resources.items():
        if resource["Type"] in _KEPT:
            policies = {resource.get("DeletionPolicy"), resource.get("UpdateReplacePolicy")}
            if policies != {"Retain"}:
                yield name


def tables_can_be_restored(template: Template) -> Iterator[str]:
    """Any second of 35 days can be restored, nobody deletes the table by mistake, and it is encrypted."""
    for name, table in template.of("AWS::DynamoDB::Table"):
        restored = table.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled")
        if not restored or not table.get("DeletionProtectionEnabled") or not table.get("SSESpecification"):
            yield name


def tables_forget(template: Template) -> Iterator[str]:
    """What may be kept no longer goes by itself, and no capacity has to be guessed."""
    for name, table in template.of("AWS::DynamoDB::Table"):
        forgets = table.get("TimeToLiveSpecification", {}).get("Enabled")
        if not forgets or table.get("BillingMode") != "PAY_PER_REQUEST":
            yield name


def uploads_end(template: Template) -> Iterator[str]:
    """What nobody settled leaves the quarantine after a day."""
    rules = template.resources["AttachmentBucket"]["Properties"].get("LifecycleConfiguration", {})
    orphans = [each for each in rules.get("Rules", ()) if each.get("Prefix") == "uploads/"]
    if not any(each.get("ExpirationInDays") == 1 and each["Status"] == "Enabled" for each in orphans):
        yield "AttachmentBucket"


def mail_is_answered_for(template: Template) -> Iterator[str]:
    """SES stops mail to addresses that bounced or complained, and tells of both."""
    for name, settings in template.of("AWS::SES::ConfigurationSet"):
        if set(settings.get("SuppressionOptions", {}).get("SuppressedReasons", ())) != {
            "BOUNCE",
            "COMPLAINT",
        }:
            yield name
    told = [each["EventDestination"] for _, each in template.of("AWS::SES::ConfigurationSetEventDestination")]
    if not any(
        each["Enabled"] and {"bounce", "complaint"} <= set(each["MatchingEventTypes"]) for each in told
    ):
        yield "MailEventsToEventBridge"


RULES = (data_outlive_the_stack, tables_can_be_restored, tables_forget, uploads_end, mail_is_answered_for)

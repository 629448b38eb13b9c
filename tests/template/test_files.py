"""template.yaml: what it promises about the files of inquiries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.attachment.attachment import EXPECTED_FOR, FILES, UPLOADS
from local.template import code_folders, load_template, transform_template
from tests.template.test_template import FUNCTIONS, ROOT, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKET = "AttachmentBucket"


@pytest.fixture(scope="module")
def resources() -> dict[str, Any]:
    """The resources that SAM makes of ours."""
    template = load_template(ROOT / "template.yaml")
    code = {name: {"Bucket": "some-bucket", "Key": f"{name}.zip"} for name in code_folders(template)}
    found: dict[str, Any] = transform_template(template, code)["Resources"]
    return found


@pytest.fixture(scope="module")
def bucket(resources: dict[str, Any]) -> dict[str, Any]:
    """The properties of the bucket."""
    found: dict[str, Any] = resources[BUCKET]["Properties"]
    return found


def file_rights(resources: dict[str, Any], function: str) -> Iterator[tuple[str, str]]:
    """Yield (action, resource as JSON) of what a function may do with files of inquiries."""
    for actions, where in statements({"Resources": resources}, function):
        if BUCKET in where:
            yield from ((action, where) for action in actions)


def test_the_bucket_is_private(bucket: dict[str, Any], resources: dict[str, Any]) -> None:
    """No policy and no list can make it public, and it is spoken to through encrypted connections alone."""
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    [statement] = resources["AttachmentBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_orphans_are_gone_after_a_day(bucket: dict[str, Any]) -> None:
    """What nobody settled leaves the quarantine when its note does; what was checked stays."""
    rules = {rule["Id"]: rule for rule in bucket["LifecycleConfiguration"]["Rules"]}
    assert rules["orphans"]["Prefix"] == UPLOADS
    assert rules["orphans"]["ExpirationInDays"] == EXPECTED_FOR.days
    assert all(rule["Status"] == "Enabled" for rule in rules.values())
    assert not any("ExpirationInDays" in rule for name, rule in rules.items() if name != "orphans")


def test_only_the_sites_pages_may_post_to_it(bucket: dict[str, Any]) -> None:
    """One origin, one method."""
    [rule] = bucket["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedMethods"] == ["POST"]
    [origin] = rule["AllowedOrigins"]
    separator, (scheme, host) = origin["Fn::Join"]
    assert separator == "//"
    assert scheme["Fn::Select"] == [0, {"Fn::Split": ["//", {"Ref": "SiteUrl"}]}]
    assert host["Fn::Select"] == [2, {"Fn::Split": ["/", {"Ref": "SiteUrl"}]}]


def test_each_function_reaches_its_part_of_the_files(resources: dict[str, Any]) -> None:
    """Who lets files in reads none; who hands them out sees what was checked; only the check both."""
    rights = {
        function: {
            (action, UPLOADS in where, FILES in where) for action, where in file_rights(resources, function)
        }
        for function in FUNCTIONS
    }
    assert rights.pop("IssueUpload") == {("s3:PutObject", True, False)}
    assert rights.pop("SendTranscript") == {("s3:PutObject", True, False)}
    assert rights.pop("GiveFile") == {("s3:GetObject", False, True)}
    check = rights.pop("CheckAttachment")
    assert ("s3:GetObject", True, False) in check
    assert ("s3:PutObject", False, True) in check
    assert ("s3:PutObject", True, False) not in check
    assert ("s3:GetObject", False, True) not in check
    erased = {action for action, _, _ in rights.pop("EraseCase")}
    assert erased == {"s3:ListBucketVersions", "s3:DeleteObject", "s3:DeleteObjectVersion"}
    assert not any(rights.values())


def test_files_of_amazon_connect_are_found_where_it_keeps_them(resources: dict[str, Any]) -> None:
    """Only what is under its prefix is listed, and only where there is such a bucket."""
    policy = resources["ConnectAttachments"]
    assert policy["Condition"] == "WithConnect"
    assert policy["Properties"]["Roles"] == [{"Ref": "SendTranscriptRole"}]
    [statement] = policy["Properties"]["PolicyDocument"]["Statement"]
    assert statement["Action"] == "s3:ListBucket"
    assert statement["Condition"] == {"StringLike": {"s3:prefix": {"Fn::Sub": "${ConnectPrefix}*"}}}


def test_nobody_but_the_scan_writes_verdicts(resources: dict[str, Any]) -> None:
    """The tag that lets a file through is put on by GuardDuty's role alone."""
    assert not any(
        "PutObjectTagging" in action
        for function in FUNCTIONS
        for actions, _ in statements({"Resources": resources}, function)
        for action in actions
    )
    assert "s3:PutObjectTagging" in json.dumps(resources["MalwareProtectionRole"])


def test_the_scan_is_on_unless_somebody_switches_it_off(resources: dict[str, Any]) -> None:
    """Then the check waits for it; otherwise it does not."""
    template = load_template(ROOT / "template.yaml")
    assert template["Parameters"]["MalwareProtection"]["Default"] == "on"
    plan = resources["MalwareProtectionPlan"]
    assert plan["Condition"] == "WithMalwareProtection"
    assert plan["Properties"]["ProtectedResource"]["S3Bucket"]["ObjectPrefixes"] == [UPLOADS]
    assert plan["Properties"]["Actions"] == {"Tagging": {"Status": "ENABLED"}}
    variables = resources["CheckAttachment"]["Properties"]["Environment"]["Variables"]
    assert variables["MALWARE_PROTECTION"] == {"Fn::If": ["WithMalwareProtection", "on", ""]}


def test_the_check_is_told_by_uploads_scans_and_erasures(resources: dict[str, Any]) -> None:
    """Events are tried again, a sweep finds what they lost, and erased notes take their files along."""
    uploaded = resources["CheckAttachmentUploaded"]["Properties"]
    assert uploaded["EventPattern"]["detail"]["object"] == {"key": [{"prefix": UPLOADS}]}
    scanned = resources["CheckAttachmentScanned"]["Properties"]
    assert scanned["EventPattern"]["source"] == ["aws.guardduty"]
    for rule in (uploaded, scanned):
        assert rule["Targets"][0]["RetryPolicy"]["MaximumRetryAttempts"] > 2
    assert resources["CheckAttachmentSweep"]["Properties"]["ScheduleExpression"] == "rate(1 hour)"
    (pattern,) = resources["CheckAttachmentErased"]["Properties"]["FilterCriteria"]["Filters"]
    assert json.loads(pattern["Pattern"]) == {
        "eventName": ["REMOVE"],
        "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "ATTACHMENT#"}]}}},
    }

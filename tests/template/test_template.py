"""template.yaml: what it promises about roles, time limits and routes, before anything is created from it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from local.mail_events import DETAIL_TYPES
from local.template import code_folders, load_template, transform_template

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
FUNCTIONS = {"SubmitInquiry", "ShowReceipt", "SendTranscript", "CountAnswer", "DeliverMail", "TakeFeedback"}
FUNCTIONS |= {"AddToCase", "EraseCase", "NoteProgress", "SendLinks", "WatchPromises", "PurgeExpired"}
FUNCTIONS |= {"CountGap", "RecordDelivery"}
FUNCTIONS |= {"IssueUpload", "CheckAttachment", "GiveFile", "ShowMissing"}


@pytest.fixture(scope="module")
def transformed() -> dict[str, Any]:
    """The CloudFormation template that SAM makes of ours."""
    template = load_template(ROOT / "template.yaml")
    code = {name: {"Bucket": "some-bucket", "Key": f"{name}.zip"} for name in code_folders(template)}
    return transform_template(template, code)


def statements(transformed: dict[str, Any], function: str) -> Iterator[tuple[list[str], str]]:
    """Yield (actions, resources as JSON) of what a function's role allows by its own policies."""
    for policy in transformed["Resources"][f"{function}Role"]["Properties"].get("Policies", ()):
        for statement in policy["PolicyDocument"]["Statement"]:
            actions = statement["Action"]
            yield [actions] if isinstance(actions, str) else actions, json.dumps(statement["Resource"])


def test_what_sam_makes_of_it_is_valid(transformed: dict[str, Any], tmp_path: Path) -> None:
    """cfn-lint knows more of a template after the transformation than before."""
    path = tmp_path / "template.json"
    path.write_text(json.dumps(transformed), encoding="utf-8")
    result = subprocess.run([ROOT / ".venv/bin/cfn-lint", path], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_every_function_has_a_role_of_its_own(transformed: dict[str, Any]) -> None:
    """What one function may do, no other may."""
    functions = {
        name: resource["Properties"]["Role"]["Fn::GetAtt"][0]
        for name, resource in transformed["Resources"].items()
        if resource["Type"] == "AWS::Lambda::Function"
    }
    assert functions == {name: f"{name}Role" for name in FUNCTIONS}


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_roles_name_actions_and_resources(transformed: dict[str, Any], function: str) -> None:
    """No policy of ours holds a wildcard."""
    for actions, resources in statements(transformed, function):
        assert all("*" not in action for action in actions)
        assert '"*"' not in resources


def test_only_deliver_mail_may_send_mail(transformed: dict[str, Any]) -> None:
    """Who accepts an inquiry cannot send mail: what is owed goes through the outbox."""
    may_send = {
        function
        for function in FUNCTIONS
        for actions, _ in statements(transformed, function)
        if any(action.startswith("ses:") for action in actions)
    }
    assert may_send == {"DeliverMail"}


@pytest.mark.parametrize(
    ("function", "items"), [("CountAnswer", ["ANSWERS#*"]), ("CountGap", ["GAPS#*", "TERMS#*"])]
)
def test_who_counts_can_touch_nothing_else(
    transformed: dict[str, Any], function: str, items: list[str]
) -> None:
    """Its role reaches the items of its counts alone: no inquiry, no transcript, no mail."""
    [policy] = transformed["Resources"][f"{function}Role"]["Properties"]["Policies"]
    [statement] = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == "dynamodb:UpdateItem"
    assert statement["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": items}}


@pytest.mark.parametrize(
    ("function", "keys"),
    [
        ("AddToCase", ["CASE#*"]),
        ("NoteProgress", ["CASE#*"]),
        ("WatchPromises", ["CASE#*"]),
        ("SendLinks", ["CASE#LINKS-*"]),
        ("EraseCase", ["CASE#*", "HOLDS", "HELD#*"]),
    ],
)
def test_who_acts_on_cases_can_touch_nothing_else(
    transformed: dict[str, Any], function: str, keys: list[str]
) -> None:
    """Deliveries, counts and switches are out of their roles' reach; who asks for links reaches no case."""
    policies = transformed["Resources"][f"{function}Role"]["Properties"]["Policies"]
    found = [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]
    on_table = [each for each in found if each["Resource"] == {"Fn::GetAtt": ["Table", "Arn"]}]
    assert on_table
    for statement in on_table:
        assert statement["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": keys}}


def test_only_erasing_and_purging_delete(transformed: dict[str, Any]) -> None:
    """Who adds to a case cannot take from it."""
    may_delete = {
        function
        for function in ("ShowReceipt", "AddToCase", "EraseCase", "NoteProgress", "SendLinks", "PurgeExpired")
        for actions, _ in statements(transformed, function)
        if "dynamodb:DeleteItem" in actions
    }
    assert may_delete == {"EraseCase", "PurgeExpired"}


def test_a_lease_outlasts_its_function() -> None:
    """A run that is cut off has ended before somebody else may try its mail again."""
    template = load_template(ROOT / "template.yaml")
    timeout = template["Resources"]["DeliverMail"]["Properties"]["Timeout"]
    assert template["Parameters"]["LeaseSeconds"]["Default"] > timeout


def test_the_stream_wakes_delivery_for_new_jobs_alone(transformed: dict[str, Any]) -> None:
    """Claims and outcomes change jobs too; they must not call for another try at once."""
    (pattern,) = transformed["Resources"]["DeliverMailStored"]["Properties"]["FilterCriteria"]["Filters"]
    assert json.loads(pattern["Pattern"]) == {
        "eventName": ["INSERT"],
        "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "MAIL#"}]}}},
    }


def test_the_rule_listens_to_every_kind_of_event_that_is_recorded(transformed: dict[str, Any]) -> None:
    """What the local center tells is what the rule lets through, and SES is asked to publish it."""
    pattern = transformed["Resources"]["RecordDeliveryTold"]["Properties"]["EventPattern"]
    assert pattern["source"] == ["aws.ses"]
    assert set(pattern["detail-type"]) == set(DETAIL_TYPES.values())
    published = transformed["Resources"]["MailEventsToEventBridge"]["Properties"]["EventDestination"]
    asked = {kind.casefold() for kind in published["MatchingEventTypes"]}
    assert asked == {kind.casefold() for kind in DETAIL_TYPES}


def test_every_folder_of_functions_is_a_function() -> None:
    """No code lies about that nothing runs, and none is missing."""
    folders = {path.name for path in (ROOT / "functions").iterdir() if path.is_dir()}
    named = code_folders(load_template(ROOT / "template.yaml")).values()
    assert {Path(folder).name for folder in named if folder.startswith("functions/")} == folders


def test_the_gateway_limits_what_arrives(transformed: dict[str, Any]) -> None:
    """A flood is answered by the gateway alone, and what 100,000 people send in an hour is none."""
    [stage] = [
        each for each in transformed["Resources"].values() if each["Type"] == "AWS::ApiGatewayV2::Stage"
    ]
    limits = stage["Properties"]["DefaultRouteSettings"]
    assert 100_000 / 3600 < limits["ThrottlingRateLimit"] <= limits["ThrottlingBurstLimit"] <= 500


@pytest.mark.parametrize(("alarm", "reviewed_at"), [("BounceRateAlarm", 0.05), ("ComplaintRateAlarm", 0.001)])
def test_alarms_go_off_at_half_of_what_ses_reviews_an_account_for(
    transformed: dict[str, Any], alarm: str, reviewed_at: float
) -> None:
    """5 % bounces and 0.1 % complaints put an account under review.

    https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-console.html
    """
    properties = transformed["Resources"][alarm]["Properties"]
    assert properties["Threshold"] == pytest.approx(reviewed_at / 2)

"""oidc.yaml: what CI may do, and who is CI."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from deployment.secrets import names_of
from local.template import load_template
from proofs.template import listed

ROOT = Path(__file__).parents[2]
LENT = ("DeployRole", "PublishRole", "GapsRole")
EVERY = (*LENT, "PreviewRole")


@pytest.fixture(scope="module")
def resources() -> dict[str, Any]:
    """The resources of oidc.yaml."""
    found: dict[str, Any] = load_template(ROOT / "oidc.yaml")["Resources"]
    return found


def statements(resources: dict[str, Any], role: str) -> list[dict[str, Any]]:
    """Return what a role may do."""
    policies = resources[role]["Properties"]["Policies"]
    return [each for policy in policies for each in policy["PolicyDocument"]["Statement"]]


def test_it_is_valid() -> None:
    """cfn-lint finds nothing: it knows every action by its name."""
    result = subprocess.run(
        [ROOT / ".venv/bin/cfn-lint", ROOT / "oidc.yaml"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_there_is_no_key_that_could_leak(resources: dict[str, Any]) -> None:
    """Neither a user nor an access key: roles are lent, for an hour."""
    kinds = {resource["Type"] for resource in resources.values()}
    assert not kinds & {"AWS::IAM::User", "AWS::IAM::AccessKey"}
    assert all(resources[role]["Properties"]["MaxSessionDuration"] == 3600 for role in EVERY)


@pytest.mark.parametrize("role", LENT)
def test_a_role_is_lent_to_one_branch_or_environment_of_one_repository(
    resources: dict[str, Any], role: str
) -> None:
    """Audience and subject are asked for, whole: a pattern would let in others' repositories or branches."""
    trusted = resources[role]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    assert len(trusted) == 2
    for condition, statement, nothing in (each["Fn::If"] for each in trusted):
        assert nothing == {"Ref": "AWS::NoValue"}
        assert set(statement["Condition"]) == {"StringEquals"}
        asked = {
            key.rpartition(":")[2]: value for key, value in statement["Condition"]["StringEquals"].items()
        }
        assert set(asked) == {"aud", "sub"}
        subject = asked["sub"]["Fn::Sub"]
        assert "*" not in subject
        if condition == "OnGitHub" and role != "GapsRole":
            assert subject == "repo:${GitHubRepository}:environment:${Environment}"
        else:
            assert subject.endswith("${Branch}")


def test_who_deploys_passes_one_role_to_cloudformation_alone(resources: dict[str, Any]) -> None:
    """What it does itself is to hand over a template and the stack's own secrets, for this stack."""
    [passing] = [each for each in statements(resources, "DeployRole") if each["Action"] == "iam:PassRole"]
    assert passing["Resource"] == {"Fn::GetAtt": ["StackRole", "Arn"]}
    assert passing["Condition"] == {"StringEquals": {"iam:PassedToService": "cloudformation.amazonaws.com"}}
    services = {
        a.partition(":")[0] for each in statements(resources, "DeployRole") for a in listed(each["Action"])
    }
    assert services == {"cloudformation", "s3", "iam", "ssm"}


def test_who_deploys_reaches_the_secrets_of_this_stack_by_their_names(resources: dict[str, Any]) -> None:
    """It makes what is missing and hands over what is there; it may delete none."""
    [secrets] = [each for each in statements(resources, "DeployRole") if "ssm:PutParameter" in each["Action"]]
    assert secrets["Action"] == ["ssm:GetParameters", "ssm:PutParameter"]
    reached = [each["Fn::Sub"].partition(":parameter")[2] for each in secrets["Resource"]]
    assert sorted(reached) == sorted(names_of("${StackName}").values())


def test_who_publishes_reaches_the_site_alone(resources: dict[str, Any]) -> None:
    """No function, no table, no file of a customer; of the bucket nothing but the site's three prefixes."""
    found = statements(resources, "PublishRole")
    services = {action.partition(":")[0] for each in found for action in listed(each["Action"])}
    assert services == {"cloudformation", "s3", "cloudfront-keyvaluestore"}
    files = [each for each in found if "s3:PutObject" in each["Action"]]
    ends = {resource["Fn::Sub"].rpartition("-*/")[2] for each in files for resource in each["Resource"]}
    assert ends == {"assets/*", "releases/*", "manifests/*"}
    assert "attachmentbucket" not in json.dumps(found)
    [switch] = [each for each in found if "cloudfront-keyvaluestore:UpdateKeys" in each["Action"]]
    assert switch["Resource"] == {"Ref": "ReleaseStoreArn"}  # a preview can't switch the site


def test_a_preview_is_published_by_branches_of_this_project_alone(resources: dict[str, Any]) -> None:
    """GitHub names the environment; GitLab names the branch, which may be any of this project."""
    trusted = resources["PreviewRole"]["Properties"]["AssumeRolePolicyDocument"]["Statement"]
    github, gitlab = (each["Fn::If"][1]["Condition"] for each in trusted)
    assert github == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": {
                "Fn::Sub": "repo:${GitHubRepository}:environment:preview"
            },
        }
    }
    assert gitlab == {
        "StringEquals": {"gitlab.com:aud": "https://gitlab.com"},
        "StringLike": {"gitlab.com:sub": {"Fn::Sub": "project_path:${GitLabProject}:ref_type:branch:ref:*"}},
    }


def test_who_publishes_a_preview_has_no_right_on_what_visitors_see(resources: dict[str, Any]) -> None:
    """The rights of publishing, on the stack of previews; the two stacks and stores can't be the same."""
    production, preview = (json.dumps(statements(resources, role)) for role in ("PublishRole", "PreviewRole"))
    assert "${StackName}" not in preview
    assert "ReleaseStoreArn" not in preview
    assert preview == production.replace("${StackName}", "${PreviewStackName}").replace(
        "ReleaseStoreArn", "PreviewStoreArn"
    )
    assert resources["PreviewRole"]["Condition"] == "Previews"
    asserted = load_template(ROOT / "oidc.yaml")["Rules"]["PreviewsApart"]["Assertions"]
    apart = [each["Assert"]["Fn::Not"][0]["Fn::Equals"] for each in asserted]
    assert [{"Ref": "PreviewStackName"}, {"Ref": "StackName"}] in apart
    assert [{"Ref": "PreviewStoreArn"}, {"Ref": "ReleaseStoreArn"}] in apart


def test_who_reads_gaps_reads_counts_alone(resources: dict[str, Any]) -> None:
    """The same items that the policy ReadGaps of template.yaml names."""
    [statement] = statements(resources, "GapsRole")
    policy = load_template(ROOT / "template.yaml")["Resources"]["ReadGaps"]["Properties"]["PolicyDocument"]
    assert statement["Action"] == policy["Statement"][0]["Action"] == "dynamodb:Query"
    assert statement["Condition"] == policy["Statement"][0]["Condition"]


def test_the_stacks_role_reads_no_data(resources: dict[str, Any]) -> None:
    """It makes table, buckets and queue; it reads no item, no file of a customer and no lost event."""
    reading = {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "sqs:ReceiveMessage", "s3:GetObject"}
    for statement in statements(resources, "StackRole"):
        if statement["Effect"] == "Allow" and reading & set(listed(statement["Action"])):
            assert statement["Resource"] == {"Fn::Sub": "${DeployBucket.Arn}/*"}
    everything = [each for each in statements(resources, "StackRole") if "*" in listed(each["Action"])]
    assert everything == []


def test_the_stacks_role_cannot_change_the_roles_that_are_lent(resources: dict[str, Any]) -> None:
    """Their names begin like the stack's: they are refused by name."""
    [refused] = [each for each in statements(resources, "StackRole") if each["Effect"] == "Deny"]
    names = {resource["Fn::Sub"].rpartition("/")[2] for resource in refused["Resource"]}
    assert names == {resources[role]["Properties"]["RoleName"]["Fn::Sub"] for role in (*EVERY, "StackRole")}

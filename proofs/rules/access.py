"""Who may do what, and what is open to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from proofs.template import listed, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from proofs.template import Template

# What SAM gives a function by itself: its log and its traces.
_MANAGED = ("AWSLambdaBasicExecutionRole", "AWSXrayWriteOnlyAccess", "AWSLambdaDynamoDBExecutionRole")
_OF_THE_OWNER = ("kms:CallerAccount", "aws:SourceAccount", "aws:SourceArn")


def buckets_are_private(template: Template) -> Iterator[str]:
    """No list and no policy can open a bucket; it is encrypted, and so is how it is spoken to."""
    guarded = {
        name_of(properties["Bucket"])
        for _, properties in template.of("AWS::S3::BucketPolicy")
        if any(_refuses_plain(statement) for statement in properties["PolicyDocument"]["Statement"])
    }
    for name, properties in template.of("AWS::S3::Bucket"):
        blocked = properties.get("PublicAccessBlockConfiguration", {})
        owned = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
        private = len(blocked) == 4 and set(blocked.values()) == {True}
        without_lists = properties.get("OwnershipControls") == owned and "AccessControl" not in properties
        encrypted = "BucketEncryption" in properties and name in guarded
        if not (private and without_lists and encrypted):
            yield name


def _refuses_plain(statement: dict[str, object]) -> bool:
    plain = {"Bool": {"aws:SecureTransport": "false"}}
    return statement["Effect"] == "Deny" and statement.get("Condition") == plain


def nobody_is_everybody(template: Template) -> Iterator[str]:
    """A policy for all principals names the account or the resource that they must come from."""
    for name, statement in template.policies():
        principal = statement.get("Principal")
        if statement["Effect"] == "Allow" and principal in ("*", {"AWS": "*"}):
            keys = [key for tested in statement.get("Condition", {}).values() for key in tested]
            if not set(keys) & set(_OF_THE_OWNER):
                yield name


def services_act_for_this_account(template: Template) -> Iterator[str]:
    """A service that a policy lets in must come for a resource of ours: it serves other accounts as well."""
    for name, statement in template.policies():
        principal = statement.get("Principal")
        if statement["Effect"] == "Allow" and isinstance(principal, dict) and "Service" in principal:
            keys = [key for tested in statement.get("Condition", {}).values() for key in tested]
            if not set(keys) & set(_OF_THE_OWNER):
                yield name


def roles_name_what_they_may(template: Template) -> Iterator[str]:
    """An action is named whole, and so is what it is done to."""
    for kind in ("AWS::IAM::Role", "AWS::IAM::ManagedPolicy"):
        for name, _ in template.of(kind):
            for owner, statement in template.policies():
                if owner != name:
                    continue
                actions, resources = listed(statement.get("Action", "*")), listed(statement["Resource"])
                if any("*" in action for action in actions) or "*" in resources:
                    yield name


def each_function_has_its_role(template: Template) -> Iterator[str]:
    """No two functions share a role, and none has a policy that AWS wrote for everybody."""
    taken = set()
    for name, properties in template.of("AWS::Lambda::Function"):
        role = name_of(properties["Role"])
        managed = template.resources.get(role, {}).get("Properties", {}).get("ManagedPolicyArns", ())
        if role in taken or not role or not all(str(arn).endswith(_MANAGED) for arn in managed):
            yield name
        taken.add(role)


def only_delivery_sends_mail(template: Template) -> Iterator[str]:
    """Who accepts an inquiry cannot send mail: what is owed goes through the outbox."""
    for name, statement in template.policies():
        if name != "DeliverMailRole" and any(a.startswith("ses:") for a in listed(statement.get("Action"))):
            yield name


def secrets_are_given(template: Template) -> Iterator[str]:
    """A secret reaches a function as a parameter that nobody is shown, and stands nowhere in the template."""
    for name, properties in template.of("AWS::Lambda::Function"):
        for key, value in properties["Environment"]["Variables"].items():
            if key.endswith(("_SECRET", "_SECRETS", "_KEYS", "_PROVIDERS")):
                parameter = template.parameters.get(name_of(value), {})
                hidden = str(parameter.get("NoEcho")).lower() == "true"
                if not hidden or parameter.get("Default", "{}") != "{}":
                    yield name


def private_parameters_are_hidden(template: Template) -> Iterator[str]:
    """Mailboxes are shown neither by the console nor by describe-stacks."""
    for name, parameter in template.parameters.items():
        if name.endswith(("Mailbox", "Mailboxes")) and str(parameter.get("NoEcho")).lower() != "true":
            yield name


RULES = (
    buckets_are_private,
    nobody_is_everybody,
    services_act_for_this_account,
    roles_name_what_they_may,
    each_function_has_its_role,
    only_delivery_sends_mail,
    secrets_are_given,
    private_parameters_are_hidden,
)

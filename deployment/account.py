"""What the account says: the stack, the sender's domain, limits of a new account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FUNCTIONS_AT_A_TIME = 200
"""Before concurrency can be reserved: what is reserved, and the 100 that AWS keeps free for the rest."""


class Account(Protocol):
    """An account, as a deploy asks it."""

    def outputs(self, stack: str) -> Mapping[str, str]:
        """Return the outputs of a stack, nothing where there is none."""

    def functions_at_a_time(self) -> int:
        """Return how many functions may run at a time."""

    def sender(self, domain: str) -> Sender:
        """Return what SES says of the sender's domain."""


@dataclass(frozen=True, slots=True)
class Sender:
    """`verified`: the records were seen. `tokens`: of DKIM. `sandboxed`: only verified addresses get mail."""

    verified: bool
    tokens: tuple[str, ...]
    sandboxed: bool


@dataclass(frozen=True, slots=True)
class AwsAccount:
    """The Account that the environment's credentials lead to; `connect` makes a boto3 client of a service."""

    connect: Callable[[str], Any]

    def outputs(self, stack: str) -> Mapping[str, str]:
        """Return the outputs of a stack; see Account."""
        try:
            found = self.connect("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
        except ClientError as error:
            if error.response["Error"]["Code"] == "ValidationError":  # there is no such stack
                return {}
            raise
        return {each["OutputKey"]: each["OutputValue"] for each in found.get("Outputs", ())}

    def functions_at_a_time(self) -> int:
        """Return the account's limit; see Account."""
        limit: int = self.connect("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
        return limit

    def sender(self, domain: str) -> Sender:
        """Return what SES says; see Account."""
        mail = self.connect("sesv2")
        identity = mail.get_email_identity(EmailIdentity=domain)
        return Sender(
            identity["VerifiedForSendingStatus"],
            tuple(identity["DkimAttributes"].get("Tokens", ())),
            not mail.get_account()["ProductionAccessEnabled"],
        )

"""What the account says: the stack, the sender's domain, limits of a new account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deployment.secrets import Vault

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

    def vault(self) -> Vault:
        """Return where the center's secrets are kept."""


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

    def vault(self) -> Vault:
        """Return Parameter Store; see Account."""
        return ParameterStore(self.connect("ssm"))


@dataclass(frozen=True, slots=True)
class ParameterStore:
    """The Vault of SSM, on a boto3 client: encrypted strings, which are not charged for."""

    client: Any

    def secrets(self, names: Mapping[str, str]) -> Mapping[str, str]:
        """Return what is kept; see Vault."""
        told = self.client.get_parameters(Names=list(names.values()), WithDecryption=True)["Parameters"]
        found = {each["Name"]: str(each["Value"]) for each in told}
        return {name: found[known_as] for name, known_as in names.items() if known_as in found}

    def keep(self, name: str, value: str) -> None:
        """Keep a value, unless there is one; see Vault."""
        self.client.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=False)

    def replace(self, name: str, value: str) -> None:
        """Keep a value in the place of another."""
        self.client.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)

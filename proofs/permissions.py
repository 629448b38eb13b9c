"""Each permission of each function, taken away in turn from a running center: does the function miss it?

The embedded AWS asks a role's policies at each call, so a changed one counts at once; the log of the local
center names what was refused. That nothing is refused while nothing is taken shows that none is missing.
"""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from local.aws import Account
from local.stack import NAME as STACK
from proofs.journeys import JOURNEYS, NOT_ASKED
from proofs.template import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from proofs.template import Json
    from tests.local.running import RunningCenter

_PATIENCE = 8.0  # seconds; what works in the background is woken each two
_TRIES = 3  # on a machine with other work a call may take longer than a function waits for it
_PAUSE = 0.05
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Permission:
    """One action on one resource, in one policy of one function's role."""

    function: str
    policy: str
    statement: int
    action: str
    resource: str

    @property
    def reason_not_to_ask(self) -> str:
        """The code of the reason why the embedded AWS can't tell, or ""."""
        return NOT_ASKED.get((self.function, self.action), "")

    def taken_from(self, document: Json) -> Json:
        """Return a policy without this permission; the other actions and resources of the statement stay."""
        statements = []
        for number, statement in enumerate(document["Statement"]):
            pairs = [(a, r) for a in listed(statement["Action"]) for r in listed(statement["Resource"])]
            if number == self.statement:
                pairs.remove((self.action, self.resource))
            statements += [{**statement, "Action": [a], "Resource": [r]} for a, r in pairs]
        return {"Version": "2012-10-17", "Statement": statements}


@dataclass(slots=True)
class Roles:
    """The roles of a running center's functions."""

    center: RunningCenter
    _log_read: int = field(default=0)

    def permissions(self, function: str) -> list[Permission]:
        """Return what a function's role allows by policies that we wrote; SAM's own are left out."""
        role = self._role(function)
        found = []
        for policy in self._iam.list_role_policies(RoleName=role)["PolicyNames"]:
            if not policy.startswith(f"{function}RolePolicy"):
                continue
            for number, statement in enumerate(self._document(role, policy)["Statement"]):
                found += [
                    Permission(function, policy, number, action, resource)
                    for action in listed(statement["Action"])
                    for resource in listed(statement["Resource"])
                ]
        return found

    def is_missed(self, permission: Permission) -> bool:
        """Take a permission away, do what its function is for, give it back; tell whether it was refused.

        Where nothing was, it is done again, and waited for longer: a machine with other work is slow.
        """
        return any(self._is_missed_once(permission, tries * _PATIENCE) for tries in range(1, _TRIES + 1))

    def _is_missed_once(self, permission: Permission, patience: float) -> bool:
        role = self._role(permission.function)
        steps = _tried(lambda: JOURNEYS[permission.function](self.center))
        whole = self._document(role, permission.policy)
        self._put(role, permission.policy, permission.taken_from(whole))
        try:
            self.refused()
            for step in steps:
                with contextlib.suppress(Exception):  # it may well fail now
                    step()
                if self._was_refused(role, patience=0):
                    return True
            return self._was_refused(role, patience)
        finally:
            self._put(role, permission.policy, whole)

    def lacks(self, function: str) -> list[str]:
        """Do what a function is for with all it may; return what was refused all the same.

        Raises:
            Exception: a step's own, where it does not get through, however often it is tried.
        """
        role = self._role(function)
        self.refused()
        _tried(lambda: [step() for step in JOURNEYS[function](self.center)])
        time.sleep(3)  # what it leaves to the background comes within two seconds
        return [action for who, action in self.refused() if who in {role, "-"}]

    def refused(self) -> list[tuple[str, str]]:
        """Return (role, action) of what was refused since the last time."""
        with (self.center.data / "log").open(encoding="utf-8") as log:
            log.seek(self._log_read)
            lines = log.readlines()
            self._log_read = log.tell()
        words = [line.split() for line in lines if "local.refusals refused" in line]
        return [(each[-2], each[-1]) for each in words]

    def _was_refused(self, role: str, patience: float) -> bool:
        end = time.monotonic() + patience
        while True:
            if any(who in {role, "-"} for who, _ in self.refused()):
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(_PAUSE)

    def _role(self, function: str) -> str:
        stack = self._account.client("cloudformation")
        found = stack.describe_stack_resource(StackName=STACK, LogicalResourceId=f"{function}Role")
        return str(found["StackResourceDetail"]["PhysicalResourceId"])

    def _document(self, role: str, policy: str) -> Json:
        found = self._iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
        document: Json = json.loads(found) if isinstance(found, str) else found
        return document

    def _put(self, role: str, policy: str, document: Json) -> None:
        if not document["Statement"]:
            self._iam.delete_role_policy(RoleName=role, PolicyName=policy)
            return
        self._iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))

    @property
    def _account(self) -> Account:
        endpoint = (self.center.data / "endpoint").read_text(encoding="ascii").strip()
        return Account(int(endpoint.rpartition(":")[2]))

    @property
    def _iam(self) -> Any:  # noqa: ANN401 - boto3 makes clients at run time
        return self._account.client("iam")


def _tried(do: Callable[[], _T]) -> _T:
    """Do something that may time out on a machine with other work; the last error is its own."""
    for _ in range(_TRIES - 1):
        with contextlib.suppress(Exception):
            return do()
    return do()


@dataclass(frozen=True, slots=True)
class Finding:
    """`missed`: the function was refused without it; None where the embedded AWS can't tell."""

    permission: Permission
    missed: bool | None

    @property
    def code(self) -> str:
        """The code of what is said of it."""
        if self.missed is None:
            return self.permission.reason_not_to_ask
        return "proofs.missed" if self.missed else "proofs.not_missed"


def findings(
    center: RunningCenter,
    functions: tuple[str, ...] = tuple(JOURNEYS),
    known: Mapping[str, bool | None] = MappingProxyType({}),
) -> Iterator[tuple[str, Finding]]:
    """Take each permission of some functions away, and yield its name and what came of it.

    `known` has what a run before found, by name: it is not asked again.
    """
    roles = Roles(center)
    for function in functions:
        for number, permission in enumerate(roles.permissions(function)):
            name = f"{function} {number} {permission.action}"
            if name not in known and not permission.reason_not_to_ask:
                yield name, Finding(permission, roles.is_missed(permission))
            else:
                yield name, Finding(permission, known.get(name))

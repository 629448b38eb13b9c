"""`python -m deployment [--dry]`: set the center up on AWS, or bring what is there up to date."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deployment.account import FUNCTIONS_AT_A_TIME, Account, AwsAccount
from deployment.next_steps import new_site_url, next_steps
from deployment.parameters import change_parameters, problems, read_parameters
from deployment.questions import first_parameters
from deployment.secrets import NAMES, complete_secrets, handed_over
from deployment.steps import SECRETS, Step, Wanted, cost_step, steps
from helpcenter.center.facts import facts_from_json
from helpcenter.messages import load_messages
from local.template import load_template
from publishing import operator_language
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from helpcenter.messages import Messages

_ROOT = Path(__file__).parents[1]
_PYTHON = "python3.13"
"""What `sam build` builds with: the runtime of template.yaml."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """A deploy of the checkout in `root`; what it says goes to `out`."""

    root: Path
    messages: Messages
    environment: Mapping[str, str]
    out: TextIO

    def run(self, account: Account, *, dry: bool) -> int:
        """Deploy, or with `dry` say how; return 0, or 1 when something has to be put right first.

        Raises:
            OSError, BotoCoreError, ClientError: files or AWS can't be reached.
        """
        file, example = self.root / "parameters.yaml", self.root / "parameters.example.yaml"
        if not file.exists() and not dry:
            self._say("deployment.first")
            facts = facts_from_json(compile_facts(self.root / "center.yml"))
            change_parameters(file, first_parameters(self._ask, sorted(facts.departments)), example)
        given = read_parameters(file if file.exists() else example)
        declared = load_template(self.root / "template.yaml")["Parameters"]
        found = list(problems(given, declared))
        for problem in found:
            self._say(problem.code, name=problem.name, near=problem.near)
        if found:
            return 1
        wanted = self._wanted(given, {} if dry else account.outputs(self._stack))
        cost = cost_step(self.root)
        if dry:
            self._say("deployment.dry", file=(file if file.exists() else example).name)
            self._say("deployment.secrets", stack=self._stack, names=", ".join(NAMES))
            for step in [*([cost] if cost else []), *steps(wanted)]:
                self._say("deployment.step", what=self.messages.text(step.code), command=_shown(step))
            return 0
        if given.get("ReserveConcurrency") != "off" and account.functions_at_a_time() < FUNCTIONS_AT_A_TIME:
            self._say(
                "deployment.concurrency", limit=account.functions_at_a_time(), needed=FUNCTIONS_AT_A_TIME
            )
            return 1
        if not shutil.which(_PYTHON):
            self._say("deployment.python", python=_PYTHON)
            return 1
        with handed_over(complete_secrets(account.vault(), self._stack), self.root / SECRETS):
            for step in [*([cost] if cost else []), *steps(wanted)]:
                self._say("deployment.now", what=self.messages.text(step.code))
                if not self._runs(step):
                    return 1
        return self._tell_what_is_left(given, account)

    def _tell_what_is_left(self, given: Mapping[str, str], account: Account) -> int:
        outputs = account.outputs(self._stack)
        for code, values in next_steps(given, outputs, account.sender(given["SenderDomain"])):
            self._say(code, **values)
        if url := new_site_url(given, outputs):
            change_parameters(self.root / "parameters.yaml", {"SiteUrl": url}, Path())
        return 0

    def _wanted(self, given: Mapping[str, str], outputs: Mapping[str, str]) -> Wanted:
        return Wanted(
            site_url=given["SiteUrl"],
            stack=self._stack,
            region=self._region,
            upload_origin=outputs.get("UploadOrigin", ""),
            bucket=self.environment.get("DEPLOY_BUCKET", ""),
            role=self.environment.get("STACK_ROLE", ""),
            unattended=bool(self.environment.get("YES")),
            snapshots=given.get("SnapStart") == "on",
        )

    @property
    def _stack(self) -> str:
        return self.environment.get("STACK") or "help-center"

    @property
    def _region(self) -> str:
        return self.environment.get("AWS_REGION") or "ap-northeast-2"

    def _runs(self, step: Step) -> bool:
        self.out.flush()
        environment = {**self.environment, **step.environment}
        done = subprocess.run(step.command, cwd=self.root, env=environment, check=False)  # noqa: S603 - our own steps
        return done.returncode == 0

    def _ask(self, code: str, department: str) -> str:
        self.out.write(f"{self.messages.text(code, department=department)} ")
        self.out.flush()
        return sys.stdin.readline().strip()

    def _say(self, code: str, **values: object) -> None:
        self.out.write(f"{self.messages.text(code, **values)}\n")


def _shown(step: Step) -> str:
    """Return a command as one would type it."""
    settings = [f"{name}={shlex.quote(value)}" for name, value in step.environment.items()]
    command = ["python" if part == sys.executable else part for part in step.command]
    return " ".join([*settings, shlex.join(command)])


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run; return 0 done, 1 something has to be put right first, 75 AWS or a file can't be reached."""
    catalogues = load_messages(Path(__file__).parent / "messages")
    messages = catalogues[operator_language(environment, catalogues)]
    parser = argparse.ArgumentParser(
        prog="python -m deployment", description=messages.text("deployment.help")
    )
    parser.add_argument("--dry", action="store_true", help=messages.text("deployment.help.dry"))
    options = parser.parse_args(arguments)
    deployment = Deployment(_ROOT, messages, environment, sys.stdout)
    region = environment.get("AWS_REGION") or "ap-northeast-2"
    account = AwsAccount(lambda service: boto3.Session().client(service, region_name=region))  # type: ignore[call-overload]
    try:
        return deployment.run(account, dry=options.dry)
    except (BotoCoreError, ClientError, OSError) as error:
        sys.stderr.write(f"{messages.text('deployment.unreachable', reason=error)}\n")
        return 75
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:], os.environ))

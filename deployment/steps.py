"""What `make deploy` runs, in order."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRETS = Path("build/secrets.yaml")
"""What hands the secrets to sam, for as long as a deploy runs."""
SAM = Path(".tools/sam/bin/sam")
"""The SAM CLI in an environment of its own (Makefile): no dependency of the center."""

_SNAPSHOTS = (sys.executable, "-m", "deployment.snapshots")


@dataclass(frozen=True, slots=True)
class Step:
    """A command; `code` of the catalogue says what it is for. `environment` is added to the process's."""

    code: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is deployed where.

    `upload_origin`: where browsers post files, known once the stack is there. `bucket` and `role`: of
    oidc.yaml, empty for a person. `unattended`: nobody is there to look at the changes first. `snapshots`:
    the parameter SnapStart is on.
    """

    site_url: str
    stack: str = "help-center"
    region: str = "ap-northeast-2"
    upload_origin: str = ""
    bucket: str = ""
    role: str = ""
    unattended: bool = False
    snapshots: bool = False


def steps(wanted: Wanted) -> list[Step]:
    """Return what makes functions, layer and stack. Each may be repeated."""
    site = {"SITE_URL": wanted.site_url}
    if wanted.upload_origin:
        site["UPLOAD_ORIGIN"] = wanted.upload_origin
    deploy = [str(SAM), "deploy", "--stack-name", wanted.stack, "--region", wanted.region]
    deploy += ["--capabilities", "CAPABILITY_IAM", "--no-fail-on-empty-changeset"]
    # sam reads several files, the later wins, and masks `NoEcho` parameters in what it prints; seen in the
    # source of 1.170.0 (samcli/cli/types.py, samcli/commands/deploy/utils.py), which tools/sam.txt pins.
    deploy += ["--parameter-overrides", "file://parameters.yaml", f"file://{SECRETS}"]
    deploy += ["--s3-bucket", wanted.bucket] if wanted.bucket else ["--resolve-s3"]
    deploy += ["--role-arn", wanted.role] if wanted.role else []
    deploy += ["--no-confirm-changeset"] if wanted.unattended else ["--confirm-changeset"]
    return [
        Step("deployment.facts", (sys.executable, "-m", "publishing.facts")),
        Step("deployment.pages", (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"), site),
        Step("deployment.layer", (sys.executable, "-m", "publishing.layer")),
        Step("deployment.build", (str(SAM), "build")),
        *([Step("deployment.snapshots", _SNAPSHOTS)] if wanted.snapshots else []),
        Step("deployment.deploy", tuple(deploy)),
    ]


def cost_step(root: Path) -> Step | None:
    """Return what says the monthly bill, if this checkout can say it."""
    command = ("make", "--silent", "cost")
    asked = subprocess.run(  # noqa: S603 - our own Makefile
        [*command, "--dry-run"], cwd=root, capture_output=True, check=False
    )
    return Step("deployment.cost", command) if asked.returncode == 0 else None

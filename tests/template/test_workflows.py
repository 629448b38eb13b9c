"""What runs on GitHub and GitLab: make targets, only what is pinned, with no more rights than it needs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TARGETS = set(
    re.findall(r"^([\w./$()-]+):(?!=)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
)
COMMAND = re.compile(
    r"make (?:--silent )?([\w./-]+)"
    r"(?: STACK=\"\$PREVIEW_STACK\")?(?: \| tee \"\$GITHUB_STEP_SUMMARY\")?(?: > [\w.]+)?"
)
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_to_a_commit(path: Path) -> None:
    """A tag can be moved to other code, a commit can't; the version stands beside it for people."""
    uses = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert uses
    assert [each for each in uses if not PINNED.fullmatch(each)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_job_is_given_its_rights_by_name(path: Path) -> None:
    """The workflow itself has none, and no job may do everything."""
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"] <= 30


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_from_outside_is_pasted_into_a_command(path: Path) -> None:
    """What a command needs comes by its environment, where it stays a value."""
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    commands = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert [command for command in commands if "${{" in command] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_runs_is_a_make_target(path: Path) -> None:
    """So that everybody can run it before; a job without our code may talk to GitHub."""
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for job in workflow["jobs"].values():
        has_code = any("checkout" in step.get("uses", "") for step in job["steps"])
        for step in job["steps"]:
            if "run" in step and (has_code or not step["run"].startswith("gh ")):
                assert made(step["run"]) in known_targets(), step["run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_who_may_write_has_no_code_of_ours(path: Path) -> None:
    """A job that checks the repository out reads it and nothing else, and leaves no token in it."""
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(triggers(workflow)) <= {"pull_request", "push", "schedule", "workflow_dispatch"}
    for job in workflow["jobs"].values():
        checkouts = [step for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)
        if checkouts:
            assert {key for key, right in job["permissions"].items() if right == "write"} <= {"id-token"}
            known = {"PARAMETERS"} if job.get("environment") == "production" else set()
            assert set(re.findall(r"secrets\.(\w+)", str(job))) <= known
        else:
            assert "id-token" not in job["permissions"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_fork_is_lent_nothing(path: Path) -> None:
    """What may be lent a role, or may write, runs for pull requests of this repository alone."""
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    if "pull_request" in triggers(workflow):
        for job in workflow["jobs"].values():
            if "write" in job["permissions"].values():
                assert "head.repo.full_name == github.repository" in job["if"]


def test_roles_are_lent_in_the_environment_that_they_trust() -> None:
    """`production` for what visitors see, `preview` for pull requests."""
    for name, environment in (("publish", "production"), ("rollback", "production"), ("check", "preview")):
        workflow = yaml.safe_load(
            (ROOT / ".github" / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
        )
        lent = [job for job in workflow["jobs"].values() if "id-token" in job["permissions"]]
        assert lent
        assert {job["environment"] for job in lent} == {environment}


def test_gitlab_runs_the_same_targets() -> None:
    """Whatever GitHub runs for pages and visitors, GitLab runs too."""
    jobs: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    scripts = [
        line
        for job in jobs.values()
        if isinstance(job, dict)
        for line in [*job.get("script", []), *job.get("after_script", [])]
    ]
    made_there = {made(line) for line in scripts}
    assert made_there <= known_targets()
    assert {
        "check",
        "lint",
        "templates",
        "audit",
        "sbom",
        "test",
        "changes",
        "comment",
        "canary",
        "upload",
        "deploy",
        "publish",
        "rollback",
    } <= made_there


def test_a_preview_on_gitlab_is_published_to_its_own_stack() -> None:
    """With its role, whatever STACK the project names."""
    jobs: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert jobs["preview"]["script"] == ['make publish STACK="$PREVIEW_STACK"']
    assert jobs["preview"]["variables"] == {"AWS_ROLE_ARN": "$PREVIEW_ROLE"}
    assert jobs["preview"]["environment"] == jobs["preview"]["resource_group"] == "preview"


def made(command: str) -> str:
    """Return the make target that a command makes; empty where it is anything else."""
    found = COMMAND.fullmatch(command)
    return found[1] if found else ""


def known_targets() -> set[str]:
    """Return the targets of the Makefile."""
    return {target.replace("$(VENV)", ".venv") for target in TARGETS}


def triggers(workflow: dict[Any, Any]) -> list[str]:
    """Return what starts a workflow; YAML 1.1 reads `on` as true."""
    started = workflow[True]
    return [started] if isinstance(started, str) else list(started)

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from deployment.account import Sender
from deployment.next_steps import new_site_url, next_steps
from deployment.parameters import change_parameters, problems, read_parameters
from deployment.questions import LATER, first_parameters
from deployment.secrets import NAMES
from deployment.steps import SAM, Wanted, steps
from helpcenter.messages import load_messages
from local.template import load_template

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "parameters.example.yaml"
DECLARED = load_template(ROOT / "template.yaml")["Parameters"]
GIVEN = read_parameters(EXAMPLE)
CATALOGUES = load_messages(ROOT / "deployment" / "messages")
DONE = Sender(verified=True, tokens=(), sandboxed=False)
NEW = Sender(verified=False, tokens=("a", "b", "c"), sandboxed=True)


def found(**changes: str | None) -> set[tuple[str, str]]:
    """Return (code, parameter) of what is wrong with the example, changed; None takes one out."""
    given = {name: value for name, value in {**GIVEN, **changes}.items() if value is not None}
    return {(each.code.rpartition(".")[2], each.name) for each in problems(given, DECLARED)}


def test_the_example_is_right() -> None:
    """Whoever starts from it starts from something that CloudFormation takes."""
    assert found() == set()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"SenderDomain": None}, ("missing", "SenderDomain")),
        ({"SiteUrl": "help.example.com"}, ("wrong", "SiteUrl")),
        ({"CustomerKey": "yes"}, ("wrong", "CustomerKey")),
        ({"Mailboxes": "help@example.com"}, ("mailboxes", "Mailboxes")),
        ({"Mailboxes": '{"payment": "p@example.com"}'}, ("mailboxes", "Mailboxes")),
        ({"CertificateArn": ""}, ("certificate", "CertificateArn")),
        ({"SenderDomian": "example.com"}, ("unknown", "SenderDomian")),
    ],
)
def test_what_cloudformation_would_refuse_is_told_before(
    changes: dict[str, str | None], problem: tuple[str, str]
) -> None:
    """By the name of the parameter, without an account and without waiting for a rollback."""
    assert found(**changes) == {problem}


def test_a_misspelt_parameter_is_told_with_the_nearest_right_name() -> None:
    """Nobody has to look for it."""
    [problem] = problems({**GIVEN, "MonthlyBuget": "5"}, DECLARED)
    assert problem.near == "MonthlyBudget"


def test_switches_may_be_written_as_yaml_writes_them(tmp_path: Path) -> None:
    """`on` without quotation marks is true in YAML."""
    file = tmp_path / "parameters.yaml"
    file.write_text("CustomerKey: true\nReserveConcurrency: false\nMonthlyBudget: 7\n", encoding="utf-8")
    assert read_parameters(file) == {"CustomerKey": "on", "ReserveConcurrency": "off", "MonthlyBudget": "7"}


def test_a_changed_parameter_leaves_everything_else_and_its_comments(tmp_path: Path) -> None:
    """The file is the operator's, and nobody else may read it."""
    file = tmp_path / "parameters.yaml"
    change_parameters(file, {"SenderDomain": "mail.example.org"}, EXAMPLE)
    change_parameters(file, {"SiteUrl": "https://x.example/"}, EXAMPLE)
    assert read_parameters(file) == {
        **GIVEN,
        "SenderDomain": "mail.example.org",
        "SiteUrl": "https://x.example/",
    }
    assert file.read_text(encoding="utf-8").startswith("# What is private")
    assert file.stat().st_mode & 0o077 == 0


def test_the_first_setup_asks_for_what_has_no_default() -> None:
    """With the answers, and the example for the rest, nothing is missing; departments may share a mailbox."""
    answers = {"site": "https://help.example.org/", "sender": "example.org", "mailbox": "a@example.org"}
    answers |= {"certificate": GIVEN["CertificateArn"], "alarms": "b@example.org"}
    asked = []

    def ask(code: str, department: str) -> str:
        asked.append(code)
        return "pay@example.org" if department == "payment" else answers.get(code.rpartition(".")[2], "")

    given = first_parameters(ask, ["payment", "portal"])
    assert not list(problems(given, DECLARED))
    assert given["SiteUrl"] == "https://help.example.org/"
    assert json.loads(given["Mailboxes"]) == {"default": "a@example.org", "payment": "pay@example.org"}
    assert all(code in catalogue.texts for catalogue in CATALOGUES.values() for code in asked)


def test_without_a_domain_the_address_comes_later() -> None:
    """The stack makes it; the next deploy knows it, and the one after finds nothing to change."""
    given = {
        **first_parameters(lambda code, _: "example.org" * code.endswith("sender"), []),
        "Mailboxes": "{}",
    }
    assert given["SiteUrl"] == LATER
    outputs = {"DistributionDomain": "d1.cloudfront.net"}
    assert new_site_url(given, outputs) == "https://d1.cloudfront.net/"
    assert new_site_url({**given, "SiteUrl": "https://d1.cloudfront.net/"}, outputs) == ""
    assert new_site_url({**given, "SiteDomain": "help.example.org"}, outputs) == ""


@dataclass
class Said:
    """Codes of what is left to do."""

    codes: list[str] = field(default_factory=list)

    def of(self, given: Mapping[str, str], sender: Sender) -> list[str]:
        """Return them; each has its words in every language."""
        left = list(next_steps(given, {"DistributionDomain": "d1.cloudfront.net"}, sender))
        for catalogue in CATALOGUES.values():
            assert all(catalogue.text(code, **values) for code, values in left)
        return [code.rpartition(".")[2] for code, _ in left]


def test_a_new_account_is_told_of_records_and_sandbox() -> None:
    """Three records of DKIM and one of DMARC, then the way out of the sandbox."""
    left = Said().of(GIVEN, NEW)
    assert left == ["records", *["record"] * 4, "sandbox", "record", "alarms", "publish"]


def test_a_center_that_is_set_up_is_told_nothing_old() -> None:
    """Who has a zone has the site's record; who repeats a deploy reads no first steps."""
    assert Said().of({**GIVEN, "HostedZoneId": "Z1", "AlarmEmail": ""}, DONE) == ["nobody", "publish"]


def test_ci_deploys_with_its_roles_and_asks_nobody() -> None:
    """The bucket and the role of oidc.yaml; a person looks at the changes first, and needs neither."""
    person, ci = (
        steps(each)[-1].command for each in (Wanted("/"), Wanted("/", bucket="b", role="r", unattended=True))
    )
    assert {"--resolve-s3", "--confirm-changeset"} <= set(person)
    assert {"--s3-bucket", "b", "--role-arn", "r", "--no-confirm-changeset"} <= set(ci)
    assert "--resolve-s3" not in ci
    assert all("--no-fail-on-empty-changeset" in each for each in (person, ci))


def test_pages_know_where_files_go() -> None:
    """The content security policy of pages that functions answer with names the bucket."""
    [pages] = [
        each for each in steps(Wanted("https://a/", upload_origin="https://b")) if "mkdocs" in each.command
    ]
    assert pages.environment == {"SITE_URL": "https://a/", "UPLOAD_ORIGIN": "https://b"}


def test_a_dry_run_needs_no_account_and_changes_nothing(tmp_path: Path) -> None:
    """It says each command, in both languages, with no credentials and no AWS to reach."""
    before = {path.name for path in ROOT.iterdir()}
    for language, word in (("en", "would run"), ("ko", "실행할 내용")):
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": f"{language}_XX.UTF-8"}
        done = subprocess.run(
            [sys.executable, "-m", "deployment", "--dry"],
            cwd=ROOT,
            env={
                **environment,
                "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
                "PYTHONIOENCODING": "utf-8",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert word in done.stdout
        assert f"{SAM} build" in done.stdout
        assert "/help-center/" in done.stdout
        assert ", ".join(NAMES) in done.stdout
    assert {path.name for path in ROOT.iterdir()} - before <= {"__pycache__"}


def test_every_language_says_the_same() -> None:
    """No code lacks its words."""
    korean, english = (set(CATALOGUES[language].texts) for language in ("ko", "en"))
    assert korean == english

"""What is counted is a metric where somebody looks at it, and else a line of the log."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from helpcenter.aws.counting import METRICS, count
from tests.aws.test_upgrades import ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = (ROOT / "template.yaml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def service(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count as a function does."""
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "help-center")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "HelpCenter")


def test_what_nobody_watches_is_a_line_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    """CloudWatch charges for each metric beyond ten; the log adds up as well."""
    count("MailsSent", 3)
    assert json.loads(capsys.readouterr().out) == {"service": "help-center", "MailsSent": 3}


def test_what_somebody_watches_is_a_metric(capsys: pytest.CaptureFixture[str]) -> None:
    """A dead mail is one, and one of what does not go on by itself."""
    count("DeadMails")
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names = [each["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["Name"] for each in told]
    assert names == ["DeadMails", "GivenUp"]


def test_the_metrics_are_what_the_template_and_the_runbooks_look_at() -> None:
    """Whoever adds an alarm makes a metric of what it watches; ten are free."""
    pages: list[Path] = [ROOT / "operating" / "runbooks" / "given-up.md"]
    texts = [TEMPLATE, *(page.read_text(encoding="utf-8") for page in pages)]
    assert {name for name in METRICS if not any(re.search(rf"\b{name}\b", text) for text in texts)} == set()
    alarmed = re.findall(r"Namespace: HelpCenter\n +MetricName: (\w+)", TEMPLATE)
    assert alarmed
    assert set(alarmed) <= METRICS
    assert len(METRICS) <= 10

"""From a search in a browser to the writers' report, on a running center."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from playwright.sync_api import expect

from local.aws import Account
from tests.local.running import ROOT, eventually
from tests.local.test_roles import client_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def gaps_of(center: RunningCenter) -> list[dict[str, Any]]:
    """Return the items of gaps and of terms that are watched."""
    endpoint = (center.data / "endpoint").read_text(encoding="ascii").strip()
    client = Account(int(endpoint.rpartition(":")[2])).client("dynamodb")
    (table,) = client.list_tables()["TableNames"]
    items = client.scan(TableName=table)["Items"]
    return [item for item in items if item["pk"]["S"].startswith(("GAPS#", "TERMS#"))]


def report(center: RunningCenter, language: str) -> str:
    """Return what `make gaps` prints."""
    command = [sys.executable, "-m", "operations", "--data", str(center.data), "gaps", "report"]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "LC_ALL": language}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@pytest.mark.parametrize(("language", "home", "text"), [("ko", "/", "위약금"), ("en", "/en/", "penalty fee")])
def test_a_search_that_leads_nowhere_reaches_the_report(
    center: RunningCenter,
    page: Page,
    language: str,
    home: str,
    text: str,
) -> None:
    """The search is counted, its terms are not kept yet, and writers read how many led nowhere."""
    page.clock.install()
    page.goto(center.url + home)
    page.locator(".header-search input").fill(text)
    expect(page.get_by_role("option").first).to_be_visible()
    page.clock.fast_forward(3000)
    page.keyboard.press("Escape")
    eventually(lambda: any(item["sk"]["S"] == f"{language}#missed#" for item in gaps_of(center)))
    eventually(lambda: any(item["sk"]["S"] == "TERMS" for item in gaps_of(center)))
    assert text not in json.dumps(gaps_of(center), ensure_ascii=False)
    told = report(center, language)
    assert f"`{language}`" in told
    assert text not in told


def test_who_counts_gaps_cannot_read_or_make_cases(center: RunningCenter) -> None:
    """AWS itself refuses: the role of count_gap updates, and does nothing else."""
    client = client_of(center, "CountGap", "dynamodb")
    key = {"pk": {"S": "CASE#1"}, "sk": {"S": "CASE"}}
    for operation, asked in (("get_item", {"Key": key}), ("put_item", {"Item": key})):
        with pytest.raises(ClientError) as caught:
            getattr(client, operation)(TableName="any", **asked)
        assert caught.value.response["Error"]["Code"] == "AccessDeniedException"

"""A receipt on the running center: what a customer and a department do with it, and what is left."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from helpcenter.inquiry.case_id import group_case_id
from tests.local.openapi_calls import sent
from tests.local.running import ROOT, eventually
from tests.local.stored_cases import case_id_of, database_of, kinds_of, let_promise_pass
from tests.local.test_inquiry_journey import INQUIRY

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")

HEAD = "lead@departments.example"


def receipt_of(center: RunningCenter, **changes: object) -> str:
    """Send an inquiry and return the path of its receipt."""
    answer = center.submit({**INQUIRY, **changes})
    return str(urlsplit(answer.json["receipt_url"]).path)


def mail_to(center: RunningCenter, receipt: str, to: str, having: str = "") -> dict[str, Any]:
    """Return the mail of a case to somebody, as soon as it is there."""
    case_id = group_case_id(case_id_of(receipt))

    def found() -> list[dict[str, Any]]:
        mails = [mail for mail in center.mails() if mail["to"] == to and case_id in mail["subject"]]
        return [mail for mail in mails if having in mail["text"]]

    eventually(found)
    return found()[-1]


def operate(center: RunningCenter, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run an operator's command on the center."""
    command = [sys.executable, "-m", "operations", "--data", str(center.data), *arguments]
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "LANG": "en_US.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_what_is_added_reaches_the_department(center: RunningCenter) -> None:
    """Masked on the receipt and in the mail, with the links that the department answers by."""
    receipt = receipt_of(center)
    answer = sent(f"{receipt}/information", words="비밀번호는 hunter22! 입니다").send(center)
    assert (answer.status, answer.headers["location"]) == (303, f"{receipt}#history")
    assert "hunter22" not in center.send(receipt).body
    mail = mail_to(center, receipt, "payment_care@departments.example", "추가한 내용")
    assert "hunter22" not in mail["text"] + mail["html"]
    assert mail["headers"]["Reply-To"] == INQUIRY["email"]


def test_a_department_answers_by_one_click_and_one_confirmation(center: RunningCenter) -> None:
    """Opening the link changes nothing; confirming it changes the customer's receipt."""
    receipt = receipt_of(center, language="en")
    let_promise_pass(center, receipt)
    assert sent(f"{receipt}/escalation").send(center).status == 303
    text = mail_to(center, receipt, HEAD)["text"]
    assert str(INQUIRY["message"]) in text
    path = re.search(r"/api/progress/\S+[.]answered[.]\S+", text)[0]  # type: ignore[index]
    for _ in range(2):
        assert center.send(path).status == 200
    assert "We have answered" not in center.send(receipt).body
    assert sent(path).send(center).status == 200
    assert "We have answered" in center.send(receipt).body
    assert sent(f"{receipt}/feedback", verdict="unsolved", comment="Not yet").send(center).status == 303
    assert "It did not help" in center.send(receipt).body


def test_lost_links_come_by_mail_alone(center: RunningCenter) -> None:
    """The page says the same for an address with cases and for one without; only the first gets a mail."""
    address = "lost-link@example.com"
    receipt = receipt_of(center, email=address)
    known, unknown = (
        sent("/api/lost-links", email=email).send(center) for email in (address.upper(), "nobody@example.com")
    )
    assert (known.status, known.body) == (unknown.status, unknown.body)

    def mails() -> list[str]:
        return [mail["text"] for mail in center.mails() if mail["to"] == address and receipt in mail["text"]]

    eventually(lambda: len(mails()) == 2)  # the acknowledgement has the link too
    assert not [mail for mail in center.mails() if mail["to"] == "nobody@example.com"]
    sent("/api/lost-links", email=address).send(center)
    assert len(mails()) == 2


def test_erasing_leaves_nothing_but_the_note(center: RunningCenter) -> None:
    """Asked first; then the receipt is gone, the customer is told, and the table holds the note alone."""
    receipt = receipt_of(center, email="erase@example.com")
    sent(f"{receipt}/information", words="하나 더").send(center)
    assert center.send(f"{receipt}/erasure").status == 200
    assert "HISTORY#0001" in kinds_of(center, receipt)
    assert sent(f"{receipt}/erasure").send(center).status == 200
    assert center.send(receipt).status == 404
    assert set(kinds_of(center, receipt)) == {"LETTER#erasure_note", "MAIL#erasure_note"}
    assert "삭제" in mail_to(center, receipt, "erase@example.com", "백업")["subject"]


def test_the_operator_does_the_same_locally_as_on_aws(center: RunningCenter, tmp_path: Path) -> None:
    """List, hand over, hold, export, erase by address with a proof, and close."""
    receipt = receipt_of(center, email="operator@example.com", name="=1+1", message="\uff1d2+2")
    case_id = group_case_id(case_id_of(receipt))
    assert case_id in operate(center, "cases", "list").stdout
    assert operate(center, "cases", "reassign", case_id, "video_care").returncode == 0
    mail_to(center, receipt, "video_care@departments.example")
    table = tmp_path / "cases.csv"
    assert operate(center, "cases", "export", str(table)).returncode == 0
    text = table.read_text(encoding="utf-8-sig")
    assert '"\'=1+1"' in text
    assert '"\'\uff1d2+2"' in text
    assert operate(center, "cases", "export", str(table)).returncode == 1
    whole = tmp_path / "cases.json"
    operate(center, "cases", "export", str(whole), "--format", "json")
    [exported] = [one for one in json.loads(whole.read_text("utf-8")) if one["case_id"] == case_id]
    assert [event["kind"] for event in exported["events"]] == ["reassigned"]
    assert operate(center, "holds", "place", case_id, "--reason", "dispute").returncode == 0
    erasing = ("cases", "erase", "--email", "Operator@example.com")
    assert operate(center, *erasing).returncode == 2
    erased = operate(center, *erasing, "--yes")
    assert (erased.returncode, "0 left" in erased.stdout, "dispute" in erased.stdout) == (0, True, True)
    assert kinds_of(center, receipt) == []
    assert center.send(receipt).status == 404
    assert operate(center, "holds", "lift", case_id).returncode == 0
    client, name = database_of(center)
    assert "operator@example.com" not in str(client.scan(TableName=name)["Items"])
    other = receipt_of(center)
    assert operate(center, "cases", "close", case_id_of(other)).returncode == 0
    assert "종료" in center.send(other).body
    assert operate(center, "cases", "show", case_id).returncode == 1
    assert operate(center, "cases", "show", "no case").returncode == 1


def test_link_keys_are_rotated_under_way(center: RunningCenter) -> None:
    """A link made before goes on working until its key is retired; new ones are made with the new key."""
    receipt = receipt_of(center)
    assert operate(center, "keys", "rotate").returncode == 0
    newer = receipt_of(center)
    assert [center.send(path).status for path in (receipt, newer)] == [200, 200]
    assert operate(center, "keys", "retire").returncode == 0
    assert [center.send(path).status for path in (receipt, newer)] == [404, 200]
    assert operate(center, "keys", "retire").returncode == 1

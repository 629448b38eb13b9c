"""What SES tells of mails, on the running center; and that nobody's words end in a log."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from tests.local.running import eventually
from tests.local.test_inquiry_journey import INQUIRY
from tests.local.test_receipt_journey import operate

if TYPE_CHECKING:
    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def tell(center: RunningCenter, mail: dict[str, Any], kind: str) -> int:
    """Have SES tell what became of a mail; return the status."""
    return center.send(f"/_local/mail/{mail['key']}/events/{kind}", b"").status


def acknowledged(center: RunningCenter, email: str) -> tuple[str, dict[str, Any]]:
    """Send an inquiry; return its case and its acknowledgement."""
    case_id = center.submit({**INQUIRY, "email": email}).json["case_id"]
    return case_id, next(mail for mail in center.mails_of(case_id, 2) if mail["to"] == email)


def test_a_bounce_is_told_to_the_department_and_ends_the_mails(center: RunningCenter) -> None:
    """The event comes twice and the department gets one mail; the next inquiry from there gets none."""
    email = f"{uuid.uuid4().hex}@example.com"
    case_id, mail = acknowledged(center, email)
    assert [tell(center, mail, kind) for kind in ("delivery", "bounce", "bounce")] == [202] * 3
    [notice] = [mail for mail in center.mails_of(case_id, 3) if "닿지" in mail["subject"]]
    assert notice["to"] == "payment_care@departments.example"
    assert email in notice["text"]
    again = center.submit({**INQUIRY, "email": email})
    assert again.status == 201
    marker = center.submit({**INQUIRY, "email": "marker@example.com"}).json["case_id"]
    center.mails_of(marker, 2)
    assert [mail["to"] for mail in center.mails_of(again.json["case_id"], 1)] == [notice["to"]]
    listed = operate(center, "mails", "list", "--state", "suppressed").stdout
    assert [again.json["case_id"], "acknowledgement", "suppressed"] in [
        line.split("\t")[:3] for line in listed.splitlines() if "address_bounced" in line
    ]


def test_an_event_of_no_mail_is_unknown(center: RunningCenter) -> None:
    """Neither a mail that there is not, nor a kind that there is not."""
    assert tell(center, {"key": "none"}, "bounce") == 404
    _, mail = acknowledged(center, "kinds@example.com")
    assert tell(center, mail, "birthday") == 404


def test_no_log_and_no_metric_holds_what_a_customer_wrote(center: RunningCenter) -> None:
    """A canary in every field, in what is refused too, and in what bounces: none of them in any log line."""
    canaries = {
        name: f"canary{uuid.uuid4().hex}" for name in ("name", "message", "local", "host", "key", "order")
    }
    email = f"{canaries['local']}@{canaries['host']}.example"
    inquiry = {**INQUIRY, "name": canaries["name"], "message": canaries["message"], "email": email}
    inquiry["details"] = {"order_number": canaries["order"]}
    accepted = center.submit(inquiry, canaries["key"])
    assert accepted.status == 201, accepted.body
    for changes in (
        {"message": canaries["message"] + "x"},
        {"topic": canaries["name"]},
        {"extra": canaries["name"]},
    ):
        assert center.submit({**inquiry, **changes}, canaries["key"]).status == 422
    center.send("/api/inquiries", f"{{{canaries['message']}".encode(), {"content-type": "application/json"})
    mails = center.mails_of(accepted.json["case_id"], 2)
    for mail in mails:
        for kind in ("delay", "bounce", "complaint"):
            assert tell(center, mail, kind) == 202
    logs = [center.data / "log", center.data / "stdout"]
    eventually(lambda: "complained" in logs[0].read_text(encoding="utf-8", errors="replace"))
    found = {
        (name, path.name)
        for path in logs
        for name, canary in canaries.items()
        if canary in path.read_text(encoding="utf-8", errors="replace")
    }
    assert found == set()
    assert json.dumps(mails).count(canaries["message"]) >= 2  # it did arrive

"""A sample inquiry and case of the shipped center."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import facts_from_json
from helpcenter.inquiry.case import Case
from helpcenter.inquiry.case_id import derive_case_id
from helpcenter.inquiry.inquiry import Inquiry
from helpcenter.inquiry.mails import InquiryMails
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.messages import load_messages
from helpcenter.redaction.guard import SecretGuard
from helpcenter.redaction.rules import load_rules
from publishing.facts import compile_facts
from tests.fakes.mail_templates import MAIL_TEMPLATES

ROOT = Path(__file__).parents[3]
FACTS = facts_from_json(compile_facts(ROOT / "center.yml", date(2026, 11, 22)))
CALENDAR = Calendar(FACTS)
SHIPPED = load_messages(ROOT / "src" / "helpcenter" / "messages")
MESSAGES = {language: SHIPPED[language] for language in sorted(FACTS.languages)}
GUARD = SecretGuard(load_rules(), FACTS.own_numbers)
NOW = datetime(2026, 11, 23, 1, 2, 34, tzinfo=UTC)
LINKS = ReceiptLinks(b"link secret", FACTS.site_url)
MAILS = InquiryMails(
    FACTS,
    CALENDAR,
    MESSAGES,
    MAIL_TEMPLATES,
    LINKS,
    {"default": "all@desk.example", "fraud_response": "fraud@desk.example"},
    GUARD.rules.mark,
    lambda: NOW,
    {"mail.link.files": lambda case: f"{FACTS.site_url}api/files/{case.case_id}"},
)

INQUIRY = Inquiry(
    topic="refund",
    email="hong@example.com",
    message="환불이 아직 들어오지 않았습니다.\n확인 부탁드립니다.",
    language="ko",
    name="홍길동",
)
CASE = Case(
    case_id=derive_case_id(b"case secret", "key"),
    key_digest="0" * 64,
    inquiry=INQUIRY,
    department="payment_care",
    accepted_at=NOW,
    due_at=datetime(2026, 11, 25, 9, tzinfo=UTC),
    erase_at=NOW + timedelta(days=365),
)


def case_of(**fields: Any) -> Case:  # noqa: ANN401 - texts, and details
    """Return the sample case with other fields in its inquiry."""
    return replace(CASE, inquiry=replace(INQUIRY, **fields))

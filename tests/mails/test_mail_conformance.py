"""Every mail against SES's limits and the RFCs of mail, as the bytes that leave."""

from __future__ import annotations

import email.policy
import re
from dataclasses import replace
from email import message_from_bytes
from typing import TYPE_CHECKING

import pytest

from helpcenter.aws.mailer import SesMailer
from helpcenter.inquiry.email_address import EmailAddressError, parse_email_address
from helpcenter.inquiry.inquiry import check_inquiry
from local.mailbox import mime_message
from local.ses_rules import LINE_MAX
from tests.fakes.clock import Clock
from tests.fakes.ses import StrictSes
from tests.mails.every_mail import every_mail
from tests.unit.inquiry.desk import FIELDS
from tests.unit.inquiry.sample import FACTS, MAILS, case_of

if TYPE_CHECKING:
    from email.message import EmailMessage

    from helpcenter.mail.delivery import Mail

EVERY = every_mail()
CASE_ID = "7K3M9PQ2RT5"


def sent(mail: Mail, name: str = "acknowledgement") -> tuple[bytes, EmailMessage]:
    """Send a mail by the strict SES; return its bytes and what a mail program reads of them."""
    ses = StrictSes(Clock())
    named = replace(mail, case_id=CASE_ID, name=name)
    message_id = SesMailer(ses, "no-reply@onmaru.example").send(named)  # type: ignore[arg-type] # as the client
    raw = mime_message(ses.sent[0], message_id, Clock()()).as_bytes(policy=email.policy.SMTP)
    read = message_from_bytes(raw, policy=email.policy.default)
    return raw, read


@pytest.mark.parametrize("name", EVERY)
def test_every_mail_is_taken_by_ses_and_conforms(name: str) -> None:
    """7-bit lines of at most 998 octets, headers encoded, one recipient, text before HTML, no defect."""
    mail = EVERY[name]
    raw, read = sent(mail, name.partition(" ")[0])
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= LINE_MAX
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert [part.defects for part in read.walk()] == [[]] * len(list(read.walk()))
    assert (read["Subject"].strip(), read["To"]) == (mail.subject, mail.to)
    assert read["From"].addresses[0].display_name == mail.sender_name
    assert len(read["To"].addresses) == 1
    kinds = [part.get_content_type() for part in read.walk() if not part.is_multipart()]
    assert kinds[:2] == ["text/plain", "text/html"]
    assert read.get_body(("plain",)).get_content().replace("\r\n", "\n") == mail.text  # type: ignore[union-attr]


@pytest.mark.parametrize("name", EVERY)
def test_no_automaton_answers_and_the_mails_of_a_case_thread(name: str) -> None:
    """RFC 3834 and Exchange are told; each mail refers to its case; none looks like a mailing list."""
    _, read = sent(EVERY[name], name.partition(" ")[0])
    assert (read["Auto-Submitted"], read["X-Auto-Response-Suppress"]) == ("auto-generated", "All")
    assert read["References"] == f"<case.{CASE_ID.lower()}@onmaru.example>"
    assert read["Message-ID"] != read["References"]
    assert not {"List-Unsubscribe", "Precedence", "Return-Receipt-To"} & set(read.keys())


def test_a_reply_goes_to_the_customer_alone() -> None:
    """The department's answer goes where it belongs; an acknowledgement is answered by nobody."""
    _, notice = sent(EVERY["department_notice ko"])
    assert str(notice["Reply-To"]) == "hong@example.com"
    assert sent(EVERY["acknowledgement ko"])[1]["Reply-To"] is None


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mina@고객.example", "mina@xn--i49alo.example"),
        ("mina@BÜCHER.example", "mina@xn--bcher-kva.example"),
        (f"{'a' * 64}@example.com", f"{'a' * 64}@example.com"),
        ("o'brien+tag=1@example.co.kr", "o'brien+tag=1@example.co.kr"),
    ],
)
def test_an_address_that_is_taken_can_be_sent_to(typed: str, address: str) -> None:
    """Domains become punycode; whatever the form accepts, SES accepts in To and Reply-To."""
    inquiry, errors = check_inquiry({**FIELDS, "email": typed, "consent": True}, FACTS)
    assert (errors, inquiry and inquiry.email) == ([], address)
    case = case_of(email=address)
    for mail in (MAILS.acknowledgement(case), MAILS.department_notice(case)):
        sent(mail)


@pytest.mark.parametrize(
    "typed",
    [
        "미나@example.com",
        f"{'a' * 65}@example.com",
        "a@example.com, b@example.com",
        "a@example.com;b@example.com",
        '"a b"@example.com',
        "a..b@example.com",
        "a@example.com\r\nBcc: b@example.com",
        "a@[127.0.0.1]",
        "a@localhost",
        f"a@{'b' * 64}.example",
        f"a@{'b.' * 130}example",
    ],
)
def test_an_address_that_ses_cannot_send_to_is_refused_in_the_form(typed: str) -> None:
    """With a sentence beside the field, not with a mail that dies later."""
    with pytest.raises(EmailAddressError) as caught:
        parse_email_address(typed)
    assert re.fullmatch(r"invalid_email|email_local_not_ascii", caught.value.code)

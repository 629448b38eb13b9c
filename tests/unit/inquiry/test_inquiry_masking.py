from __future__ import annotations

from dataclasses import replace

import pytest

from helpcenter.inquiry.masking import mask_inquiry
from tests.unit.inquiry.desk import FIELDS, Desk
from tests.unit.inquiry.sample import CASE, FACTS, GUARD, INQUIRY, MAILS

CANARY = "canary-7Q!x"
NUMBER = "900101-1234567"
SECRETS = f"비밀번호: {CANARY}\n주민번호 {NUMBER}, 비번 {CANARY}"


def everything(desk: Desk) -> str:
    """Return all that lies in the store."""
    return repr(desk.table.cases) + repr(desk.table.jobs)


@pytest.mark.parametrize("field", ["message", "name"])
@pytest.mark.parametrize("by_script", [True, False])
def test_a_secret_is_never_stored(field: str, by_script: bool) -> None:  # noqa: FBT001 - both ways to send
    """Whichever way and in whichever field it comes, what is kept has marks, and tells how many of what."""
    desk = Desk()
    typed = SECRETS if field == "message" else SECRETS.replace("\n", " ")
    response = desk.post_json(**{field: typed}) if by_script else desk.post_form(**{field: typed})
    assert response.status == (201 if by_script else 303)
    (case,) = desk.table.cases.values()
    assert CANARY not in everything(desk)
    assert NUMBER not in everything(desk)
    assert case.masked == {"password": 2, "resident_number": 1}
    assert getattr(case.inquiry, field) == typed.replace(CANARY, "●●●").replace(NUMBER, "●●●")


def test_a_retry_with_a_secret_is_the_same_inquiry() -> None:
    """The same key and words give the first answer, also when the browser has masked them meanwhile."""
    desk = Desk()
    first = desk.post_json(message=SECRETS)
    assert desk.post_json(message=SECRETS).body == first.body
    assert desk.post_json(message=GUARD.mask(SECRETS)[0]).body == first.body
    assert len(desk.table.cases) == 1


def test_nothing_kept_lets_a_short_secret_be_tried_out() -> None:
    """Key and digest come from the masked words: two inquiries that differ in a secret alone are one."""
    one, other = Desk(), Desk()
    one.post_form(message="카드 비밀번호 앞 두 자리 12")
    other.post_form(message="카드 비밀번호 앞 두 자리 34")
    assert everything(one) == everything(other)


def test_an_inquiry_without_secrets_is_kept_to_the_letter() -> None:
    """Order numbers, dates, amounts and the center's own number stay."""
    message = "주문번호 4111111111111111, 2026-11-20에 12,900원, 1700-0310에 전화했습니다."
    inquiry = replace(INQUIRY, message=message)
    assert mask_inquiry(inquiry, GUARD, FACTS) == (inquiry, {})


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ko", "비밀번호 2건, 주민등록번호·외국인등록번호 1건"),
        ("en", "password (2), resident or foreigner registration"),
    ],
)
def test_the_receipt_tells_what_was_masked(language: str, told: str) -> None:
    """The customer reads which kinds were masked, and how many; without any, nothing is said."""
    desk = Desk()
    location = desk.post_form(message=SECRETS, language=language).headers["location"]
    page = str(desk.open(location).body)
    assert told in page
    assert CANARY not in page
    plain = desk.post_form(**FIELDS).headers["location"]
    assert "receipt__masked" not in str(desk.open(plain).body)


def test_the_department_learns_that_something_was_masked() -> None:
    """Its mail does not claim to hold the words unchanged, and names the kinds; else it says they are."""
    inquiry, masked = mask_inquiry(replace(INQUIRY, message=SECRETS), GUARD, FACTS)
    mail = MAILS.department_notice(replace(CASE, inquiry=inquiry, masked=masked))
    for body in (mail.text, mail.html):
        assert "비밀번호 2건, 주민등록번호·외국인등록번호 1건" in body
        assert CANARY not in body
    assert "그대로입니다" not in mail.text
    assert "고객이 쓴 글 그대로입니다" in MAILS.department_notice(CASE).text

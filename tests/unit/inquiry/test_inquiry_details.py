"""What the form asks for by topic: checked, kept, told to the department and on the receipt, masked."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcenter.inquiry.details import check_details, detail_lines
from helpcenter.inquiry.masking import mask_inquiry
from soak.sizes import counted
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.sample import CASE, FACTS, GUARD, INQUIRY, MAILS, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

GIVEN = {
    "order_number": "2026111300417",
    "error_text": "결제 오류\nE-1042 <b>&",
    "payment_method": "card",
    "payment_date": "2026-11-20",
}
CARD = "4111111111111111"
VECTORS = Path(__file__).parents[2] / "vectors" / "naughty_strings.json"
NAUGHTY = json.loads(VECTORS.read_text(encoding="utf-8"))
"""Strings that have broken programs before: Hangul in every form, and the classics of input handling."""


def codes(details: object, topic: str = "refund") -> list[tuple[str, str]]:
    """Return (field, code) of what is wrong; each has a sentence in every language."""
    _, errors = check_details(details, topic, FACTS)
    for error in errors:
        for messages in MESSAGES.values():
            assert "{" not in error.message(messages)
    return [(error.field, error.code) for error in errors]


def test_what_was_answered_is_kept_in_the_order_of_the_form() -> None:
    """Blank answers count as none; an answer the topic does not ask for is kept: somebody wrote it."""
    answers, errors = check_details({**GIVEN, "amount": " ", "network": "wifi"}, "refund", FACTS)
    assert errors == []
    assert answers == {**GIVEN, "network": "wifi"}
    assert list(answers) == [key for key in FACTS.fields if key in answers]


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"order_number": "1" * 101}, [("details.order_number", "too_long")]),
        ({"order_number": "1\n2"}, [("details.order_number", "control_characters")]),
        ({"order_number": 7}, [("details.order_number", "wrong_type")]),
        ({"order_number": "\ud800"}, [("details.order_number", "broken_text")]),
        ({"payment_method": "신용카드"}, [("details.payment_method", "unknown_choice")]),
        ({"payment_date": "어제"}, [("details.payment_date", "invalid_date")]),
        ({"payment_date": "20261120"}, [("details.payment_date", "invalid_date")]),
        ({"payment_date": "2026-02-30"}, [("details.payment_date", "invalid_date")]),
        ({"colour": "red"}, [("details.colour", "unknown_field")]),
        (["order_number"], [("details", "not_object")]),
        (None, [("details", "not_object")]),
        ({}, []),
    ],
)
def test_a_wrong_answer_is_named_with_its_field(details: object, wrong: list[tuple[str, str]]) -> None:
    """The field's place in the form, and what is wrong with it."""
    assert codes(details) == wrong


def test_what_a_topic_requires_is_asked_for() -> None:
    """Only under that topic, and by the field's name in the reader's language."""
    assert codes({"occurred_at": " "}, "payment_fraud") == [("details.occurred_at", "required")]
    assert codes({}, "refund") == codes({}, "no_such_topic") == []
    _, [error] = check_details({}, "payment_fraud", FACTS)
    for language, messages in MESSAGES.items():
        assert FACTS.fields["occurred_at"].name[language] in error.message(messages)


def test_errors_of_details_stand_between_topic_and_message() -> None:
    """The summary follows the form."""
    response = Desk().post_json(topic="payment_fraud", message="", email="", details={"payment_date": "x"})
    fields = [error["field"] for error in json.loads(response.body)["errors"]]
    assert fields == ["details.occurred_at", "details.payment_date", "message", "email"]


@pytest.mark.parametrize("by_script", [True, False])
def test_details_are_part_of_the_case(by_script: bool) -> None:  # noqa: FBT001 - both ways to send
    """With a script and without, what was answered is stored with the inquiry."""
    desk = Desk()
    if by_script:
        assert desk.post_json(details=GIVEN).status == 201
    else:
        form = {f"details.{key}": answer.replace("\n", "\r\n") for key, answer in GIVEN.items()}
        assert desk.post_form(**form).status == 303
    (case,) = desk.table.cases.values()
    assert {key: text.replace("\r\n", "\n") for key, text in case.inquiry.details.items()} == GIVEN


def test_other_details_are_another_inquiry() -> None:
    """The same key with other answers is refused; as a form it is a case of its own."""
    desk = Desk()
    desk.post_json(details={"order_number": "1"})
    assert desk.post_json(details={"order_number": "2"}).status == 422
    desk.post_form(**{"details.order_number": "1"})
    desk.post_form(**{"details.order_number": "2"})
    assert len(desk.table.cases) == 3


def test_an_inquiry_without_details_has_the_digest_it_always_had() -> None:
    """A retry across a deployment finds the case that was stored before it."""
    bare = replace(INQUIRY, details={})
    texts = {name: getattr(bare, name) for name in ("topic", "email", "message", "language", "name")}
    canonical = json.dumps(texts, ensure_ascii=True, sort_keys=True)
    assert bare.digest == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_department_reads_names_and_answers() -> None:
    """In its own language, choices by their words, several lines below their name, markup as text."""
    mail = MAILS.department_notice(replace(CASE, inquiry=replace(INQUIRY, details=GIVEN)))
    assert "주문번호 또는 거래번호: 2026111300417\n" in mail.text
    assert "오류 문구와 코드:\n결제 오류\nE-1042 <b>&\n" in mail.text
    assert "결제 수단: 신용카드·체크카드" in mail.text
    assert "E-1042 &lt;b&gt;&amp;" in mail.html


def test_the_acknowledgement_holds_none_of_them() -> None:
    """Not a byte that was typed goes to the address that was typed."""
    mail = MAILS.acknowledgement(replace(CASE, inquiry=replace(INQUIRY, details=GIVEN)))
    for text in (mail.subject, mail.text, mail.html):
        assert "2026111300417" not in text
        assert "E-1042" not in text


@pytest.mark.parametrize("language", MESSAGES)
def test_the_receipt_shows_them(language: str) -> None:
    """In the inquiry's language, as text."""
    desk = Desk()
    case = desk.post_json(language=language, details=GIVEN)
    page = desk.open(json.loads(case.body)["receipt_url"]).body
    assert FACTS.fields["payment_method"].choices["card"][language] in page
    assert "E-1042 &lt;b&gt;&amp;" in page


def test_fields_that_center_yml_has_lost_are_told_by_id() -> None:
    """A case outlives the fields it was asked."""
    inquiry = replace(INQUIRY, details={"gone": "x", "payment_method": "cheque"})
    lines = detail_lines(inquiry, FACTS, "en")
    assert lines == [("Payment method", "cheque"), ("gone", "x")]


def test_secrets_in_details_are_masked() -> None:
    """What was typed into any of them is read like the message; choices and days are what they are."""
    inquiry = replace(INQUIRY, details={**GIVEN, "tried": "비밀번호: abcd1234!", "shop": "900101-1234567"})
    masked, counts = mask_inquiry(inquiry, GUARD, FACTS)
    assert masked.details == {**inquiry.details, "tried": "비밀번호: ●●●", "shop": "●●●"}
    assert counts == {"password": 1, "resident_number": 1}


@pytest.mark.parametrize("language", MESSAGES)
def test_an_order_number_is_no_card_number_in_its_own_field(language: str) -> None:
    """The name of a field says what its number is; elsewhere the same digits are masked."""
    inquiry = replace(INQUIRY, language=language, details={"order_number": CARD, "device": CARD})
    masked, counts = mask_inquiry(inquiry, GUARD, FACTS)
    assert masked.details == {"order_number": CARD, "device": "●●●1111"}
    assert counts == {"card_number": 1}


ANY_TEXT = st.text(st.characters(codec=None), max_size=120)


@given(st.dictionaries(st.sampled_from([*FACTS.fields, "other"]), ANY_TEXT | st.none() | st.integers()))
def test_any_answers_are_kept_in_nfc_or_refused_with_a_code(details: Mapping[str, object]) -> None:
    """Nothing is changed on the way but its normal form and the blanks around it, and nothing fails."""
    answers, errors = check_details(details, "payment_fraud", FACTS)
    wrong = {error.field.removeprefix("details.") for error in errors}
    for key, value in details.items():
        text = unicodedata.normalize("NFC", value).strip() if isinstance(value, str) else ""
        assert answers.get(key, "") == ("" if key in wrong else text)


@pytest.mark.parametrize("text", [*NAUGHTY["hangul"], *NAUGHTY["classics"]])
def test_odd_strings_are_kept_or_refused_as_documented(text: str) -> None:
    """Each is stored identical after NFC in fields and message, or gets the documented 422."""
    desk = Desk()
    typed = text[:900]
    response = desk.post_json(message=f"- {typed}", details={"tried": f"- {typed}"})
    if response.status == 422:
        found = {error["code"] for error in json.loads(response.body)["errors"]}
        assert found <= {"control_characters", "broken_text", "too_long"}
        counted(strings=1, kept=0, refused=1)
        return
    assert response.status == 201
    (case,) = desk.table.cases.values()
    if not case.masked:
        expected = unicodedata.normalize("NFC", f"- {typed}").strip()
        assert (case.inquiry.message, case.inquiry.details["tried"]) == (expected, expected)
    counted(strings=1, kept=1, refused=0, fields="2")

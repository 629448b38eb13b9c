from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.inquiry import MESSAGE_MAX, NAME_MAX, check_inquiry
from tests.unit.inquiry.sample import FACTS, MESSAGES

if TYPE_CHECKING:
    from collections.abc import Mapping

GOOD: Mapping[str, object] = {
    "topic": "refund",
    "name": "홍길동",
    "email": "hong@example.com",
    "message": "환불이 아직 들어오지 않았습니다.",
    "language": "ko",
    "consent": True,
}
LONE_SURROGATE = "\ud800"


def codes(**changes: object) -> list[tuple[str, str]]:
    """Return (field, code) of what is wrong with the good inquiry after the changes."""
    inquiry, errors = check_inquiry({**GOOD, **changes}, FACTS)
    assert (inquiry is None) == bool(errors)
    for error in errors:
        for messages in MESSAGES.values():
            assert error.message(messages)
    return [(error.field, error.code) for error in errors]


def test_a_good_inquiry_is_taken_as_it_is() -> None:
    """What is right is kept to the letter; a name is optional."""
    inquiry, errors = check_inquiry(GOOD, FACTS)
    assert (inquiry and inquiry.message, errors) == (GOOD["message"], [])
    inquiry, _ = check_inquiry({field: GOOD[field] for field in GOOD if field != "name"}, FACTS)
    assert inquiry
    assert inquiry.name == ""


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("topic", "", "required"),
        ("topic", "refunds", "unknown_topic"),
        ("topic", 7, "wrong_type"),
        ("utc_offset", -721, "invalid_offset"),
        ("utc_offset", 841, "invalid_offset"),
        ("utc_offset", 540.5, "invalid_offset"),
        ("utc_offset", True, "invalid_offset"),
        ("utc_offset", None, "invalid_offset"),
        ("utc_offset", "540", "invalid_offset"),
        ("utc_offset", "Asia/Seoul", "invalid_offset"),
        ("topic", "refund\n", "control_characters"),
        ("name", "가" * (NAME_MAX + 1), "too_long"),
        ("name", "홍\n길동", "control_characters"),
        ("name", {"first": "길동"}, "wrong_type"),
        ("email", "", "required"),
        ("email", "   ", "required"),
        ("email", None, "wrong_type"),
        ("email", ["a@example.com", "b@example.com"], "wrong_type"),
        ("email", "a@example.com\r\nBcc: b@example.com", "control_characters"),
        ("email", "a@example.com, b@example.com", "invalid_email"),
        ("email", "a@example.com;b@example.com", "invalid_email"),
        ("email", "hong", "invalid_email"),
        ("email", "@example.com", "invalid_email"),
        ("email", "hong@", "invalid_email"),
        ("email", "hong@localhost", "invalid_email"),
        ("email", "hong@127.0.0.1", "invalid_email"),
        ("email", "hong@example..com", "invalid_email"),
        ("email", "hong@-example.com", "invalid_email"),
        ("email", "ho..ng@example.com", "invalid_email"),
        ("email", "ho ng@example.com", "invalid_email"),
        ("email", '"ho ng"@example.com', "invalid_email"),
        ("email", "Hong <hong@example.com>", "invalid_email"),
        ("email", "h" * 65 + "@example.com", "invalid_email"),
        ("email", "h@" + ".".join(["d" * 63] * 4) + ".com", "invalid_email"),
        ("email", "h@" + "d" * 64 + ".com", "invalid_email"),
        ("email", "홍길동@example.com", "email_local_not_ascii"),
        ("message", "", "required"),
        ("message", " \n\t ", "required"),
        ("message", "가" * (MESSAGE_MAX + 1), "too_long"),
        ("message", f"좋습니다 {LONE_SURROGATE}", "broken_text"),
        ("message", "a\x00b", "control_characters"),
        ("message", "a\x1b[31mb", "control_characters"),
        ("message", "a\x85b", "control_characters"),
        ("message", True, "wrong_type"),
        ("language", "", "required"),
        ("language", "fr", "unknown_language"),
        ("language", 1, "wrong_type"),
        ("consent", False, "consent_required"),
        ("consent", "true", "consent_required"),
        ("consent", 1, "consent_required"),
        ("admin", True, "unknown_field"),
    ],
)
def test_a_wrong_field_is_named_with_what_is_wrong(field: str, value: object, code: str) -> None:
    """Each kind of bad value has its own code, and that code alone."""
    assert codes(**{field: value}) == [(field, code)]


def test_everything_wrong_is_named_at_once_in_the_order_of_the_form() -> None:
    """Nobody has to send a form five times to learn of five mistakes."""
    wrong = {"admin": 1, "language": "fr", "consent": False, "message": "", "email": "hong", "name": "a\x00"}
    inquiry, errors = check_inquiry(wrong, FACTS)
    assert inquiry is None
    assert [error.field for error in errors] == [
        "topic",
        "message",
        "name",
        "email",
        "language",
        "consent",
        "admin",
    ]


def test_an_empty_request_is_told_what_is_needed() -> None:
    """Each required field is asked for."""
    _, errors = check_inquiry({}, FACTS)
    assert [error.field for error in errors] == ["topic", "message", "email", "language", "consent"]


def test_hangul_in_pieces_is_put_together() -> None:
    """What macOS types as NFD is stored, compared and counted as NFC."""
    composed = "가" * NAME_MAX
    inquiry, errors = check_inquiry({**GOOD, "name": unicodedata.normalize("NFD", composed)}, FACTS)
    assert errors == []
    assert inquiry
    assert inquiry.name == composed


@pytest.mark.parametrize(
    "text", ["줄\r\n바꿈\t탭", "👩‍👩‍👧 가족", "\u202eabc", "<b>&amp;</b>", "a" * MESSAGE_MAX]
)
def test_what_is_allowed_is_kept_to_the_letter(text: str) -> None:
    """Line breaks, emoji, right-to-left and markup in a message are the customer's own words."""
    inquiry, errors = check_inquiry({**GOOD, "message": text}, FACTS)
    assert errors == []
    assert inquiry
    assert inquiry.message == text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" hong@example.com ", "hong@example.com"),
        ("Hong.Gil-dong+a@EXAMPLE.com", "Hong.Gil-dong+a@example.com"),
        ("hong@온마루.example", "hong@xn--2s2b1p501a.example"),
        ("hong@bücher.example", "hong@xn--bcher-kva.example"),
        ("h" * 64 + "@example.com", "h" * 64 + "@example.com"),
    ],
)
def test_an_address_is_stored_as_it_can_be_delivered_to(typed: str, stored: str) -> None:
    """The domain becomes ASCII and lower case; the local part is the customer's own."""
    inquiry, errors = check_inquiry({**GOOD, "email": typed}, FACTS)
    assert errors == []
    assert inquiry
    assert inquiry.email == stored


def test_the_digest_tells_contents_apart() -> None:
    """Any field that differs gives another digest; the same content gives the same one."""
    changes = [{}, {"topic": "other"}, {"name": "김"}, {"email": "k@example.com"}, {"message": "다른 글"}]
    digests = []
    for change in changes:
        inquiry, _ = check_inquiry({**GOOD, **change}, FACTS)
        assert inquiry
        digests.append(inquiry.digest)
    again, _ = check_inquiry(GOOD, FACTS)
    assert again
    assert again.digest == digests[0]
    assert len(set(digests)) == len(changes)

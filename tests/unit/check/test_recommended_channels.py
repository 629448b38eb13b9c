"""A page sends nobody to a channel that is of no use to them."""

from __future__ import annotations

import pytest

from tests.unit.check.checking import check_pages, found_in


def page(front: str, text: str) -> str:
    """Return a page with one line of front matter; its text begins on line 5."""
    return f"---\n{front}\n---\n\n{text}\n"


WRONG = [
    (
        "ko",
        "topic: sign_in",
        "{{ channels.video_chat.name }}에서 도와드립니다.",
        {"channel_topic", "channel_sign_in"},
    ),
    ("ko", "topic: account_stolen", "{{ channels.portal_chat.name }}에 알려 주십시오.", {"channel_sign_in"}),
    ("ko", "topic: refund", "환불은 {{ channels.fraud_phone.name }}에서 도와드립니다.", {"channel_topic"}),
    ("ko", "topic: refund", "환불은 결제 도용 신고 전화에서 도와드립니다.", {"channel_topic"}),
    ("ko", "service: video", "{{ channels.pay_chat.name }}에 물어보십시오.", {"channel_topic"}),
    ("ko", "service: video", "전화로 문의해 주십시오.", {"missing_kind"}),
    (
        "ko",
        "title: x",
        "## 로그인할 수 없습니다\n\n{{ channels.video_chat.name }}을 여십시오.",
        {"channel_sign_in"},
    ),
    ("en", "title: x", "Ask {{ channels.pay_phone.name }}.", {"channel_language"}),
    ("en", "topic: payment", "Call us and we look at it.", {"missing_kind"}),
    ("en", "topic: mail", "You can chat with us about it.", {"missing_kind"}),
    ("en", "title: x", "Fax us the receipt.", {"missing_kind"}),
]
RIGHT = [
    ("ko", "topic: refund", "환불은 {{ channels.pay_phone.name }}에서 도와드립니다."),
    ("ko", "topic: account", "{{ channels.identity_phone.name }}은 도용을 상담합니다."),
    (
        "ko",
        "topic: refund",
        "도용이면 {{ channels.fraud_phone.name }}({{ channels.fraud_phone.purpose }})에 알려 주십시오.",
    ),
    (
        "ko",
        "topic: refund",
        "'{{ topics.payment_fraud.name }}'은 {{ channels.fraud_phone.name }}가 맡습니다.",
    ),
    ("ko", "topic: sign_in", "{{ channels.inquiry.name }}를 보내 주십시오."),
    ("ko", "service: pay", "전화로 문의해 주십시오."),
    (
        "ko",
        "title: x",
        "로그인이 안 되면 {{ channels.video_chat.name }}은 못 씁니다({{ channels.video_chat.sign_in }}).",
    ),
    ("en", "title: x", "Ask {{ channels.pay_phone.name }} ({{ channels.pay_phone.languages }} only)."),
    ("en", "topic: payment", "Ask {{ channels.pay_chat.name }}."),
    ("en", "topic: video", "You can chat with us about it."),
    ("en", "topic: sign_in", "{{ channels.inquiry.name }} works although you can't sign in."),
]


@pytest.mark.parametrize(("language", "front", "text", "codes"), WRONG)
def test_a_channel_of_no_use_is_found(language: str, front: str, text: str, codes: set[str]) -> None:
    """Not for the topic, the service, the language, or not without signing in."""
    assert {code for _, code in found_in(page(front, text), language)} == codes


@pytest.mark.parametrize(("language", "front", "text"), RIGHT)
def test_a_channel_that_helps_is_right(language: str, front: str, text: str) -> None:
    """Also one for another subject, when the page says which."""
    assert found_in(page(front, text), language) == []


def test_a_channel_beside_a_link_to_its_own_subject_is_right() -> None:
    """A page about refunds may lead whoever suspects fraud to that page and its line."""
    text = "{{ channels.fraud_phone.name }}는 [도용된 결제](../fraud.md)를 맡습니다."
    pages = {
        "docs/ko/pay/refund.md": page("topic: refund", text),
        "docs/ko/fraud.md": page("topic: payment_fraud", "x"),
    }
    assert check_pages(pages) == []
    assert [finding.code for finding in check_pages({**pages, "docs/ko/fraud.md": "x\n"})] == [
        "channel_topic"
    ]


def test_an_unknown_subject_is_told_on_its_own_line() -> None:
    """Topic and service in the front matter are names of facts."""
    text = "---\ntitle: x\ntopic: refnd\nservice: pai\n---\n"
    assert found_in(text) == [(3, "unknown_topic"), (4, "unknown_service")]


URGENT = "의심되면 즉시 {{ channels.fraud_phone.name }}로 신고하십시오."
CHANNELS_FOR_THE_NIGHT = [
    "전화가 닫혀 있으면 {{ channels.pay_chat.name }}에 알려 주십시오.",
    "{{ topics.payment_fraud.when_closed }}",
    "운영 시간이 아닐 때에는 [1:1 문의](inquiry.md)를 보내 주십시오.",
]


@pytest.mark.parametrize("also", CHANNELS_FOR_THE_NIGHT)
def test_urgent_advice_needs_a_way_for_closed_hours_in_its_section(also: str) -> None:
    """Sending people at once to a line that closes is right only beside what to do then."""
    assert found_in(f"## 도용\n\n{URGENT}\n\n{also}\n") == []
    assert found_in(f"## 도용\n\n{URGENT}\n\n## 다른 일\n\n{also}\n") == [(3, "closed_route")]

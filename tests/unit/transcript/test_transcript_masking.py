from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.transcript.relay import Relay, chat, message

if TYPE_CHECKING:
    from helpcenter.transcript.mails import TranscriptMails


def said(relay: Relay, *messages: dict[str, object]) -> list[str]:
    """Send a chat and return its messages as they are kept."""
    return [each.text for each in relay.send(chat(*messages)).messages]


def test_secrets_in_a_chat_are_masked_before_it_is_kept(relay: Relay) -> None:
    """Neither store nor mail ever has them; the transcript tells how many of what."""
    texts = said(
        relay,
        message(1, "customer", "카드 4111-1111-1111-1111, 주민번호 900101-1234567 이에요"),
        message(2, "agent", "그런 정보는 적지 마십시오. 문의는 1700-0310"),
    )
    assert texts == ["카드 ●●●1111, 주민번호 ●●● 이에요", "그런 정보는 적지 마십시오. 문의는 1700-0310"]
    (transcript,) = relay.table.transcripts
    assert transcript.masked == {"card_number": 1, "resident_number": 1}


def test_an_answer_is_read_with_its_question(relay: Relay) -> None:
    """A bare number behind the question for a code is a code; behind another question it is a number."""
    assert said(
        relay,
        message(1, "bot", "받으신 인증번호를 입력해 주세요."),
        message(2, "customer", "482913"),
        message(3),
    ) == ["받으신 인증번호를 입력해 주세요.", "●●●", "답변입니다"]
    other = said(
        Relay(relay.facts),
        message(1, "bot", "주문번호 6자리를 알려 주세요."),
        message(2, "customer", "482913"),
    )
    assert other[1] == "482913"


def test_a_name_can_hold_a_secret_too(relay: Relay) -> None:
    """What a customer typed in the wrong box is masked as well."""
    kept = relay.send(chat(customer={"name": "홍길동 900101-1234567", "email": "hong@example.com"}))
    assert kept.customer.name == "홍길동 ●●●"


def test_the_same_chat_delivered_again_is_still_one(relay: Relay) -> None:
    """Masking changes nothing about what makes two deliveries the same."""
    data = chat(message(1, "customer", "비밀번호는 abcd1234!"), message(2))
    assert relay.send(data) == relay.send(data)
    assert len(relay.table.parts) == 1


@pytest.mark.parametrize(("language", "told"), [("ko", "비밀번호 1건"), ("en", "password (1)")])
def test_the_mail_tells_that_something_was_masked(
    relay: Relay, mails: TranscriptMails, language: str, told: str
) -> None:
    """In both bodies, in the customer's words; a chat without secrets says nothing of it."""
    data = chat(message(1, "customer", "비밀번호는 abcd1234!"), message(2), language=language)
    mail = mails.transcript(relay.send(data))
    for body in (mail.text, mail.html):
        assert told in body
        assert "abcd1234" not in body
    assert "abcd1234" not in mail.attachments[0].content.decode()
    assert "●●●" not in mails.transcript(relay.send(chat(chat_id="c2", language=language))).text

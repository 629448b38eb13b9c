"""What is kept of a delivery, and which mail it owes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.inquiry.case_id import parse_case_id
from helpcenter.transcript.transcript import transcript_from_json, transcript_to_json
from tests.unit.transcript.relay import NEXT_SECRET, NOW, SETTLE, Relay, chat, message

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts


def test_one_chat_is_one_transcript_and_one_mail(relay: Relay) -> None:
    """Delivered three times, even with other bytes and another live secret, it is kept and mailed once."""
    first, new = relay.post(json.dumps(chat()).encode())
    assert new
    relay.later(minutes=1)
    assert relay.post(json.dumps(chat(), indent=1, ensure_ascii=False).encode()) == (first, False)
    assert relay.post(json.dumps(chat()).encode(), secret=NEXT_SECRET) == (first, False)
    assert relay.table.transcripts == [first]
    assert [(job.case_id, job.mail, job.due_at) for job in relay.table.owed] == [
        (first.case_id, f"transcript#{first.part_name}", NOW + SETTLE)
    ]


def test_a_transcript_has_a_case_id_and_a_day_of_erasure(relay: Relay, facts: Facts) -> None:
    """The case ID can be read aloud; the center's retention counts from the end of the chat."""
    transcript = relay.send(chat())
    assert parse_case_id(transcript.case_id) == transcript.case_id
    assert transcript.erase_at - transcript.ended_at == timedelta(days=facts.transcript_retention_days)
    assert transcript.provider == "generic"


@pytest.mark.parametrize(
    "other",
    [
        chat(chat_id="c2"),
        chat(account="video"),
        chat(account="pay:c1", chat_id=""),
    ],
)
def test_another_chat_is_another_case(relay: Relay, other: dict[str, object]) -> None:
    """Another chat, or another inbox, is a new case."""
    other = {**other, "chat_id": other["chat_id"] or "x"}
    assert relay.send(chat()).case_id != relay.send(other).case_id
    assert len(relay.table.jobs) == 2


def test_chats_that_share_a_case_id_are_both_kept(relay: Relay) -> None:
    """Two chats whose names run together to the same words get two cases, each found again."""
    one, other = chat(account="a:b", chat_id="c"), chat(account="a", chat_id="b:c")
    cases = [relay.send(data).case_id for data in (one, other, one, other)]
    assert cases[:2] == cases[2:]
    assert cases[0] != cases[1]
    assert len(relay.table.jobs) == 2


@pytest.mark.parametrize("customer", [{}, {"name": "김하늘"}, {"email": ""}, {"email": None}, None])
def test_without_an_address_no_mail_is_owed(relay: Relay, customer: object) -> None:
    """A chat whose customer is not known by mail is kept all the same."""
    assert relay.send(chat(customer=customer)).customer.email is None
    assert len(relay.table.transcripts) == 1
    assert not relay.table.jobs


@pytest.mark.parametrize(
    "messages",
    [
        [],
        [message(1, "bot")],
        [message(1, "customer"), message(2, "bot"), message(3, "system")],
        [message(1, "customer"), message(2, visibility="internal")],
        [message(1, "customer"), message(2, text=" \n")],
    ],
)
def test_a_visitor_who_left_before_an_answer_gets_no_mail(
    relay: Relay, messages: list[dict[str, object]]
) -> None:
    """Where no agent said a word the chat is kept and owes no mail: anybody may have typed the address."""
    relay.send(chat(messages=messages))
    assert len(relay.table.transcripts) == 1
    assert not relay.table.jobs


def test_what_cannot_be_read_is_set_aside_once(relay: Relay) -> None:
    """However often a broken delivery comes again, an operator finds it once."""
    first = relay.set_aside({"chat_id": "c1"})
    relay.later(minutes=2, microseconds=7)
    assert relay.set_aside({"chat_id": "c1"}).delivery_id == first.delivery_id
    assert len(relay.table.deliveries) == 1


def test_a_store_that_fails_is_told_to_the_sender(relay: Relay) -> None:
    """Nothing is stored, and the sender may try again."""
    relay.table.unavailable = True
    with pytest.raises(StoreUnavailableError):
        relay.send(chat())
    relay.table.unavailable = False
    assert relay.post(json.dumps(chat()).encode())[1]


def test_what_is_stored_reads_back_the_same(relay: Relay) -> None:
    """As JSON and back, a transcript loses nothing, not even microseconds."""
    transcript = relay.send(
        chat(
            message(1, "customer", "그림 👩‍👩‍👧\n\t둘째 줄"),
            message(2, at="2026-11-20T14:02:02.123456+09:00"),
        )
    )
    stored = json.dumps(transcript_to_json(transcript))
    assert transcript_from_json(json.loads(stored)) == transcript
    assert transcript.messages[1].at.isoformat() == "2026-11-20T05:02:02.123456+00:00"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"messages":' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"messages":' + b"9" * 5000 + b"}",
        b'{"chat_id":NaN}',
    ],
)
def test_a_rightly_signed_body_may_still_be_nonsense(relay: Relay, body: bytes) -> None:
    """What is no JSON object, or nested too deep, is set aside as it is, once, with the reason."""
    assert [relay.set_aside(body).reason for _ in range(3)] == ["malformed_body"] * 3
    assert len(relay.table.deliveries) == 1


def test_a_body_has_an_end(relay: Relay) -> None:
    """What is larger than 2 MB is refused unread."""
    with pytest.raises(ProblemError, match="body_too_large"):
        relay.post(b" " * (2 * 1024 * 1024 + 1))


def test_a_body_must_say_that_it_is_json(relay: Relay) -> None:
    """Another Content-Type, or none, is refused."""
    for content_type in ("text/plain", ""):
        with pytest.raises(ProblemError, match="unsupported_media_type"):
            relay.post(json.dumps(chat()).encode(), content_type=content_type)

"""Once, complete, in order: what repeated, partial, late and further deliveries of a chat come to."""

from __future__ import annotations

import itertools
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpcenter.inquiry.case_id import group_case_id
from helpcenter.transcript.provider import Reach
from helpcenter.transcript.providers import connect_providers
from tests.fakes.examples import make_case
from tests.unit.transcript.relay import SECRET, Relay, chat, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpcenter.center.facts import Facts

ASKED, ANSWERED = message(1, "customer", "환불하고 싶어요"), message(2, text="처리했습니다")
THANKS, WELCOME = message(3, "customer", "감사해요"), message(4, text="안녕히 계세요")


def ids(relay: Relay) -> list[list[str]]:
    """Return the messages of each part."""
    return [[one.id for one in transcript.messages] for transcript in relay.table.transcripts]


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 4])))
def test_partial_and_late_deliveries_become_one_mail(relay: Relay, order: Sequence[int]) -> None:
    """The first message, the first two, all four: in whichever order they come, one complete mail leaves."""
    said = [ASKED, ANSWERED, THANKS, WELCOME]
    for count in order:
        relay.send(chat(*said[:count], ended_at=f"2026-11-20T05:10:0{count}Z"))
        relay.later(seconds=20)
    relay.settled()
    [mailed] = relay.mail()
    assert [one.id for one in mailed.messages] == ["m1", "m2", "m3", "m4"]
    assert mailed.ended_at.second == 4
    relay.later(days=1)
    assert relay.mail() == []


def test_what_comes_after_the_mail_is_a_part_of_the_same_case(relay: Relay) -> None:
    """A chat that is reopened and closed again: only what is new is mailed, once."""
    first = relay.send(chat(ASKED, ANSWERED))
    relay.settled()
    relay.mail()
    for _ in range(3):
        second = relay.send(chat(ASKED, ANSWERED, THANKS, WELCOME))
    relay.settled()
    assert relay.mail() == [second]
    assert ids(relay) == [["m1", "m2"], ["m3", "m4"]]
    assert (second.case_id, second.part) == (first.case_id, 2)
    assert second.started_at.second == 3


def test_an_older_delivery_after_a_newer_one_is_known(relay: Relay) -> None:
    """What overtook each other on the way brings nothing."""
    relay.send(chat(ASKED, ANSWERED, THANKS))
    relay.settled()
    relay.mail()
    assert relay.post(json.dumps(chat(ASKED, ANSWERED)).encode())[1] is False
    assert ids(relay) == [["m1", "m2", "m3"]]


def test_a_further_end_without_a_word_is_no_part(relay: Relay) -> None:
    """Opened and closed again, and nobody said anything."""
    relay.send(chat())
    relay.settled()
    relay.mail()
    assert relay.post(json.dumps(chat(ended_at="2026-11-20T05:30:00Z")).encode())[1] is False
    assert len(relay.table.parts) == 1


def test_thanks_alone_are_kept_and_not_mailed(relay: Relay) -> None:
    """A further part in which no agent spoke owes no mail; when one does, all of it is mailed."""
    relay.send(chat(ASKED, ANSWERED))
    relay.settled()
    relay.mail()
    relay.send(chat(ASKED, ANSWERED, THANKS))
    relay.settled()
    assert relay.mail() == []
    relay.send(chat(ASKED, ANSWERED, THANKS, WELCOME))
    relay.settled()
    assert [[one.id for one in mailed.messages] for mailed in relay.mail()] == [["m3", "m4"]]


def test_an_address_that_is_told_later_is_mailed_to(relay: Relay) -> None:
    """A chat whose customer was not known yet is mailed when a further delivery says who it is."""
    relay.send(chat(customer=None))
    assert not relay.table.jobs
    relay.send(chat(ended_at="2026-11-20T05:10:30Z"))
    relay.settled()
    assert [mailed.customer.email for mailed in relay.mail()] == ["haneul@example.com"]


def test_a_customer_who_wants_no_mail_gets_none(relay: Relay) -> None:
    """Refused at once or before the mail has left; consent that was given is recorded."""
    refused = {"email": "haneul@example.com", "consent": False}
    relay.send(chat(chat_id="a", customer=refused))
    relay.send(chat(chat_id="b", customer={**refused, "consent": True}))
    relay.send(chat(chat_id="c"))
    relay.send(chat(chat_id="c", customer=refused, ended_at="2026-11-20T05:10:30Z"))
    relay.settled()
    [mailed] = relay.mail()
    assert mailed.chat_id == "b"
    assert mailed.customer.consent is True


@pytest.mark.parametrize("internal_first", [True, False])
def test_a_message_that_turns_out_internal_is_taken_back(relay: Relay, *, internal_first: bool) -> None:
    """As long as the mail has not left, in whichever order the deliveries come."""
    public = chat(ASKED, ANSWERED, message(5, text="VIP"), ended_at="2026-11-20T05:10:01Z")
    internal = chat(ASKED, ANSWERED, message(5, text="VIP", visibility="internal"))
    for data in (internal, public) if internal_first else (public, internal):
        relay.send(data)
    relay.settled()
    assert "VIP" not in str(relay.mail())


def test_an_operator_can_turn_the_mail_off(relay: Relay) -> None:
    """For one provider: its chats are kept and owe no mail."""
    off = {"generic": {"secret": SECRET.decode(), "mail": "off"}}
    relay.providers["generic"] = connect_providers(off, Reach(relay.web, relay.web, relay.web))["generic"]
    relay.send(chat())
    assert len(relay.table.parts) == 1
    assert not relay.table.jobs


@pytest.mark.parametrize(
    ("reference", "email", "joins"),
    [
        ("right", "mina@example.com", True),
        ("grouped", "MINA@example.com", True),
        ("right", "stranger@example.com", False),
        ("right", "", False),
        ("unknown", "mina@example.com", False),
        ("nonsense", "mina@example.com", False),
    ],
)
def test_a_chat_joins_the_case_of_its_own_customer(
    relay: Relay, reference: str, email: str, *, joins: bool
) -> None:
    """By the case ID that the provider passes on; anybody can say one, so the address must be the case's."""
    [right, unknown] = [relay.send(chat(chat_id=name)).case_id for name in ("x", "y")]
    relay.table.parts.clear()
    relay.table.jobs.clear()
    relay.table.cases[right] = make_case(right)
    given = {"right": right, "grouped": group_case_id(right).lower(), "unknown": unknown}
    named = given.get(reference, "'; DROP TABLE")
    for _ in range(2):
        transcript = relay.send(chat(case_id=named, customer={"email": email}))
    assert (transcript.case_id == right) is joins
    assert len(relay.table.parts) == 1


def test_two_chats_of_one_case_are_two_records(relay: Relay) -> None:
    """Each is mailed by itself."""
    case_id = relay.send(chat(chat_id="x")).case_id
    relay.table.parts.clear()
    relay.table.jobs.clear()
    relay.table.cases[case_id] = make_case(case_id)
    customer = {"email": "mina@example.com"}
    for name in ("a", "b", "a"):
        relay.send(chat(chat_id=name, case_id=case_id, customer=customer))
    relay.settled()
    assert [mailed.chat_id for mailed in relay.mail()] == ["a", "b"]
    assert {transcript.case_id for transcript in relay.table.transcripts} == {case_id}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_message_is_mailed_exactly_once(facts: Facts, data: st.DataObject) -> None:
    """Whatever pieces come in whatever order, and whenever the mails leave between them."""
    relay = Relay(facts)
    said = [message(number, "agent" if number % 2 else "customer") for number in range(1, 7)]
    mailed: list[str] = []
    for _ in range(data.draw(st.integers(1, 6))):
        pieces = data.draw(st.lists(st.sampled_from(said), unique_by=lambda one: str(one["id"])))
        relay.send(chat(*pieces)) if pieces else relay.send(chat(messages=[]))
        relay.now += data.draw(st.sampled_from([timedelta(), timedelta(minutes=1), timedelta(minutes=3)]))
        mailed += [one.id for part in relay.mail() for one in part.messages]
    relay.send(chat(*said, ended_at="2026-11-20T05:12:00Z"))
    relay.settled()
    mailed += [one.id for part in relay.mail() for one in part.messages]
    stored = sorted(one.id for transcript in relay.table.transcripts for one in transcript.messages)
    assert stored == [f"m{number}" for number in range(1, 7)]
    assert len(mailed) == len(set(mailed))
    assert {identifier for identifier in mailed if int(identifier[1:]) % 2} == {"m1", "m3", "m5"}

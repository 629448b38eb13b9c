"""Our own JSON for chats: what is read, and what is refused with all its errors at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.transcript.relay import Relay, chat, message

if TYPE_CHECKING:
    from helpcenter.messages import Messages


_PLACES = [
    *((name,) for name in chat()),
    *(("customer", name) for name in ("name", "email")),
    *(("messages", 0, name) for name in ("id", "at", "role", "name", "text", "visibility")),
    ("messages", 0),
]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text() | st.text(st.characters(categories=["Cs", "Cc", "Cf"])) | st.datetimes().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip


def test_messages_are_ordered_by_time_then_as_given(relay: Relay) -> None:
    """Providers deliver in any order; messages of one moment keep the order in which they were sent."""
    given = [message(5), message(1, "customer"), message(3, id="b"), message(3, id="a")]
    assert [said.id for said in relay.send(chat(*given)).messages] == ["m1", "b", "a", "m5"]


def test_a_repeated_message_is_told_once(relay: Relay) -> None:
    """A message ID that comes again is the same message."""
    kept = relay.send(chat(message(1, "customer"), message(2), message(2), message(1))).messages
    assert [(said.id, said.role) for said in kept] == [("m1", "customer"), ("m2", "agent")]


def test_internal_notes_are_not_kept(relay: Relay) -> None:
    """Nothing of a note for colleagues is stored, not even where the same note was public by mistake."""
    note = message(3, text="VIP 아님", visibility="internal")
    slip = message(3, text="VIP 아님", visibility="public")
    transcript = relay.send(chat(message(1, "customer"), slip, message(2), note))
    assert [said.id for said in transcript.messages] == ["m1", "m2"]
    assert "VIP" not in repr(transcript)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("en", "en"), ("en-US", "en"), ("EN_gb", "en"), ("ko-KR", "ko"), ("fr", "en"), ("", "ko"), (None, "ko")],
)
def test_another_language_is_answered_in_english(relay: Relay, sent: str | None, kept: str) -> None:
    """A tag with a region is its language; one that the center does not have means English."""
    assert relay.send(chat(language=sent)).language == kept


def test_texts_are_kept_as_they_are_in_nfc(relay: Relay) -> None:
    """Hangul from a Mac is composed; markup, emoji and invisible characters stay what they are."""
    text = "\u1112\u1161\u11ab\u1100\u1173\u11af <b>&amp;</b> 👩‍👩‍👧 \u202etxt\u200b\r\n\t끝 "
    kept = relay.send(chat(message(1, "agent", text, name="\u110c\u1175\u110b\u116e"))).messages[0]
    assert kept.text == text.replace("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글")
    assert kept.name == "지우"


def test_an_address_is_one_that_can_be_delivered_to(relay: Relay) -> None:
    """The domain is kept in ASCII and lower case."""
    customer = relay.send(chat(customer={"email": "Haneul@한국.Example"})).customer
    assert customer.email == "Haneul@xn--3e0b707e.example"


def test_everything_wrong_is_named_at_once(relay: Relay) -> None:
    """Each error names its field by its path, in the order of the fields."""
    bad: dict[str, Any] = {
        "account": 1,
        "language": ["ko"],
        "started_at": "2026-11-20 05:02:00",
        "customer": {"email": "a@b@", "name": "김\n하늘", "phone": "1"},
        "messages": [
            message(1, "boss"),
            "hello",
            message(2, at="2026-11-20T05:02:00"),
            {"role": "agent", "text": "\u0000"},
            message(4, text="\ud83d", visibility="secret"),
        ],
        "extra": True,
    }
    assert relay.errors(bad) == [
        ("extra", "unknown_field"),
        ("account", "wrong_type"),
        ("chat_id", "required"),
        ("language", "wrong_type"),
        ("started_at", "invalid_moment"),
        ("ended_at", "required"),
        ("customer.phone", "unknown_field"),
        ("customer.name", "control_characters"),
        ("customer.email", "invalid_email"),
        ("messages[1]", "not_object"),
        ("messages[0].role", "not_one_of"),
        ("messages[2].at", "invalid_moment"),
        ("messages[3].id", "required"),
        ("messages[3].at", "required"),
        ("messages[3].text", "control_characters"),
        ("messages[4].visibility", "not_one_of"),
        ("messages[4].text", "broken_text"),
    ]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("started_at", "2026-11-20T05:02:60Z", "invalid_moment"),
        ("started_at", "0001-01-01T00:00:00+14:00", "invalid_moment"),
        ("started_at", "2026-11-20T05:02:00,5Z", "invalid_moment"),
        ("started_at", "\uff12026-11-20T05:02:00Z", "invalid_moment"),
        ("started_at", 1795154400, "wrong_type"),
        ("started_at", "1999-12-31T23:59:59Z", "moment_out_of_range"),
        ("ended_at", "2026-11-20T06:05:01Z", "moment_out_of_range"),
        ("ended_at", "2026-11-20T15:10:00Z", "moment_out_of_range"),
        ("ended_at", "9999-12-31T23:59:59-23:59", "invalid_moment"),
        ("ended_at", "2026-08-01T00:00:00Z", "moment_out_of_range"),
        ("ended_at", "2026-11-20T05:01:59Z", "ends_before_start"),
        ("chat_id", " ", "required"),
        ("chat_id", "c" * 201, "too_long"),
        ("chat_id", "c\u0085d", "control_characters"),
        ("customer", [], "not_object"),
        ("messages", None, "required"),
        ("messages", {}, "not_list"),
        ("messages", [{}] * 2001, "too_many"),
        ("messages[0].text", "가" * 20_001, "too_long"),
        ("messages[0].text", 5, "wrong_type"),
        ("messages[0].name", "지우\n", "control_characters"),
        ("messages[0].id", [], "wrong_type"),
        ("messages[0].role", None, "required"),
        ("messages[0].role", {}, "wrong_type"),
        ("messages[0].at", "2026-11-20T06:05:01Z", "moment_out_of_range"),
        ("messages[0].visiblity", "internal", "unknown_field"),
        ("customer.email", "하늘@example.com", "email_local_not_ascii"),
    ],
)
def test_a_field_that_is_wrong_is_refused_with_its_reason(
    relay: Relay, messages: dict[str, Messages], field: str, value: object, code: str
) -> None:
    """One wrong field gives one error, with words for it in each language. Nothing is stored."""
    data = chat()
    holder, _, name = field.rpartition(".")
    holders = {"": data, "customer": data["customer"], "messages[0]": data["messages"][0]}
    holders[holder][name] = value
    assert relay.errors(data) == [(field, code)]
    for language in messages.values():
        assert all(error.message(language) for error in relay.set_aside(data).errors)


def test_an_internal_note_needs_an_id_too(relay: Relay) -> None:
    """Without an ID, or with one that is no text, the note is refused: its public twin could not be found."""
    note: dict[str, object] = {"visibility": "internal", "id": ["m1"]}
    assert relay.errors(chat(message(1), note)) == [("messages[1].id", "wrong_type")]


def test_the_answer_to_much_nonsense_is_short_and_can_be_sent(relay: Relay) -> None:
    """At most a hundred errors are told, and a broken name among them is told in ASCII."""
    fields = {f"\ud800{number}": 1 for number in range(500)}
    errors = relay.errors({**chat(), **fields})
    assert len(errors) == 100
    assert errors[0] == ("\\ud8000", "unknown_field")


def test_two_thousand_messages_are_taken(relay: Relay) -> None:
    """A chat of the largest size is kept whole."""
    said = {"at": "2026-11-20T05:05:00Z", "role": "agent", "text": "네"}
    many: list[dict[str, object]] = [{"id": f"{number}", **said} for number in range(2000)]
    body = json.dumps(chat(*many), ensure_ascii=False, separators=(",", ":")).encode()
    assert len(relay.post(body)[0].messages) == 2000


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(_PLACES), value=_JSON)
def test_no_value_anywhere_is_more_than_a_refusal(
    relay: Relay, messages: dict[str, Messages], place: tuple[Any, ...], value: object
) -> None:
    """Whatever stands in a field, the chat is taken or refused with words that can be sent."""
    data = chat()
    holder: Any = data
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    for error in relay.deliver(json.dumps(data).encode()).errors:
        assert f"{error.field} {error.message(messages['ko'])}".encode()

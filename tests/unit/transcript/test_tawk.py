"""tawk.to: the whole transcript comes in one call."""

from __future__ import annotations

import copy
from datetime import timedelta

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.transcript.receive import Outcome
from tests.unit.transcript.provider_desk import Desk, fixture

CREATED = fixture("tawk/transcript_created_ko.json")


def test_a_transcript_is_told_once(desk: Desk) -> None:
    """Retries are the same chat: one transcript, one mail; files are told by their names."""
    assert [desk.post_tawk(CREATED).outcome for _ in range(3)] == [Outcome.KEPT, Outcome.KNOWN, Outcome.KNOWN]
    desk.settled()
    [mailed] = desk.mail()
    assert [(one.role, one.name, one.text) for one in mailed.messages] == [
        ("bot", "도움말 센터", "무엇을 도와드릴까요?"),
        ("customer", "", "환불하고 싶어요"),
        ("agent", "지우", ""),
    ]
    assert mailed.messages[2].files[0].name == "환불안내.pdf"
    assert mailed.customer.email_source == "typed"


def test_the_language_is_that_of_what_was_said(desk: Desk) -> None:
    """tawk.to tells none: Hangul means Korean, other letters English."""
    english = copy.deepcopy(CREATED)
    english["chat"]["id"] = "other"
    for message, text in zip(english["chat"]["messages"], ("Hi", "It's about a refund", "Sure"), strict=True):
        message["msg"] = text
    for data in (CREATED, english):
        desk.post_tawk(data)
    assert [transcript.language for transcript in desk.table.transcripts] == ["ko", "en"]


def test_a_delivery_older_than_the_retries_is_not_taken(desk: Desk) -> None:
    """The signed body says when it was made: a recorded one is worthless after its retries."""
    desk.later(hours=12)
    assert desk.post_tawk(CREATED).outcome is Outcome.KEPT
    desk.later(hours=2)
    with pytest.raises(ProblemError, match="stale_timestamp"):
        desk.post_tawk({**CREATED, "chat": {**CREATED["chat"], "id": "recorded"}})


def test_other_events_are_ignored(desk: Desk) -> None:
    """A chat that starts or ends is told without its words."""
    assert desk.post_tawk({**CREATED, "event": "chat:end"}).outcome is Outcome.IGNORED


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"time": "soon"}, "invalid_moment:time"),
        ({"time": "2026-10-12T00:10:00"}, "invalid_moment:time"),
        ({"chat": {"id": "1"}}, "not_list:messages"),
        ({"chat": {"id": "1", "messages": [1]}}, "not_list:messages"),
        ({"chat": {"id": "1", "messages": [{"sender": {"t": "x"}}]}}, "unknown_role:sender.t"),
        ({"property": {}}, "required:id"),
        ({"chat": {**CREATED["chat"], "id": " "}}, "required:id"),
        (
            {"chat": {**CREATED["chat"], "messages": CREATED["chat"]["messages"] * 3 + [{}]}},
            "unknown_role:sender.t",
        ),
    ],
)
def test_what_cannot_be_read_is_set_aside_with_its_reason(
    desk: Desk, change: dict[str, object], reason: str
) -> None:
    """The right sender's delivery is kept as it is; the reason names the field and nothing of its content."""
    received = desk.post_tawk({**CREATED, **change})
    assert (received.outcome, received.reason) == (Outcome.SET_ASIDE, reason)
    assert not desk.table.parts


def test_a_chat_nobody_may_keep_any_more_is_let_be(desk: Desk) -> None:
    """Told late, after the center's retention: not stored, not mailed, no alarm."""
    old = copy.deepcopy(CREATED)
    for message in old["chat"]["messages"]:
        message["time"] = (desk.now - timedelta(days=91)).isoformat()
    assert desk.post_tawk(old).outcome is Outcome.IGNORED

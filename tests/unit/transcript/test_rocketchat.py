"""Rocket.Chat: the whole session comes when the chat is closed."""

from __future__ import annotations

import copy

import pytest

from helpcenter.api.problem import ProblemError
from helpcenter.transcript.receive import Outcome
from tests.unit.transcript.provider_desk import Desk, fixture

SESSION = fixture("rocketchat/session_ko.json")


def test_a_session_is_told_once_in_order(desk: Desk) -> None:
    """Ten retries are one mail; pages that the visitor looked at are not told, the closing is an event."""
    assert [desk.post_rocketchat(SESSION).outcome for _ in range(3)] == [Outcome.KEPT] + [Outcome.KNOWN] * 2
    desk.settled()
    [mailed] = desk.mail()
    assert [(one.role, one.name, one.text or one.event) for one in mailed.messages] == [
        ("customer", "", "프로필이 안 보여요"),
        ("agent", "지우", "안녕하세요, 온마루 고객센터 지우입니다."),
        ("customer", "", "It's <b>here</b>"),  # with a file
        ("agent", "지우", "다시 로그인하시면 보입니다."),
        ("system", "", "ended"),
    ]
    assert mailed.messages[2].files[0].name == "화면.png"
    assert mailed.customer.email == "haneul@example.com"


def test_an_edit_of_a_closed_chat_is_ignored(desk: Desk) -> None:
    """It tells nothing new; nor do the other events of a chat."""
    for kind in ("LivechatEdit", "LivechatSessionTaken", "Message", None):
        assert desk.post_rocketchat({**SESSION, "type": kind}).outcome is Outcome.IGNORED


def test_good_answers_are_200(desk: Desk) -> None:
    """Anything else would have Rocket.Chat repeat the call ten times."""
    assert desk.providers["rocketchat"].accepted == 200


def test_messages_without_ids_are_known_by_what_they_say(desk: Desk) -> None:
    """Older versions give none: told again, they are the same."""
    old = copy.deepcopy(SESSION)
    for message in old["messages"]:
        del message["_id"]
    old["visitor"]["email"] = "haneul@example.com"
    assert [desk.post_rocketchat(old).outcome for _ in range(2)] == [Outcome.KEPT, Outcome.KNOWN]
    assert desk.table.transcripts[0].customer.email == "haneul@example.com"


def test_a_session_closed_long_ago_is_stale(desk: Desk) -> None:
    """The token signs nothing; a recorded session is not taken an hour later."""
    desk.later(hours=1, seconds=1)
    with pytest.raises(ProblemError, match="stale_timestamp"):
        desk.post_rocketchat(SESSION)

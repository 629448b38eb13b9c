"""What a receipt, and whoever erases a case, see of its chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.center.calendar import Calendar
from helpcenter.transcript.receipt import ShowChats, chats_content
from tests.unit.transcript.relay import Relay, chat, message

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages

HOSTILE = "<script>alert(1)</script> https://evil.example/ \u202e 비밀번호는 hunter2!입니다"


@pytest.fixture
def shown(relay: Relay, facts: Facts, messages: dict[str, Messages]) -> ShowChats:
    """The chats of a desk where a hostile one has ended."""
    relay.send(chat(message(1, "customer", HOSTILE), message(2, "agent", "확인했습니다", name="<i>지우</i>")))
    return ShowChats(relay.keep.store, Calendar(facts), messages)


def test_a_chat_stands_on_its_receipt_as_text(relay: Relay, shown: ShowChats) -> None:
    """Who said what and when in the center's zone; nothing typed is markup, a link, a turn or a secret."""
    [transcript] = relay.table.transcripts
    language, html = shown(transcript.case_id)
    assert language == "ko"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;i&gt;지우&lt;/i&gt;" in html
    for forbidden in ("<script", "<a ", "style=", "\u202e", "hunter2", "https://evil.example"):
        assert forbidden not in html
    assert "14:02:01" in html
    assert "2026년 11월 20일(금), KST 기준" in html
    assert "비밀번호" in html.partition("<ol")[0]


def test_it_is_said_in_the_language_that_is_asked_for(relay: Relay, shown: ShowChats) -> None:
    """The words around the chat follow the page that it stands on."""
    [transcript] = relay.table.transcripts
    assert "Friday 20 November 2026" in shown(transcript.case_id, "en")[1]


def test_a_case_without_a_chat_shows_none(shown: ShowChats) -> None:
    """An inquiry's receipt stays as it is."""
    assert shown("7K3M9PQ2RT5", "en") == ("en", "")


def test_further_parts_follow_in_time(relay: Relay, facts: Facts, messages: dict[str, Messages]) -> None:
    """Two chats of a case stand one after the other, the earliest first."""
    relay.send(chat(chat_id="late", started_at="2026-11-20T05:30:00Z", ended_at="2026-11-20T05:40:00Z"))
    relay.send(chat(chat_id="early"))
    html = chats_content(relay.table.transcripts, Calendar(facts), messages["en"])
    assert html.index("14:02 (KST)") < html.index("14:30 (KST)")

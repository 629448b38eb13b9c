"""Channel Talk: asked each minute for chats that were closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.transcript.work import WorkOutcome

if TYPE_CHECKING:
    from tests.unit.transcript.provider_desk import Desk


def test_a_closed_chat_is_found_fetched_and_mailed_once(desk: Desk) -> None:
    """However often it is found; older ones are let be, private notes and what was done are left out."""
    desk.serve_channel_talk()
    for _ in range(2):
        desk.poll()
        desk.later(minutes=1)
    assert desk.sweep() == []
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]
    desk.poll()
    assert desk.sweep() == []
    desk.settled()  # a file was sent in it
    [mailed] = desk.mail()
    assert [(one.role, one.name, one.text) for one in mailed.messages] == [
        ("bot", "", "무엇을 도와드릴까요?"),
        ("customer", "", "메일이 안 보내져요"),
        ("agent", "지우", "보낸 편지함 용량을 비우시면 됩니다."),
    ]
    assert (mailed.customer.email_source, mailed.language, mailed.account) == ("session", "ko", "9000")
    assert desk.web.headers[0] == {"x-access-key": "k", "x-access-secret": "s"}


def test_a_chat_that_is_opened_again_within_the_wait_sends_nothing(desk: Desk) -> None:
    """Closed once more, it has another end, and is mailed then."""
    desk.serve_channel_talk()
    desk.poll()
    desk.serve_channel_talk(state="opened")
    desk.settled()
    assert desk.sweep() == [WorkOutcome.NOTHING]
    desk.serve_channel_talk(closedAt=1791763700000)
    desk.poll()
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]
    desk.settled()
    assert len(desk.mail()) == 1


def test_an_agent_whose_name_is_not_told_is_an_agent(desk: Desk) -> None:
    """The chat is mailed all the same."""
    desk.serve_channel_talk()
    desk.web.pages = {url: told for url, told in desk.web.pages.items() if "managers" not in url}
    desk.poll()
    desk.settled()
    desk.sweep()
    assert desk.table.transcripts[0].messages[-1].name == ""


def test_a_provider_that_cannot_be_asked_is_told_and_asked_again(desk: Desk) -> None:
    """An outage of one minute loses nothing: the next asks an hour back."""
    desk.web.away = True
    [told] = desk.work.find(desk.now)
    assert (told.delivery_id, told.reason) == ("channel_talk", "http_503")
    desk.web.away = False
    desk.serve_channel_talk()
    desk.later(minutes=30)
    desk.poll()
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]

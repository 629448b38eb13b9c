"""Chatwoot: a call tells that a conversation was resolved, what was said is fetched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from helpcenter.transcript.receive import Outcome
from helpcenter.transcript.work import WorkOutcome
from tests.unit.transcript.provider_desk import CHATWOOT, Desk, fixture, page

RESOLVED = fixture("chatwoot/status_changed_ko.json")
MESSAGES: list[dict[str, Any]] = fixture("chatwoot/messages_ko.json")["payload"]


def more(number: int, text: str = "네", kind: int = 1, **fields: object) -> dict[str, Any]:
    """Return a further message."""
    told = {"id": number, "content": text, "message_type": kind, "private": False, "content_attributes": {}}
    sender = {"id": 1, "name": "지우", "type": "user"} if kind else {"id": 12, "name": "김하늘"}
    return {**told, "created_at": 1791763300 + number, "sender": sender, **fields}


def test_the_call_is_taken_and_the_chat_fetched_after_the_wait(desk: Desk) -> None:
    """Nothing is asked while Chatwoot waits for its answer; three calls bring one mail."""
    desk.serve_chatwoot()
    assert [desk.post_chatwoot(RESOLVED).outcome for _ in range(3)] == [Outcome.WAITING] * 3
    assert desk.sweep() == []
    assert desk.web.asked == []
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]
    desk.settled()  # a file was sent in it
    [mailed] = desk.mail()
    assert [(one.role, one.name, one.text) for one in mailed.messages] == [
        ("customer", "", "로그인이 안 돼요"),
        ("agent", "지우", "재설정 링크를 보내 드릴게요"),
    ]
    assert [file.name for file in mailed.messages[1].files] == ["guide.png"]
    assert (mailed.language, mailed.account, mailed.chat_id) == ("ko", "1", "10")
    assert desk.web.headers[0]["api_access_token"] == "t"


def test_what_the_call_says_is_not_kept(desk: Desk) -> None:
    """Of the call only where the chat is is kept: no name, no address, no word."""
    desk.post_chatwoot(RESOLVED)
    [delivery] = desk.table.deliveries.values()
    assert b"haneul" not in delivery.body
    assert "재설정".encode() not in delivery.body


def test_every_page_is_fetched(desk: Desk) -> None:
    """A chat of a hundred messages comes in pages of twenty."""
    desk.serve_chatwoot([more(number, f"{number}") for number in range(1, 101)])
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    desk.sweep()
    assert [one.text for one in desk.table.transcripts[0].messages] == [f"{n}" for n in range(1, 101)]
    assert len([url for url in desk.web.asked if "/messages" in url]) == 6


@pytest.mark.parametrize(
    "hidden",
    [
        more(300, "VIP 고객", private=True),
        more(300, "배정", kind=2),
        more(300, "평가해 주세요", kind=3, content_type="input_csat"),
        more(300, "지운 말", content_attributes={"deleted": True}),
        {key: value for key, value in more(300, "모르는 말").items() if key != "private"},
        more(300, "모르는 말", kind=9),
    ],
)
def test_what_the_customer_did_not_see_is_left_out(desk: Desk, hidden: dict[str, Any]) -> None:
    """Notes, activity, questions for a rating, deleted messages, whatever does not say that it is public."""
    desk.serve_chatwoot([*MESSAGES, hidden])
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    desk.sweep()
    [transcript] = desk.table.transcripts
    assert hidden["content"] not in str([one.text for one in transcript.messages])


def test_a_resolve_that_is_undone_sends_nothing(desk: Desk) -> None:
    """Reopened within the wait, it is let be; resolved again, it is mailed once, with all that was said."""
    desk.serve_chatwoot()
    desk.post_chatwoot(RESOLVED)
    desk.later(minutes=1)
    desk.serve_chatwoot(status="open")
    desk.later(minutes=2)
    assert desk.sweep() == [WorkOutcome.NOTHING]
    desk.serve_chatwoot([*MESSAGES, more(206, "더 궁금한 게 있어요", kind=0)])
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]
    desk.settled()
    assert [len(mailed.messages) for mailed in desk.mail()] == [3]


def test_flapping_waits_from_the_last_resolve(desk: Desk) -> None:
    """Resolved, undone and resolved again: the wait begins anew."""
    desk.serve_chatwoot()
    desk.post_chatwoot(RESOLVED)
    desk.later(minutes=2)
    desk.post_chatwoot(RESOLVED)
    desk.later(minutes=2)
    assert desk.sweep() == []
    desk.later(minutes=1)
    assert desk.sweep() == [WorkOutcome.KEPT]


def test_reopened_and_resolved_again_only_the_new_part_is_mailed(desk: Desk) -> None:
    """Under the same case, once for each time."""
    desk.serve_chatwoot()
    for messages, activity in ((MESSAGES, 0), ([*MESSAGES, more(206, "감사해요", kind=0), more(207)], 900)):
        desk.serve_chatwoot(messages)
        desk.post_chatwoot({**RESOLVED, "last_activity_at": 1791763210 + activity})
        desk.settled()
        desk.sweep()
        desk.later(hours=1)
        [mailed] = desk.mail()
    assert [one.text for one in mailed.messages] == ["감사해요", "네"]
    assert mailed.part == 2
    assert len({transcript.case_id for transcript in desk.table.transcripts}) == 1


def test_other_events_are_ignored(desk: Desk) -> None:
    """A conversation that opens, or a message, is no transcript."""
    assert desk.post_chatwoot({**RESOLVED, "status": "open"}).outcome is Outcome.IGNORED
    assert desk.post_chatwoot({**RESOLVED, "event": "message_created"}).outcome is Outcome.IGNORED
    assert not desk.table.deliveries


def test_the_night_finds_what_the_call_lost(desk: Desk) -> None:
    """Chatwoot does not repeat a call: resolved conversations of the last days are looked through."""
    listed = fixture("chatwoot/conversation_ko.json")
    old = {**listed, "id": 9, "last_activity_at": 1791000000}
    pages = f"{CHATWOOT}/conversations?status=resolved&page="
    desk.web.pages[f"{pages}1"] = page({"data": {"payload": [listed, old]}})
    desk.serve_chatwoot()
    list(desk.work.find(desk.now - timedelta(hours=1)))
    assert not [url for url in desk.web.asked if url.startswith(CHATWOOT)]
    list(desk.work.find(desk.now - timedelta(days=2), all_providers=True))
    desk.settled()
    assert desk.sweep() == [WorkOutcome.KEPT]
    desk.settled()
    assert len(desk.mail()) == 1


def test_an_outage_is_tried_again_and_ends_visibly(desk: Desk) -> None:
    """Longer and longer apart; at last it is set aside with its reason, and never lost."""
    desk.serve_chatwoot()
    desk.post_chatwoot(RESOLVED)
    desk.settled()
    desk.web.away = True
    outcomes = []
    for _ in range(30):
        outcomes += desk.sweep()
        desk.later(hours=1)
    assert outcomes == [WorkOutcome.DELAYED] * 23 + [WorkOutcome.SET_ASIDE]
    [failed] = desk.deliveries.failed(desk.now)
    assert failed.failed_for == "http_503"
    desk.web.away = False
    assert desk.deliveries.redo(failed.delivery_id, desk.now)
    assert desk.sweep() == [WorkOutcome.KEPT]


def test_a_signed_address_is_known_as_such(desk: Desk) -> None:
    """Chatwoot tells when the site vouched for the visitor; otherwise the address was typed."""
    verified = fixture("chatwoot/conversation_ko.json")["meta"] | {"hmac_verified": True}
    for meta, source in ((verified, "signed"), ({**verified, "hmac_verified": "yes"}, "typed")):
        fresh = Desk(desk.facts)
        fresh.serve_chatwoot(meta=meta)
        fresh.post_chatwoot(RESOLVED)
        fresh.settled()
        fresh.sweep()
        assert fresh.table.transcripts[0].customer.email_source == source

"""Amazon Connect: transcript files in a bucket."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.aws.connect import new_files
from helpcenter.transcript.keeping import UNENDED_WAIT
from helpcenter.transcript.transcript import Customer
from helpcenter.transcript.work import WorkOutcome
from tests.unit.transcript.provider_desk import FILE, Desk, fixture

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpcenter.transcript.transcript import Transcript

EVENTS = ["amazon_connect/s3_notification.json", "amazon_connect/eventbridge.json"]
FILE_KO = fixture("amazon_connect/transcript_ko.json")


def arrive(desk: Desk, data: dict[str, Any], key: str = FILE, **attributes: str) -> list[WorkOutcome]:
    """Let a file arrive."""
    desk.store_connect(data, key, **attributes)
    event = fixture("amazon_connect/eventbridge.json")
    event["detail"]["object"] |= {"key": key, "etag": key}
    return [worked.outcome for worked in desk.work.these(new_files(event))]


def said(transcript: Transcript) -> list[tuple[str, str, str]]:
    """Return role, name and text or event of each message."""
    return [(one.role, one.name, one.text or one.event) for one in transcript.messages]


def segments() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the file of the chat until its transfer, and that of the contact that the transfer made."""
    first, second = copy.deepcopy(FILE_KO), copy.deepcopy(FILE_KO)
    first["Transcript"], second["Transcript"] = FILE_KO["Transcript"][:9], FILE_KO["Transcript"][7:]
    second["ContactId"] = "d0d0d0d0-1111-4222-8333-444455556666"
    return first, second


@pytest.mark.parametrize("event", EVENTS)
def test_a_file_is_read_where_the_event_says(desk: Desk, event: str) -> None:
    """S3 writes the colon of the key as %3A, EventBridge as it is; three events of one file are one chat."""
    desk.store_connect(FILE_KO)
    outcomes = [worked.outcome for _ in range(3) for worked in desk.work.these(new_files(fixture(event)))]
    assert outcomes == [WorkOutcome.KEPT, WorkOutcome.NOT_DUE, WorkOutcome.NOT_DUE]
    desk.settled()
    assert len(desk.mail()) == 1


def test_who_said_what_is_told_in_order(desk: Desk) -> None:
    """Bots have no made-up names, choices are words, events are events, a repeated message stands once."""
    arrive(desk, FILE_KO)
    [transcript] = desk.table.transcripts
    assert said(transcript) == [
        ("customer", "", "joined"),
        ("bot", "", "안녕하세요. 예상 대기 시간은 5분 미만입니다."),
        ("bot", "", "어떤 도움이 필요하세요?\n- 결제\n- 로그인"),
        ("customer", "", "결제"),
        ("agent", "상담사 지우", "joined"),
        ("agent", "상담사 지우", "안녕하세요, **지우**입니다. 무엇을 도와드릴까요?"),
        ("customer", "", transcript.messages[6].text),
        ("customer", "", ""),
        ("system", "", "transferred"),
        ("agent", "상담사 지우", FILE_KO["Transcript"][9]["Content"]),
        ("customer", "", "left"),
        ("system", "", "ended"),
    ]
    assert [file.name for one in transcript.messages for file in one.files] == ["결제 화면.png"]


def test_the_contact_tells_address_and_language(desk: Desk) -> None:
    """They are attributes of the contact, not in the file; consent that was refused means no mail."""
    desk.store_connect(FILE_KO, language="en", consent="FALSE", name="하늘")
    list(desk.work.these(new_files(fixture(EVENTS[0]))))
    [transcript] = desk.table.transcripts
    assert transcript.customer == Customer("하늘", "haneul@example.com", "signed", consent=False)
    assert transcript.language == "en"
    assert not desk.table.jobs


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_transfer_makes_one_transcript(desk: Desk, order: Sequence[int]) -> None:
    """Two files, in whichever order, with messages in common: one chat, one mail, each message once."""
    for number in order:
        arrive(desk, segments()[number], f"{FILE}.{number}")
        desk.later(seconds=30)
    desk.settled()
    [mailed] = desk.mail()
    desk.later(days=1)
    assert desk.mail() == []
    ids = [one.id for one in mailed.messages]
    assert len(ids) == len(set(ids)) == 12
    assert mailed.started_at.isoformat() == "2026-10-12T00:00:00+00:00"


def test_a_piece_waits_for_the_rest_of_the_chat(desk: Desk) -> None:
    """While a transferred chat goes on for long, the first piece is not mailed by itself."""
    first, second = segments()
    arrive(desk, first)
    desk.later(minutes=40)
    assert desk.mail() == []
    arrive(desk, second, f"{FILE}.2")
    desk.settled()
    assert [len(mailed.messages) for mailed in desk.mail()] == [12]


def test_a_visitor_who_closes_the_window_gets_the_mail_all_the_same(desk: Desk) -> None:
    """Where nothing tells that the chat ended, and nothing more comes, what there is is mailed."""
    arrive(desk, segments()[0])
    desk.now += UNENDED_WAIT
    assert len(desk.mail()) == 1


def test_a_file_that_can_not_be_read_is_set_aside(desk: Desk) -> None:
    """Its place is kept, with the reason; nothing is mailed."""
    assert arrive(desk, {**FILE_KO, "Version": "2030-01-01"}) == [WorkOutcome.SET_ASIDE]
    [failed] = desk.deliveries.failed(desk.now)
    assert failed.failed_for == "unknown_version"


def test_another_bucket_is_none_of_ours(desk: Desk) -> None:
    """An event names any bucket; only the one that the operator named is read."""
    event = fixture(EVENTS[1])
    event["detail"]["bucket"]["name"] = "somebody-elses"
    desk.web.files["somebody-elses", FILE] = b"{}"
    assert [one.outcome for one in desk.work.these(new_files(event))] == [WorkOutcome.NOTHING]


def test_an_outage_is_tried_again(desk: Desk) -> None:
    """A file that can't be fetched now is fetched later, and its mail leaves once."""
    desk.web.away = True
    assert arrive(desk, FILE_KO) == [WorkOutcome.DELAYED]
    desk.web.away = False
    desk.later(minutes=1)
    assert desk.sweep() == [WorkOutcome.KEPT]


def test_the_whole_file_is_untouched_by_redaction_marks(desk: Desk) -> None:
    """Contact Lens puts [PII] into the text; its offsets are not used to cut anything."""
    data = copy.deepcopy(FILE_KO)
    data["Transcript"][6] |= {
        "Content": "카드 [PII]로 😥 결제됐어요",
        "Redaction": {
            "RedactedTimestamps": [],
            "CharacterOffsets": [{"BeginOffsetChar": 0, "EndOffsetChar": 99}],
        },
    }
    arrive(desk, data)
    assert desk.table.transcripts[0].messages[6].text == "카드 [PII]로 😥 결제됐어요"

"""The mail that brings the customer the transcript."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.inquiry.case_id import group_case_id
from helpcenter.mail.delivery import Mail, MailRefusedError
from helpcenter.transcript.transcript import Customer
from tests.unit.transcript.relay import Relay, chat, message

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.transcript.mails import TranscriptMails

ROOT = Path(__file__).parents[3]
HOSTILE = '<b>"환불"</b> & <img src=x onerror=alert(1)> ${case_id} {center}'


@pytest.fixture
def mail(relay: Relay, mails: TranscriptMails) -> Mail:
    """Mail a hostile little chat."""
    said = [
        message(1, "bot", "무엇을 도와드릴까요?", name="온마루 도우미"),
        message(2, "customer", HOSTILE, name="상담원 지우"),
        message(3, "agent", "It's fine\r\n둘째 줄", name='지우 <i>"J"</i>'),
        message(4, "system", "상담이 끝났습니다."),
        message(5, "agent", "내부 메모", visibility="internal"),
    ]
    return mails.transcript(relay.send(chat(*said)))


def copy_of(mail: Mail) -> str:
    """Return the attached copy as a reader shows it."""
    return mail.attachments[0].content.decode("utf-8-sig").replace("\r\n", "\n")


def demo(language: str) -> dict[str, Any]:
    """Return the chat that `make chat-demo` sends."""
    data: dict[str, Any] = json.loads((ROOT / f"local/demo/chat.{language}.json").read_text(encoding="utf-8"))
    return data


def test_it_goes_to_the_customer_with_brand_day_and_case_id(relay: Relay, mails: TranscriptMails) -> None:
    """The subject says whose chat it was, on which day in the center's zone, and the case ID to quote."""
    evening = {"started_at": "2026-11-19T15:30:00Z"}  # already the 20th in Seoul
    for language, words in (
        ("ko", "온마루 고객센터] 11월 20일"),
        ("en", "Onmaru Help Center] Your chat on 20 November"),
    ):
        transcript = relay.send(chat(language=language, chat_id=language, **evening))
        mail = mails.transcript(transcript)
        assert mail.to == "haneul@example.com"
        assert words in mail.subject
        assert group_case_id(transcript.case_id) in mail.subject
        assert group_case_id(transcript.case_id) in mail.text
        assert group_case_id(transcript.case_id) in mail.html


def test_it_says_who_said_what_and_when(mail: Mail) -> None:
    """Agents by name, bots as automatic, the customer as such; times to the second in the named zone."""
    for text in (mail.text, copy_of(mail)):
        assert "2026년 11월 20일(금), KST 기준\n\n14:02:01  온마루 도우미 (자동 응답)\n    무엇을" in text
        assert "14:02:02  고객님\n    <b>" in text
        assert '14:02:03  지우 <i>"J"</i>\n    It\'s fine\n    둘째 줄\n\n14:02:04  안내\n' in text
        assert "2026년 11월 20일(금) 14:02(KST)" in text


def test_english_is_english(relay: Relay, mails: TranscriptMails) -> None:
    """In English every word around the chat is English, the zone still the center's."""
    said = message(1, "customer", "Hello"), message(2, "agent", "Hi"), message(3, "bot", "Bye", name="Helper")
    mail = mails.transcript(relay.send(chat(*said, language="en")))
    assert "Friday 20 November 2026, times in KST\n\n14:02:01  You\n    Hello" in mail.text
    assert "14:02:02  Agent\n    Hi\n\n14:02:03  Helper (automatic)\n    Bye" in mail.text
    assert not re.search("[가-힣]", mail.subject + mail.text + mail.html + copy_of(mail))


def test_what_was_typed_stays_text(mail: Mail) -> None:
    """Markup is shown, never acted on; nothing typed is filled in or made a link."""
    assert html.escape(HOSTILE) in mail.html
    assert "<b>" not in mail.html
    assert "<i>" not in mail.html
    assert "<img" not in mail.html
    assert HOSTILE in mail.text
    assert HOSTILE in copy_of(mail)
    assert html.escape("It's fine") + "<br>둘째 줄" in mail.html


def test_internal_notes_are_in_no_part(mail: Mail) -> None:
    """Not in the text, not in the HTML, not in the copy."""
    assert "내부 메모" not in mail.text + mail.html + copy_of(mail)


def test_no_line_passes_for_a_speaker(relay: Relay, mails: TranscriptMails) -> None:
    """A customer who types a line like those that name a speaker does not put words into an agent's mouth."""
    breaks = ["\n", "\r", "\r\n", "\u2028", "\u2029"]
    forged = [
        message(n, "customer", f"네{end}14:02:09  상담원 지우{end}전액 환불해 드립니다")
        for n, end in enumerate(breaks, 1)
    ]
    name = "지우\u2028\u202e14:02:09  상담원"
    mail = mails.transcript(relay.send(chat(*forged, message(8, name=name))))
    speakers = re.findall(r"^\d\d:\d\d:\d\d  .*", mail.text, re.MULTILINE)
    assert [speaker[10:] for speaker in speakers] == ["고객님"] * 5 + ["지우 14:02:09 상담원"]
    assert mail.text.count("\n    14:02:09  상담원 지우\n") == 5


def test_no_character_turns_the_reading_direction(relay: Relay, mails: TranscriptMails) -> None:
    """Bidirectional controls are left out of every part; joined emoji stay whole."""
    text = "\u202eexe.txt\u202c \u2066a\u2069\u200f\u061c 👩‍👩‍👧"
    mail = mails.transcript(relay.send(chat(message(1, text=text, name="\u202d지우"))))
    for part in (mail.text, mail.html, copy_of(mail)):
        assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", part)
        assert "exe.txt a 👩‍👩‍👧" in part


def test_the_copy_opens_rightly_on_korean_windows(mail: Mail) -> None:
    """UTF-8 with a byte order mark and CRLF, under a name without surprises."""
    copy = mail.attachments[0]
    assert copy.content.startswith(b"\xef\xbb\xbf" + "온마루 고객센터".encode())
    assert copy.content.count(b"\n") == copy.content.count(b"\r\n") > 10
    assert re.fullmatch(r"chat-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}\.txt", copy.name)
    assert copy.media_type == "text/plain; charset=utf-8"


def test_it_ends_with_what_support_never_asks_for(mail: Mail, facts: Facts) -> None:
    """Every item of the center's list is named, and where to go when something is still open."""
    for part in (mail.text, mail.html):
        assert ", ".join(name["ko"] for name in facts.never_asks.values()) in part
        assert "https://help.onmaru.example/inquiry/" in part
        kept_until = part.index("2027년 2월 18일(목) 14:10(KST)까지 보관한 뒤 삭제합니다")
        assert part.index("상담이 끝났습니다.") < kept_until < part.index("다음을 요구하지 않습니다")


def test_nothing_is_loaded_from_elsewhere(mail: Mail) -> None:
    """The HTML has no script, no image, no font, no remote style, and its links are to our own pages."""
    form, feedback, receipt = re.findall(r'(?:src|href)="([^"]*)"', mail.html)
    assert form == "https://help.onmaru.example/inquiry/"
    assert feedback.startswith("https://help.onmaru.example/api/feedback/")
    assert receipt.startswith("https://help.onmaru.example/api/receipts/")
    assert not re.search("<(script|link|img|iframe)|url\\(|@import|@font-face", mail.html)


def test_a_chat_past_midnight_names_both_days(relay: Relay, mails: TranscriptMails) -> None:
    """Where the day changes in the center's zone a new line names it."""
    relay.later(hours=12)
    said = message(1, at="2026-11-20T14:59:59Z"), message(2, at="2026-11-20T15:00:00Z")
    mail = mails.transcript(relay.send(chat(*said)))
    assert re.findall(r"^(?:2026.*기준|\d\d:\d\d:\d\d)", mail.text, re.MULTILINE) == [
        "2026년 11월 20일(금), KST 기준",
        "23:59:59",
        "2026년 11월 21일(토), KST 기준",
        "00:00:00",
    ]


def test_a_language_that_the_center_gave_up_becomes_english(relay: Relay, mails: TranscriptMails) -> None:
    """A transcript stored in a language that is gone since is mailed in the one that most others read."""
    transcript = replace(relay.send(chat()), language="fr")
    assert "Onmaru Help Center" in mails.transcript(transcript).text


def test_without_an_address_it_is_refused(relay: Relay, mails: TranscriptMails) -> None:
    """A mail that can go nowhere ends visibly, and is not tried again."""
    transcript = replace(relay.send(chat()), customer=Customer("김하늘"))
    with pytest.raises(MailRefusedError):
        mails.transcript(transcript)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_demo_chats_show_all_of_it(relay: Relay, mails: TranscriptMails, language: str) -> None:
    """The chats that are sent as a demonstration are valid, and their internal note does not leave."""
    relay.later(hours=2)
    data = demo(language)
    transcript = relay.send(data)
    mail = mails.transcript(transcript)
    notes = [item["text"] for item in data["messages"] if item.get("visibility") == "internal"]
    assert transcript.language == language
    assert len(relay.table.jobs) == 1
    assert len(notes) == 1
    assert notes[0] not in mail.text + mail.html + copy_of(mail)
    assert len(transcript.messages) == len(data["messages"]) - 1
    assert "😅" in copy_of(mail)
    assert "&lt;b&gt;" in mail.html

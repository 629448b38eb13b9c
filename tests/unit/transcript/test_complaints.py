"""What people complain of in other products, each as a test of the mail that leaves here."""

from __future__ import annotations

import copy
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.mail.delivery import DeliverMail, Outcome
from helpcenter.mail.gate import AckCaps
from helpcenter.mail.pacing import Pacer
from helpcenter.mail.recipients import Recipients
from tests.fakes.mailer import MemoryMailer, OpenGate
from tests.fakes.memory.mails import MemoryMailGate
from tests.unit.attachment.files import pdf
from tests.unit.transcript.file_room import FileRoom
from tests.unit.transcript.provider_desk import INSTANCE
from tests.unit.transcript.test_amazon_connect import FILE_KO, arrive, segments
from tests.unit.transcript.test_tawk import CREATED
from tests.unit.transcript.test_transcript_mails import copy_of

if TYPE_CHECKING:
    from helpcenter.mail.delivery import Mail
    from helpcenter.mail.gate import MailGate
    from helpcenter.mail.job import MailJob
    from helpcenter.transcript.mails import TranscriptMails
    from tests.unit.transcript.provider_desk import Desk


def deliver(desk: Desk, mails: TranscriptMails, gate: MailGate | None = None) -> list[Mail]:
    """Deliver what is due; return the mails that left, each of which was noted as sent."""
    mailer = MemoryMailer()

    def compose(job: MailJob) -> Mail:
        return mails.transcript(desk.table.parts[job.case_id, job.which].transcript)

    pace = Pacer(100, lambda: 0.0, lambda _: None)
    run = DeliverMail(
        desk.outbox, mailer, compose, lambda: desk.now, pace, timedelta(minutes=2), gate or OpenGate()
    )
    found = list(run.due(until=desk.now + timedelta(minutes=1)))
    outcomes = [delivery.outcome for delivery in found]
    assert set(outcomes) <= {Outcome.SENT, Outcome.SUPPRESSED if gate else Outcome.SENT}
    assert outcomes.count(Outcome.SENT) == len(mailer.mails)
    return mailer.mails


def test_sent_twice(desk: Desk, mails: TranscriptMails) -> None:
    """Three deliveries, two sweeps, a day later once more: one mail."""
    sent = []
    for wait in (timedelta(), timedelta(minutes=1), timedelta(minutes=3), timedelta(hours=9)):
        desk.post_tawk(CREATED)
        desk.now += wait
        sent += deliver(desk, mails) + deliver(desk, mails)
    assert len(sent) == 1


def test_said_to_be_sent_but_nothing_was_made(desk: Desk, mails: TranscriptMails) -> None:
    """A good answer means that the transcript is stored together with its mail, and the mail holds it."""
    assert desk.post_tawk(CREATED).transcript in desk.table.transcripts
    assert len(desk.table.owed) == 1
    desk.settled()
    [mail] = deliver(desk, mails)
    assert "환불하고 싶어요" in mail.text
    assert "환불하고 싶어요" in copy_of(mail)


def test_not_sent_when_the_visitor_just_closes_the_window(desk: Desk, mails: TranscriptMails) -> None:
    """A chat that nobody ended in so many words is mailed, too."""
    arrive(desk, segments()[0])
    desk.later(hours=1)
    assert len(deliver(desk, mails)) == 1


def test_no_time_stamps_and_the_wrong_zone(desk: Desk, mails: TranscriptMails) -> None:
    """Each message has its time to the second, in the center's zone, which is named; UTC shows nowhere."""
    arrive(desk, FILE_KO)
    desk.settled()
    [mail] = deliver(desk, mails)
    for text in (mail.text, copy_of(mail)):
        assert len(re.findall(r"^09:0[0-2]:\d\d  ", text, re.MULTILINE)) == 12
        assert "2026년 10월 12일(월), KST 기준" in text
        assert "00:00:10" not in text
    assert mail.html.count(">09:0") >= 12


def test_korean_broken_in_the_copy(desk: Desk, mails: TranscriptMails) -> None:
    """Its bytes say that they are UTF-8, emoji and file names included."""
    arrive(desk, FILE_KO)
    desk.settled()
    [mail] = deliver(desk, mails)
    content = mail.attachments[0].content
    assert content.startswith(b"\xef\xbb\xbf")
    assert "결제됐어요 😥" in content.decode("utf-8-sig")
    assert "[파일] 결제 화면.png" in content.decode("utf-8-sig")
    assert "�" not in content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("language", "words"), [("ko-KR", "나누신 채팅 상담"), ("en-GB", "the record of your chat")]
)
def test_the_wrong_language(desk: Desk, mails: TranscriptMails, language: str, words: str) -> None:
    """The mail speaks the chat's language, system events included, not the center's first."""
    arrive(desk, FILE_KO, language=language)
    desk.settled()
    [mail] = deliver(desk, mails)
    assert words in mail.text
    assert ("The chat has ended." in mail.text) is (language == "en-GB")
    assert ("상담이 종료되었습니다." in mail.text) is (language == "ko-KR")


def test_apostrophes_mangled(desk: Desk, mails: TranscriptMails) -> None:
    """No entity shows in the text, none is doubled in the HTML, none is told as a question mark."""
    data = copy.deepcopy(CREATED)
    data["chat"]["messages"][1]["msg"] = "It's my daughter\u2019s & I can't \"log in\" &amp;"
    desk.post_tawk(data)
    desk.settled()
    [mail] = deliver(desk, mails)
    for text in (mail.text, copy_of(mail)):
        assert "It's my daughter\u2019s & I can't \"log in\" &amp;" in text
    assert "It&#x27;s my daughter\u2019s &amp; I can&#x27;t &quot;log in&quot; &amp;amp;" in mail.html


def test_limits_that_misfire_on_five_mails(desk: Desk, mails: TranscriptMails) -> None:
    """A customer with several chats in an hour gets the record of each."""
    gate = MemoryMailGate(desk.table, Recipients(b"secret"), AckCaps())
    for number in range(8):
        desk.post_tawk({**CREATED, "chat": {**CREATED["chat"], "id": f"chat-{number}"}})
    desk.settled()
    assert len(deliver(desk, mails, gate)) == 8


def test_a_stranger_is_not_flooded(desk: Desk, mails: TranscriptMails) -> None:
    """An address that a visitor typed gets ten a day, one that somebody vouches for has no end."""
    gate = MemoryMailGate(desk.table, Recipients(b"secret"), AckCaps())
    for number in range(12):
        desk.post_tawk({**CREATED, "chat": {**CREATED["chat"], "id": f"chat-{number}"}})
        known = {"email": "haneul@example.com", "email_source": "signed"}
        desk.web.contacts[INSTANCE, f"contact-{number}"] = known
        arrive(desk, {**FILE_KO, "InitialContactId": f"contact-{number}"}, f"{number}.json")
    desk.settled()
    sent = deliver(desk, mails, gate)
    assert [mail.unproven for mail in sent].count(True) == 10
    assert [mail.unproven for mail in sent].count(False) == 12


def test_attachments_expired(desk: Desk, mails: TranscriptMails) -> None:
    """No link of the provider's, which would expire, is in the mail, but one to our copy, which stays."""
    desk.post_tawk(CREATED)
    room = FileRoom(desk, mails)
    room.hosts.files["https://tawk.link/x/kbs.pdf"] = pdf()
    room.fetch()
    room.look()
    desk.settled()
    [mail] = deliver(desk, room.mails)
    for part in (mail.text, mail.html, copy_of(mail)):
        assert "tawk.link" not in part
        assert "환불안내.pdf" in part
        assert f"/{room.note.attachment_id}" in part
    room.hosts.files.clear()
    desk.later(days=20)
    assert room.bucket.files[room.note.file_key] == pdf()


def test_a_reply_goes_to_the_case(desk: Desk, mails: TranscriptMails) -> None:
    """The mailbox for replies gets it under the case's ID."""
    desk.post_tawk(CREATED)
    desk.settled()
    [mail] = deliver(desk, mails)
    [transcript] = desk.table.transcripts
    assert mail.reply_to == f"replies+{transcript.case_id}@desk.example"


def test_what_was_masked_is_said(desk: Desk, mails: TranscriptMails) -> None:
    """Card, resident number and password of the chat are in no part; the reader learns what was masked."""
    arrive(desk, FILE_KO)
    desk.settled()
    [mail] = deliver(desk, mails)
    for secret in ("4111 1111 1111 1111", "900101-1234568", "hunter2"):
        assert secret not in mail.text + mail.html + copy_of(mail) + str(desk.table)
    assert "010-1234-5678" in mail.text
    assert "주문번호 2026101212345678" in mail.text
    for body in (mail.text, mail.html):
        assert "카드번호 1건" in body
        assert "비밀번호 1건" in body

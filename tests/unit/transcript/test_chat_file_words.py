"""Files that were sent in chats, in mail and receipt: a link, or honest words for why there is none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import State
from helpcenter.attachment.refusal import Reason
from helpcenter.center.calendar import Calendar
from helpcenter.transcript.fetching import FetchOutcome
from helpcenter.transcript.provider import FetchError, UnreadableError
from helpcenter.transcript.receipt import ShowChats
from tests.unit.attachment.files import EICAR, SIZE_MAX, png
from tests.unit.transcript.file_room import FILE_URL, FileRoom, chat_with_files
from tests.unit.transcript.relay import SETTLE, Relay
from tests.unit.transcript.test_transcript_mails import copy_of

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from helpcenter.transcript.mails import TranscriptMails


@pytest.mark.parametrize(
    ("content", "reason", "words"),
    [
        (b"<script>alert(1)</script>", Reason.WRONG_KIND, "PNG, JPEG, WebP 사진과 PDF만 보관합니다"),
        (b"", Reason.EMPTY, "빈 파일입니다"),
        (EICAR, Reason.WRONG_KIND, "보관하지 못했습니다"),
        (png() + EICAR, Reason.MALWARE, "악성 코드 검사에서 걸러졌습니다"),
        (png()[:-9], Reason.DAMAGED, "안전한 파일인지 확인할 수 없었습니다"),
        (bytes(SIZE_MAX + 1), Reason.TOO_LARGE, "파일이 너무 큽니다"),
        (UnreadableError("host_not_allowed"), Reason.UNREACHABLE, "가져올 수 없었습니다"),
        (UnreadableError("http_404"), Reason.UNREACHABLE, "가져올 수 없었습니다"),
        (ValueError("unforeseen"), Reason.UNREACHABLE, "가져올 수 없었습니다"),
    ],
)
def test_what_is_not_kept_is_said_in_words(
    room: FileRoom, content: bytes | Exception, reason: Reason, words: str
) -> None:
    """No link, no file left anywhere, and the mail leaves when it would have."""
    room.hosts.files[FILE_URL] = content
    room.desk.send(chat_with_files())
    room.fetch()
    room.look()
    assert (room.note.state, room.note.reason) == (State.REFUSED, reason)
    assert not room.bucket.files
    mail = room.mail()
    for part in (mail.text, mail.html, copy_of(mail)):
        assert words in part
        assert "/api/files/" not in part
    room.desk.settled()
    assert len(room.desk.mail()) == 1


def test_it_is_said_in_english_too(room: FileRoom) -> None:
    """The words are the mail's."""
    room.hosts.files[FILE_URL] = b"MZ"
    room.desk.send(chat_with_files(language="en"))
    room.fetch()
    assert "(we could not keep it: only PNG, JPEG and WebP pictures and PDFs are kept)" in room.mail().text


def test_the_mail_waits_for_no_file(room: FileRoom) -> None:
    """When the time of settling is over it leaves, with a link that will lead to the file."""
    room.hosts.files[FILE_URL] = FetchError("http_503")
    room.desk.send(chat_with_files())
    assert room.outcomes() == [FetchOutcome.DELAYED]
    assert [job.due_at for job in room.desk.table.owed] == [room.desk.now + SETTLE]
    mail = room.mail()
    assert "아직 확인하고 있습니다" in mail.text
    assert "/api/files/" in mail.text


def test_where_nobody_can_fetch_only_the_name_is_kept(facts: Facts, mails: TranscriptMails) -> None:
    """Without hosts in the settings no address is stored: it may be as good as a key."""
    relay = Relay(facts)
    relay.send(chat_with_files("https://files.example/secret?token=t0ken"))
    assert "t0ken" not in str(relay.table)
    assert not relay.table.files
    room = FileRoom(relay, mails)
    assert "[파일] 안내.png" in room.mail().text
    assert "이름만 기록되어 있습니다" in room.mail().text


def test_a_stranger_is_not_sent_what_a_customer_sent(
    room: FileRoom, facts: Facts, messages: dict[str, Messages]
) -> None:
    """Who types somebody else's address can't have us mail a file; the receipt has it."""
    room.desk.send(chat_with_files(role="customer"))
    room.fetch()
    room.look()
    mail = room.mail()
    assert "/api/files/" not in mail.text + mail.html
    assert "상담 기록 페이지에서 받으실 수 있습니다" in mail.text
    shown = ShowChats(room.desk.keep.store, Calendar(facts), messages, replace(room.tell, mailed=False))
    [transcript] = room.desk.table.transcripts
    _, html = shown(transcript.case_id)
    assert f'<a href="{facts.site_url}api/files/{transcript.case_id}.' in html
    trusted = chat_with_files(role="customer", chat_id="c2", customer=_vouched_for())
    room.desk.table.parts.clear()
    room.desk.send(trusted)
    room.fetch()
    room.look()
    assert "/api/files/" in room.mail().text


def test_names_and_addresses_stay_text(room: FileRoom) -> None:
    """A hostile name is escaped beside its link, turns nothing, and is one in the note; no address shows."""
    room.hosts.files[f"{FILE_URL}?a=<b>"] = png()
    room.desk.send(chat_with_files(f"{FILE_URL}?a=<b>", name='</a><script>"\u202egnp.exe 비밀번호: hunter2!'))
    room.fetch()
    room.look()
    mail = room.mail()
    assert "<script" not in mail.html
    for part in (mail.text, mail.html, copy_of(mail), room.note.name, mail.subject):
        assert "\u202e" not in part
        assert "hunter2" not in part
        assert "files.example" not in part
    assert room.note.name.endswith(".png")


def test_links_end_with_the_chat(room: FileRoom) -> None:
    """They are good for 30 days, and never longer than the chat is kept; one for another case is none."""
    room.desk.send(chat_with_files())
    room.fetch()
    room.look()
    url = next(word for word in room.mail().text.split() if "/api/files/" in word)
    token = url.rpartition("/")[0].rpartition("/")[2]
    assert room.links.case_id(token) == room.desk.table.transcripts[0].case_id
    assert room.links.case_id(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    room.later(days=31)
    assert room.links.case_id(token) is None


def _vouched_for() -> dict[str, object]:
    return {"name": "김하늘", "email": "haneul@example.com", "email_source": "signed"}

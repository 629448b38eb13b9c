"""Files that were sent in chats: from the chat system through the checks to a link, or to honest words."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import State
from helpcenter.attachment.bucket import FilesUnavailableError, Verdict
from helpcenter.attachment.check_upload import Outcome
from helpcenter.attachment.content import Reason
from helpcenter.center.calendar import Calendar
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.transcript.fetching import ATTEMPTS_MAX, FetchOutcome
from helpcenter.transcript.files import FILES_MAX
from helpcenter.transcript.provider import FetchError, UnreadableError
from helpcenter.transcript.receipt import ShowChats
from tests.unit.attachment.files import EICAR, pdf, png
from tests.unit.transcript.file_room import SIZE_MAX, FileRoom
from tests.unit.transcript.provider_desk import CHANNEL_TALK, Desk, fixture, page
from tests.unit.transcript.relay import SECRET, SETTLE, Relay, chat, message
from tests.unit.transcript.test_amazon_connect import FILE_KO, arrive
from tests.unit.transcript.test_transcript_mails import copy_of

if TYPE_CHECKING:
    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from helpcenter.transcript.mails import TranscriptMails

URL = "https://files.example/guide.png"
SETTINGS = {"generic": {"secret": SECRET.decode(), "file_hosts": "files.example"}}
CHANNEL_FILE = "https://bin.channel.io/pri-file/1/f1?Signature=s"
WHERE = {
    "tawk": "https://tawk.link/x/kbs.pdf",
    "rocketchat": "https://rocket.example/file-upload/f1/%ED%99%94%EB%A9%B4.png?token=t",
    "chatwoot": "https://chat.example.com/rails/active_storage/blobs/redirect/xxx/guide.png",
    "channel_talk": CHANNEL_FILE,
    "amazon_connect": "connect/helpcenter/Attachments/chat/2026/10/12/att-1_20261012T00:01_UTC.png",
}


@pytest.fixture
def relay(facts: Facts) -> Relay:
    """A desk that fetches what a relay names."""
    return Relay(facts, SETTINGS)


@pytest.fixture
def room(relay: Relay, mails: TranscriptMails) -> FileRoom:
    """The files of its chats; a good one is at URL."""
    found = FileRoom(relay, mails)
    found.hosts.files[URL] = png()
    return found


def sent(*urls: str, role: str = "agent", name: str = "안내.png", **more: object) -> dict[str, object]:
    """Return a chat in which an agent, or somebody else, sends files."""
    files = [{"name": name, "media_type": "image/png", "url": url} for url in urls or [URL]]
    return chat(
        message(1, "customer", "환불하고 싶어요"), message(2), message(3, role, "", files=files), **more
    )


def tell(desk: Desk, provider: str) -> None:
    """Let a provider tell of the chat of its fixtures, in which one file was sent."""
    if provider == "tawk":
        desk.post_tawk(fixture("tawk/transcript_created_ko.json"))
    elif provider == "rocketchat":
        desk.post_rocketchat(fixture("rocketchat/session_ko.json"))
    elif provider == "chatwoot":
        desk.serve_chatwoot()
        desk.post_chatwoot(fixture("chatwoot/status_changed_ko.json"))
    elif provider == "channel_talk":
        desk.serve_channel_talk()
        address = f"{CHANNEL_TALK}/user-chats/5e65fa8bc2409f0c1fd3/messages/file?key=pri-file%2F1%2Ff1%2F"
        desk.web.pages[f"{address}%EC%95%88%EB%82%B4.png"] = page({"result": CHANNEL_FILE})
        desk.poll()
    else:
        arrive(desk, FILE_KO)


@pytest.mark.parametrize("provider", WHERE)
def test_what_was_sent_is_fetched_checked_and_linked(
    desk: Desk, mails: TranscriptMails, provider: str
) -> None:
    """Where the provider's documentation says; not before the chat is stored, and once."""
    room = FileRoom(desk, mails)
    room.hosts.files[WHERE[provider]] = pdf() if provider == "tawk" else png()
    tell(desk, provider)
    assert room.hosts.asked == []
    desk.settled()
    desk.sweep()
    assert room.outcomes() == [FetchOutcome.QUARANTINED]
    assert room.look() == [Outcome.CLEAN]
    assert room.fetch() == []
    assert room.hosts.asked == [WHERE[provider]]
    desk.settled()
    mail, path = room.mail(), f"/{room.note.attachment_id}"
    if provider in {"tawk", "chatwoot", "channel_talk", "amazon_connect"}:
        for part in (mail.text, mail.html, copy_of(mail)):
            assert path in part
    assert path not in mail.subject


@pytest.mark.parametrize("provider", ["tawk", "rocketchat", "chatwoot", "channel_talk"])
def test_only_the_providers_hosts_are_asked(desk: Desk, mails: TranscriptMails, provider: str) -> None:
    """They come from its settings, never from what it tells; no key of its API is sent along."""
    room = FileRoom(desk, mails)
    tell(desk, provider)
    desk.settled()
    desk.sweep()
    room.fetch()
    [asked] = room.hosts.downloads
    hosts = {
        "tawk": ("tawk.link", "*.tawk.link", "*.tawk.to"),
        "rocketchat": ("rocket.example",),
        "chatwoot": ("chat.example",),
        "channel_talk": ("*.channel.io",),
    }
    assert asked.hosts == hosts[provider]
    assert dict(asked.headers) == {}


def test_a_file_sent_before_midnight_is_under_the_day_before(desk: Desk, mails: TranscriptMails) -> None:
    """Amazon Connect files it under the day on which the upload began."""
    room, data = FileRoom(desk, mails), json.loads(json.dumps(FILE_KO))
    room.hosts.files["connect/helpcenter/Attachments/chat/2026/10/11/att-1_20261011T23:59_UTC.png"] = png()
    arrive(desk, data)
    assert room.outcomes() == [FetchOutcome.QUARANTINED]


def test_what_lies_among_attachments_is_no_transcript(desk: Desk) -> None:
    """A customer may send a file that looks like one."""
    for key in (WHERE["amazon_connect"], "Attachments/chat/x.json"):
        desk.store_connect(FILE_KO, key)
        arrive(desk, FILE_KO, key)
    assert not desk.table.transcripts
    assert not list(desk.deliveries.failed(desk.now))


def test_files_go_through_quarantine(relay: Relay, room: FileRoom) -> None:
    """What was fetched is nobody's before it was checked and, where that is on, scanned."""
    room.check = replace(room.check, scanned=True)
    relay.send(sent())
    room.fetch()
    assert list(room.bucket.files) == [room.note.upload_key]
    assert room.look() == [Outcome.WAITING]
    assert "아직 확인하고 있습니다" in room.mail().text
    room.bucket.verdicts[room.note.upload_key] = Verdict.CLEAN
    assert room.look() == [Outcome.CLEAN]
    assert list(room.bucket.files) == [room.note.file_key]
    assert "아직 확인하고 있습니다" not in room.mail().text


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
    relay: Relay, room: FileRoom, content: bytes | Exception, reason: Reason, words: str
) -> None:
    """No link, no file left anywhere, and the mail leaves when it would have."""
    room.hosts.files[URL] = content
    relay.send(sent())
    room.fetch()
    room.look()
    assert (room.note.state, room.note.reason) == (State.REFUSED, reason)
    assert not room.bucket.files
    mail = room.mail()
    for part in (mail.text, mail.html, copy_of(mail)):
        assert words in part
        assert "/api/files/" not in part
    relay.settled()
    assert len(relay.mail()) == 1


def test_it_is_said_in_english_too(relay: Relay, room: FileRoom) -> None:
    """The words are the mail's."""
    room.hosts.files[URL] = b"MZ"
    relay.send(sent(language="en"))
    room.fetch()
    assert "(we could not keep it: only PNG, JPEG and WebP pictures and PDFs are kept)" in room.mail().text


def test_the_mail_waits_for_no_file(relay: Relay, room: FileRoom) -> None:
    """When the time of settling is over it leaves, with a link that will lead to the file."""
    room.hosts.files[URL] = FetchError("http_503")
    relay.send(sent())
    assert room.outcomes() == [FetchOutcome.DELAYED]
    assert [job.due_at for job in relay.table.owed] == [relay.now + SETTLE]
    mail = room.mail()
    assert "아직 확인하고 있습니다" in mail.text
    assert "/api/files/" in mail.text


def test_a_chat_system_that_settles_by_itself_gives_its_files_as_long(desk: Desk) -> None:
    """Its mail would leave at once; with files it takes as long as the others' do, and no longer."""
    tell(desk, "chatwoot")
    desk.settled()
    desk.sweep()
    assert [job.due_at for job in desk.table.owed] == [desk.now + SETTLE]


def test_what_does_not_come_is_asked_for_again_and_given_up(relay: Relay, room: FileRoom) -> None:
    """In growing distances, for about an hour; what came meanwhile is not fetched twice."""
    room.hosts.files["https://files.example/late.png"] = FetchError("TimeoutError")
    relay.send(sent(URL, "https://files.example/late.png"))
    tries = 0
    while relay.table.files:
        tries += bool(room.fetch())
        room.look()
        room.later(minutes=1)
        assert tries <= ATTEMPTS_MAX
    assert tries == ATTEMPTS_MAX
    assert room.hosts.asked.count(URL) == 1
    states = {note.reason: note.state for note in room.store.notes.values()}
    assert states == {None: State.CLEAN, Reason.UNREACHABLE: State.REFUSED}
    assert room.mail().text.count("/api/files/") == 1


def test_a_job_whose_runs_are_all_cut_off_ends(relay: Relay, room: FileRoom) -> None:
    """What kills the function each time is given up without being tried once more."""
    relay.send(sent())
    for _ in range(ATTEMPTS_MAX):
        [(case_id, part)] = room.fetching.jobs.due(relay.now)
        room.fetching.jobs.claim(case_id, part, relay.now, relay.now + timedelta(seconds=90))
        room.later(seconds=91)
    room.fetch()
    assert room.hosts.asked == []
    assert room.note.reason is Reason.UNREACHABLE


@pytest.mark.parametrize("call", range(1, 6))
def test_cut_off_anywhere_the_next_run_completes_it(relay: Relay, room: FileRoom, call: int) -> None:
    """At each call to the store of notes, and at the bucket."""
    relay.send(sent())
    room.store.fail_at, room.bucket.fail_at = call, 1 if call == 5 else 0
    with suppress(StoreUnavailableError, FilesUnavailableError):
        room.fetch()
    room.store.fail_at = room.bucket.fail_at = 0
    room.look()
    room.later(seconds=91)
    room.fetch()
    room.look()
    assert room.note.state is State.CLEAN
    assert list(room.bucket.files) == [room.note.file_key]


def test_a_bucket_that_is_away_loses_nothing(relay: Relay, room: FileRoom) -> None:
    """The file is fetched again when the lease is over."""
    relay.send(sent())
    room.bucket.fail_at = 1
    with pytest.raises(FilesUnavailableError):
        room.fetch()
    room.later(seconds=91)
    assert room.outcomes() == [FetchOutcome.QUARANTINED]


def test_of_an_erased_chat_nothing_is_kept(relay: Relay, room: FileRoom) -> None:
    """Erased before the file came, or while it was on its way."""
    relay.send(sent())
    parts = dict(relay.table.parts)
    room.hosts.files[URL] = FetchError("http_503")
    room.fetch()
    relay.table.parts.clear()
    room.later(minutes=5)
    assert room.fetch() == []
    assert not relay.table.files
    relay.table.parts.update(parts)
    relay.send(sent(chat_id="c2"))
    room.hosts.files[URL] = png()
    room.store.chats = set()
    assert room.outcomes() == [FetchOutcome.GONE]
    assert not room.store.notes
    assert not room.bucket.files


def test_told_again_nothing_is_fetched_again(relay: Relay, room: FileRoom) -> None:
    """Nor when the chat grows: only what is new."""
    first, more = sent(), sent()
    relay.send(first)
    room.fetch()
    room.look()
    more["messages"] = [
        *more["messages"],  # type: ignore[misc]  # a list
        message(9, files=[{"name": "b.png", "url": "https://files.example/b.png"}]),
    ]
    room.hosts.files["https://files.example/b.png"] = png()
    for told in (first, more):
        relay.send(told)
        room.fetch()
        room.look()
    assert room.hosts.asked == [URL, "https://files.example/b.png"]
    assert {note.state for note in room.store.notes.values()} == {State.CLEAN}


def test_only_so_many_files_of_a_chat_are_fetched(relay: Relay, room: FileRoom) -> None:
    """The others are told with the reason."""
    urls = [f"https://files.example/{number}.png" for number in range(FILES_MAX + 2)]
    room.hosts.files |= dict.fromkeys(urls, png())
    files = [{"name": f"{place}.png", "url": url} for place, url in enumerate(urls)]
    relay.send(chat(*(message(place + 1, files=[file]) for place, file in enumerate(files))))
    room.fetch()
    assert room.hosts.asked == urls[:FILES_MAX]
    assert room.mail().text.count("한 상담에서 보관할 수 있는 파일 수를 넘었습니다") == 2


def test_where_nobody_can_fetch_only_the_name_is_kept(facts: Facts, mails: TranscriptMails) -> None:
    """Without hosts in the settings no address is stored: it may be as good as a key."""
    relay = Relay(facts)
    relay.send(sent("https://files.example/secret?token=t0ken"))
    assert "t0ken" not in str(relay.table)
    assert not relay.table.files
    room = FileRoom(relay, mails)
    assert "[파일] 안내.png" in room.mail().text
    assert "이름만 기록되어 있습니다" in room.mail().text


def test_a_stranger_is_not_sent_what_a_customer_sent(
    relay: Relay, room: FileRoom, facts: Facts, messages: dict[str, Messages]
) -> None:
    """Who types somebody else's address can't have us mail a file; the receipt has it."""
    relay.send(sent(role="customer"))
    room.fetch()
    room.look()
    mail = room.mail()
    assert "/api/files/" not in mail.text + mail.html
    assert "접수번호 화면에서 받으실 수 있습니다" in mail.text
    shown = ShowChats(relay.keep.store, Calendar(facts), messages, replace(room.tell, mailed=False))
    [transcript] = relay.table.transcripts
    _, html = shown(transcript.case_id)
    assert f'<a href="{facts.site_url}api/files/{transcript.case_id}.' in html
    trusted = sent(role="customer", chat_id="c2", customer=_vouched_for())
    relay.table.parts.clear()
    relay.send(trusted)
    room.fetch()
    room.look()
    assert "/api/files/" in room.mail().text


def test_names_and_addresses_stay_text(relay: Relay, room: FileRoom) -> None:
    """A hostile name is escaped beside its link, turns nothing, and is one in the note; no address shows."""
    room.hosts.files[f"{URL}?a=<b>"] = png()
    relay.send(sent(f"{URL}?a=<b>", name='</a><script>"\u202egnp.exe 비밀번호: hunter2!'))
    room.fetch()
    room.look()
    mail = room.mail()
    assert "<script" not in mail.html
    for part in (mail.text, mail.html, copy_of(mail), room.note.name, mail.subject):
        assert "\u202e" not in part
        assert "hunter2" not in part
        assert "files.example" not in part
    assert room.note.name.endswith(".png")


def test_links_end_with_the_chat(relay: Relay, room: FileRoom) -> None:
    """They are good for 30 days, and never longer than the chat is kept; one for another case is none."""
    relay.send(sent())
    room.fetch()
    room.look()
    url = next(word for word in room.mail().text.split() if "/api/files/" in word)
    token = url.rpartition("/")[0].rpartition("/")[2]
    assert room.links.case_id(token) == relay.table.transcripts[0].case_id
    assert room.links.case_id(token[:-1] + ("A" if token[-1] != "A" else "B")) is None
    room.later(days=31)
    assert room.links.case_id(token) is None


def _vouched_for() -> dict[str, object]:
    return {"name": "김하늘", "email": "haneul@example.com", "email_source": "signed"}

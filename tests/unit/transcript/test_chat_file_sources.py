"""Where each chat system has the files of its chats: from what it tells to a link in the mail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.check_upload import Outcome
from helpcenter.transcript.fetching import FetchOutcome
from tests.unit.attachment.files import pdf, png
from tests.unit.transcript.file_room import FileRoom
from tests.unit.transcript.provider_desk import CHANNEL_TALK, Desk, fixture, page
from tests.unit.transcript.relay import SETTLE
from tests.unit.transcript.test_amazon_connect import FILE_KO, arrive
from tests.unit.transcript.test_transcript_mails import copy_of

if TYPE_CHECKING:
    from helpcenter.transcript.mails import TranscriptMails

CHANNEL_FILE = "https://bin.channel.io/pri-file/1/f1?Signature=s"
WHERE = {
    "tawk": "https://tawk.link/x/kbs.pdf",
    "rocketchat": "https://rocket.example/file-upload/f1/%ED%99%94%EB%A9%B4.png?token=t",
    "chatwoot": "https://chat.example.com/rails/active_storage/blobs/redirect/xxx/guide.png",
    "channel_talk": CHANNEL_FILE,
    "amazon_connect": "connect/helpcenter/Attachments/chat/2026/10/12/att-1_20261012T00:01_UTC.png",
}


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


def test_a_chat_system_that_settles_by_itself_gives_its_files_as_long(desk: Desk) -> None:
    """Its mail would leave at once; with files it takes as long as the others' do, and no longer."""
    tell(desk, "chatwoot")
    desk.settled()
    desk.sweep()
    assert [job.due_at for job in desk.table.owed] == [desk.now + SETTLE]

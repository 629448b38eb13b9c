"""Files that were sent in chats: fetched once, through quarantine, whatever is cut off or away meanwhile."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import State
from helpcenter.attachment.bucket import FilesUnavailableError, Verdict
from helpcenter.attachment.check_upload import Outcome
from helpcenter.attachment.refusal import Reason
from helpcenter.inquiry.case import StoreUnavailableError
from helpcenter.transcript.fetching import ATTEMPTS_MAX, FetchOutcome
from helpcenter.transcript.files import FILES_MAX
from helpcenter.transcript.provider import FetchError
from tests.unit.attachment.files import png
from tests.unit.transcript.file_room import FILE_URL, chat_with_files
from tests.unit.transcript.relay import chat, message

if TYPE_CHECKING:
    from tests.unit.transcript.file_room import FileRoom


def test_files_go_through_quarantine(room: FileRoom) -> None:
    """What was fetched is nobody's before it was checked and, where that is on, scanned."""
    room.check = replace(room.check, scanned=True)
    room.desk.send(chat_with_files())
    room.fetch()
    assert list(room.bucket.files) == [room.note.upload_key]
    assert room.look() == [Outcome.WAITING]
    assert "아직 확인하고 있습니다" in room.mail().text
    room.bucket.verdicts[room.note.upload_key] = Verdict.CLEAN
    assert room.look() == [Outcome.CLEAN]
    assert list(room.bucket.files) == [room.note.file_key]
    assert "아직 확인하고 있습니다" not in room.mail().text


def test_what_does_not_come_is_asked_for_again_and_given_up(room: FileRoom) -> None:
    """In growing distances, for about an hour; what came meanwhile is not fetched twice."""
    room.hosts.files["https://files.example/late.png"] = FetchError("TimeoutError")
    room.desk.send(chat_with_files(FILE_URL, "https://files.example/late.png"))
    tries = 0
    while room.desk.table.files:
        tries += bool(room.fetch())
        room.look()
        room.later(minutes=1)
        assert tries <= ATTEMPTS_MAX
    assert tries == ATTEMPTS_MAX
    assert room.hosts.asked.count(FILE_URL) == 1
    states = {note.reason: note.state for note in room.store.notes.values()}
    assert states == {None: State.CLEAN, Reason.UNREACHABLE: State.REFUSED}
    assert room.mail().text.count("/api/files/") == 1


def test_a_job_whose_runs_are_all_cut_off_ends(room: FileRoom) -> None:
    """What kills the function each time is given up without being tried once more."""
    room.desk.send(chat_with_files())
    for _ in range(ATTEMPTS_MAX):
        [(case_id, part)] = room.fetching.jobs.due(room.desk.now)
        room.fetching.jobs.claim(case_id, part, room.desk.now, room.desk.now + timedelta(seconds=90))
        room.later(seconds=91)
    room.fetch()
    assert room.hosts.asked == []
    assert room.note.reason is Reason.UNREACHABLE


@pytest.mark.parametrize("call", range(1, 6))
def test_cut_off_anywhere_the_next_run_completes_it(room: FileRoom, call: int) -> None:
    """At each call to the store of notes, and at the bucket."""
    room.desk.send(chat_with_files())
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


def test_a_bucket_that_is_away_loses_nothing(room: FileRoom) -> None:
    """The file is fetched again when the lease is over."""
    room.desk.send(chat_with_files())
    room.bucket.fail_at = 1
    with pytest.raises(FilesUnavailableError):
        room.fetch()
    room.later(seconds=91)
    assert room.outcomes() == [FetchOutcome.QUARANTINED]


def test_of_an_erased_chat_nothing_is_kept(room: FileRoom) -> None:
    """Erased before the file came, or while it was on its way."""
    room.desk.send(chat_with_files())
    parts = dict(room.desk.table.parts)
    room.hosts.files[FILE_URL] = FetchError("http_503")
    room.fetch()
    room.desk.table.parts.clear()
    room.later(minutes=5)
    assert room.fetch() == []
    assert not room.desk.table.files
    room.desk.table.parts.update(parts)
    room.desk.send(chat_with_files(chat_id="c2"))
    room.hosts.files[FILE_URL] = png()
    room.store.chats = set()
    assert room.outcomes() == [FetchOutcome.GONE]
    assert not room.store.notes
    assert not room.bucket.files


def test_told_again_nothing_is_fetched_again(room: FileRoom) -> None:
    """Nor when the chat grows: only what is new."""
    first, more = chat_with_files(), chat_with_files()
    room.desk.send(first)
    room.fetch()
    room.look()
    more["messages"] = [
        *more["messages"],  # type: ignore[misc]  # a list
        message(9, files=[{"name": "b.png", "url": "https://files.example/b.png"}]),
    ]
    room.hosts.files["https://files.example/b.png"] = png()
    for told in (first, more):
        room.desk.send(told)
        room.fetch()
        room.look()
    assert room.hosts.asked == [FILE_URL, "https://files.example/b.png"]
    assert {note.state for note in room.store.notes.values()} == {State.CLEAN}


def test_only_so_many_files_of_a_chat_are_fetched(room: FileRoom) -> None:
    """The others are told with the reason."""
    urls = [f"https://files.example/{number}.png" for number in range(FILES_MAX + 2)]
    room.hosts.files |= dict.fromkeys(urls, png())
    files = [{"name": f"{place}.png", "url": url} for place, url in enumerate(urls)]
    room.desk.send(chat(*(message(place + 1, files=[file]) for place, file in enumerate(files))))
    room.fetch()
    assert room.hosts.asked == urls[:FILES_MAX]
    assert room.mail().text.count("한 상담에서 보관할 수 있는 파일 수를 넘었습니다") == 2

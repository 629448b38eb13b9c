from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.unit.attachment.files import png
from tests.unit.attachment.room import Room
from tests.unit.inquiry.sample import CASE, MAILS


@pytest.fixture
def room() -> Room:
    """A case with a good file, a refused one, and one that nobody uploaded."""
    room = Room()
    for key, content, name in (("good", png(), "화면 <1>.png"), ("bad", b"<svg>", "나쁜.png")):
        room.check(room.upload(content, key, name).upload_key)
    room.ask(key="never")
    return room


def test_the_department_sees_what_arrived(room: Room) -> None:
    """Good files are links, refused ones are named with the reason, the rest is not there."""
    page = room.open()
    assert page.status == 200
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert len(re.findall(r"<li ", page.body)) == 2
    assert "화면 _1_.png</bdi></a> (1KB)" in page.body
    assert "나쁜.png</bdi> (1KB): PNG, JPEG, WebP" in page.body


def test_a_link_leads_to_the_file_for_a_minute(room: Room) -> None:
    """The file comes from the bucket's own address, which is made when it is asked for."""
    link = re.search(r'href="([^"]+)"', room.open().body)
    assert link
    answer = room.open(link[1])
    assert answer.status == 303
    assert answer.headers["location"].startswith(f"https://files.example/files/{CASE.case_id}/")
    assert answer.headers["location"].endswith("life=0:01:00")
    assert answer.headers["cache-control"] == "no-store"


def test_a_refused_file_is_never_handed_out(room: Room) -> None:
    """Not even to whoever knows its ID."""
    url = room.file_links.url(CASE)
    for note in room.store.notes.values():
        assert room.open(f"{url}/{note.attachment_id}").status == (303 if note.state == "clean" else 404)
    assert room.open(f"{url}/..%2f").status == 404


def test_links_end_with_the_case_at_the_latest(room: Room) -> None:
    """A month after the promised answer the department's link shows nothing any more."""
    url = room.file_links.url(CASE)
    room.clock.at = CASE.due_at + timedelta(days=30) - timedelta(seconds=1)
    assert room.open(url).status == 200
    room.later(seconds=1)
    gone = room.open(url)
    assert gone.status == 404
    room.clock.at = CASE.due_at
    room.store.cases.clear()
    assert room.open(url).body == gone.body == room.open("/api/files/forged").body


def test_a_page_without_files_says_so(room: Room) -> None:
    """In the reader's language."""
    room.store.notes.clear()
    assert "There are no files" in room.open(language="en").body


def test_a_store_that_does_not_answer_is_tried_again(room: Room) -> None:
    """The page says so with 503."""
    room.store.fail_at = 1
    assert room.open().status == 503


def test_the_departments_mail_has_the_link() -> None:
    """It was written before the files came: the link is always in it, and never in the customer's."""
    notice, own = MAILS.department_notice(CASE), MAILS.acknowledgement(CASE)
    assert f"/api/files/{CASE.case_id}" in notice.text
    assert f"/api/files/{CASE.case_id}" in notice.html
    assert "/api/files/" not in own.text + own.html

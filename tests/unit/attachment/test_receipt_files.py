from __future__ import annotations

import pytest

from helpcenter.attachment.receipt import ReceiptFiles
from helpcenter.inquiry.history import EVENTS_MAX, CaseHistory
from helpcenter.inquiry.life import Kind
from tests.unit.attachment.files import png
from tests.unit.attachment.room import Room
from tests.unit.inquiry.sample import CASE, MESSAGES


@pytest.fixture
def room() -> Room:
    """A case with a good file, a refused one, and one that nobody uploaded."""
    room = Room()
    for key, content, name in (("good", png(), "<b>.png"), ("bad", b"<svg>", "나쁜.png")):
        room.check(room.upload(content, key, name).upload_key)
    room.ask(key="never")
    return room


def section(room: Room, *kinds: Kind) -> str:
    """Return the receipt's part about files after these events."""
    history = CaseHistory(CASE)
    for kind in kinds:
        history = history.then(kind, room.clock())
    files = ReceiptFiles(room.store, room.upload_links.url, room.clock)
    return files.section(history, MESSAGES["ko"])


def test_a_receipt_shows_what_arrived_and_where_to_add_more(room: Room) -> None:
    """In words, also without scripts; the place for more has a link of its own that ends."""
    shown = section(room)
    assert "<bdi>_b_.png</bdi> (1KB): 도착했습니다" in shown
    assert "나쁜.png</bdi> (1KB): PNG, JPEG, WebP" in shown
    assert shown.count("<li>") == 2
    assert f'data-attachments-endpoint="{room.upload_links.url(CASE.case_id)}"' in shown
    assert "<noscript>" in shown


def test_a_case_that_takes_nothing_more_takes_no_files(room: Room) -> None:
    """What arrived is still shown; where nothing did, there is no such part."""
    events = [Kind.INFORMATION] * EVENTS_MAX
    shown = section(room, *events)
    assert "data-attachments-endpoint" not in shown
    assert shown.count("<li>") == 2
    room.store.notes.clear()
    assert section(room, *events) == ""

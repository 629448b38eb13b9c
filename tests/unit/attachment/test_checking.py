from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.attachment.attachment import State
from helpcenter.attachment.bucket import FilesUnavailableError, Verdict
from helpcenter.attachment.check_upload import Outcome
from helpcenter.attachment.erase_files import FollowErasure
from helpcenter.inquiry.case import StoreUnavailableError
from tests.unit.attachment.files import SIZE_MAX, exif, jpeg, png
from tests.unit.attachment.room import Room
from tests.unit.inquiry.sample import CASE

if TYPE_CHECKING:
    from helpcenter.attachment.attachment import Attachment
    from helpcenter.attachment.bucket import Upload

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
STEPS = range(1, 9)
PHOTO = jpeg(exif(6), start=b"")


@pytest.fixture
def room() -> Room:
    """A stored case, and nobody who scans."""
    return Room()


@pytest.fixture
def scanned() -> Room:
    """A stored case, and a malware scan."""
    return Room(scanned=True)


def test_a_good_file_is_handed_over_without_its_hidden_data(room: Room) -> None:
    """It leaves the quarantine as it was checked; kind, size and name are those of what is kept."""
    attachment = room.upload(PHOTO, name="사진.png")
    assert room.check(attachment.upload_key) is Outcome.CLEAN
    note = room.note(attachment.attachment_id)
    assert (note.state, note.name) == (State.CLEAN, "사진.jpg")
    assert list(room.bucket.files) == [note.file_key]
    assert b"GPS" not in room.bucket.files[note.file_key]
    assert note.size == len(room.bucket.files[note.file_key])


def test_a_bad_file_is_removed(room: Room) -> None:
    """Nothing of it stays but the reason."""
    attachment = room.upload(SVG)
    assert room.check(attachment.upload_key) is Outcome.REFUSED
    assert room.note(attachment.attachment_id).reason == "wrong_kind"
    assert room.bucket.files == {}


def test_a_file_that_is_too_large_is_not_even_read(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would fill the function's memory is refused by its size alone."""
    attachment = room.upload(png())
    room.bucket.files[attachment.upload_key] = bytes(SIZE_MAX + 1)

    def read(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(type(room.bucket), "read", read)
    assert room.check(attachment.upload_key) is Outcome.REFUSED
    assert room.note(attachment.attachment_id).reason == "too_large"


def test_an_event_that_comes_twice_changes_nothing(room: Room) -> None:
    """What is settled stays; whatever is uploaded once more with the same form is thrown away."""
    attachment = room.upload(png())
    room.check(attachment.upload_key)
    before = dict(room.bucket.files)
    assert room.check(attachment.upload_key) is Outcome.GONE
    room.bucket.files[attachment.upload_key] = SVG
    assert room.check(attachment.upload_key) is Outcome.GONE
    assert room.bucket.files == before
    assert room.note(attachment.attachment_id).state is State.CLEAN


@pytest.mark.parametrize("part", ["store", "bucket"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("content", [png(), SVG], ids=["good", "bad"])
def test_a_check_that_is_cut_off_is_completed_by_the_next(
    room: Room, part: str, step: int, content: bytes
) -> None:
    """At whichever call it fails: the file ends handed over or refused, and the quarantine empty."""
    attachment = room.upload(content)
    getattr(room, part).fail_at = step
    try:
        room.check(attachment.upload_key)
    except (StoreUnavailableError, FilesUnavailableError):
        room.check(attachment.upload_key)
    getattr(room, part).fail_at = 0
    room.check(attachment.upload_key)
    note = room.note(attachment.attachment_id)
    assert note.is_settled
    assert list(room.bucket.files) == ([note.file_key] if content == png() else [])


def test_nothing_of_an_erased_case_is_handed_over(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither when it was erased before the check, nor when it is erased during it."""
    attachment = room.upload(png())
    note = room.store.notes.pop((CASE.case_id, attachment.attachment_id))
    assert room.check(attachment.upload_key) is Outcome.GONE
    assert room.bucket.files == {}
    room.store.notes[CASE.case_id, attachment.attachment_id] = note
    room.bucket.files[attachment.upload_key] = png()
    keep = room.bucket.keep

    def keep_and_erase(attachment: Attachment, content: bytes) -> None:
        keep(attachment, content)
        del room.store.notes[CASE.case_id, attachment.attachment_id]

    monkeypatch.setattr(room.bucket, "keep", keep_and_erase)
    assert room.check(attachment.upload_key) is Outcome.GONE
    assert room.bucket.files == {}


def test_a_file_put_in_the_place_of_a_checked_one_is_not_handed_over(
    scanned: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verdict and the content are those of one file: whoever is quick can't part them."""
    attachment, bucket = scanned.upload(png()), scanned.bucket
    bucket.verdicts[attachment.upload_key] = Verdict.CLEAN
    look = bucket.look

    def look_and_replace(key: str, *, scanned: bool) -> Upload | None:
        found = look(key, scanned=scanned)
        bucket.files[key] = jpeg()
        return found

    monkeypatch.setattr(bucket, "look", look_and_replace)
    assert scanned.check(attachment.upload_key) is Outcome.GONE
    assert scanned.note(attachment.attachment_id).state is State.EXPECTED


def test_a_file_waits_for_the_scan(scanned: Room) -> None:
    """However good it looks, it stays in quarantine until the scan has found nothing."""
    attachment = scanned.upload(png())
    assert scanned.check(attachment.upload_key) is Outcome.WAITING
    assert scanned.note(attachment.attachment_id).state is State.UPLOADED
    assert list(scanned.bucket.files) == [attachment.upload_key]
    scanned.bucket.verdicts[attachment.upload_key] = Verdict.CLEAN
    assert scanned.check(attachment.upload_key) is Outcome.CLEAN
    assert list(scanned.bucket.files) == [attachment.file_key]


@pytest.mark.parametrize(
    ("verdict", "reason"), [(Verdict.MALWARE, "malware"), (Verdict.UNSCANNABLE, "unscannable")]
)
def test_the_scan_holds_a_file_back(scanned: Room, verdict: Verdict, reason: str) -> None:
    """What it finds, and what it can't look into, is not handed over."""
    attachment = scanned.upload(png())
    scanned.bucket.verdicts[attachment.upload_key] = verdict
    assert scanned.check(attachment.upload_key) is Outcome.REFUSED
    assert scanned.note(attachment.attachment_id).reason == reason
    assert scanned.bucket.files == {}


def test_a_scan_that_fails_lets_nothing_through(scanned: Room) -> None:
    """The file waits, and somebody is told."""
    attachment = scanned.upload(png())
    scanned.bucket.verdicts[attachment.upload_key] = Verdict.FAILED
    assert scanned.check(attachment.upload_key) is Outcome.SCAN_FAILED
    assert list(scanned.bucket.files) == [attachment.upload_key]


@pytest.mark.parametrize(
    "key", ["", "uploads/", "uploads/a", "uploads/a/", "uploads/a/b/c", "files/a/b", "a/b"]
)
def test_other_files_are_left_alone(room: Room, key: str) -> None:
    """What is not an upload of ours is neither read nor removed."""
    room.bucket.files[key] = b"x"
    assert room.check(key) is Outcome.GONE
    assert room.bucket.files == {key: b"x"}


def test_files_are_erased_with_their_case(room: Room) -> None:
    """All of the case's, in quarantine and out of it, and nobody else's; a second time there is nothing."""
    room.check(room.upload(png(), "one").upload_key)
    room.upload(png(), "two")
    room.bucket.files["files/7K3M9PQ2RT5/x"] = b"another case's"
    assert room.erase(CASE.case_id) == 2
    assert list(room.bucket.files) == ["files/7K3M9PQ2RT5/x"]
    assert room.erase(CASE.case_id) == 0


class Held(set[str]):
    """Holds on the cases in it."""

    def get(self, case_id: str) -> object:
        """Return a hold."""
        return case_id if case_id in self else None


@pytest.mark.parametrize(
    ("held", "was_held", "left"), [(False, False, 0), (True, False, 1), (True, True, 0), (False, True, 0)]
)
def test_a_file_goes_with_its_note_unless_a_hold_keeps_it(
    room: Room, *, held: bool, was_held: bool, left: int
) -> None:
    """A legal hold outlasts the case; the copy that it set apart takes the file along when it goes."""
    attachment = room.upload(png())
    room.check(attachment.upload_key)
    follow = FollowErasure(room.erase, Held([CASE.case_id] if held else []))  # type: ignore[arg-type]
    follow(CASE.case_id, attachment.attachment_id, was_held=was_held)
    assert len(room.bucket.files) == left


def test_an_erasure_that_is_cut_off_is_told(room: Room) -> None:
    """Whoever erases a case tries again."""
    room.upload(png())
    room.bucket.fail_at = 1
    with pytest.raises(StoreUnavailableError):
        room.erase(CASE.case_id)
    assert room.erase(CASE.case_id) == 1

from __future__ import annotations

import json
from typing import Any

import pytest

from helpcenter.api.request import JSON_TYPE, Request
from helpcenter.attachment.attachment import State
from helpcenter.attachment.links import FileLinks
from tests.unit.attachment.files import png
from tests.unit.attachment.room import SECRET, Room
from tests.unit.inquiry.sample import CASE, FACTS

OTHER_CASE = "7K3M9PQ2RT5"


@pytest.fixture
def room() -> Room:
    """A stored case without files."""
    return Room()


def test_a_stored_case_may_have_a_file(room: Room) -> None:
    """Its sender gets a form for this file alone; key and name are the server's choice."""
    answer = room.ask(name="C:\\fakepath\\화면 캡처.png")
    assert answer.status == 201
    body = json.loads(answer.body)
    note = room.note(body["file"]["id"])
    assert body["file"] == {
        "id": note.attachment_id,
        "name": "화면 캡처.png",
        "size": 100,
        "state": "expected",
        "message": "아직 도착하지 않았습니다.",
    }
    assert body["form"]["fields"]["key"] == f"uploads/{CASE.case_id}/{note.attachment_id}"
    assert body["form"]["fields"]["life"] == "0:10:00"
    assert note.erase_at == CASE.erase_at


def test_secrets_do_not_hide_in_a_name(room: Room) -> None:
    """A name is free text: what is secret in it is masked before anything is stored."""
    body = json.loads(room.ask(name="주민등록번호 900101-1234567.png").body)
    assert body["file"]["name"] == "주민등록번호 ●●●.png"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "-",
        "a.b.c",
        "%00",
        "7K3M9PQ2RT5.99999999999.AAAAAAAAAAAAAAAAAAAAAA",
        "\uff17K3M9PQ2RT5.\uff11\uff12\uff13.가",
        "." * 3000,
    ],
)
def test_a_forged_link_opens_nothing(room: Room, token: str) -> None:
    """Nobody adds files without a link of ours."""
    assert room.ask(f"/api/attachments/{token}").status == 404
    assert room.states(f"/api/attachments/{token}").status == 404
    assert not room.store.notes


def test_a_link_ends_after_an_hour(room: Room) -> None:
    """An old link is answered as a forged one, and so is one to a case that is erased."""
    room.later(minutes=59)
    assert room.ask().status == 201
    room.later(minutes=2)
    assert room.ask().status == 404
    assert room.ask(room.upload_links.url(OTHER_CASE)).body == room.ask().body


def test_a_link_to_see_files_adds_none(room: Room) -> None:
    """One kind of link does not pass for the other."""
    links = FileLinks(SECRET, FACTS.site_url, room.clock)
    token = links.url(CASE).rpartition("/")[2]
    assert room.ask(f"/api/attachments/{token}").status == 404
    assert room.open(room.endpoint.replace("attachments", "files")).status == 404


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"type": "image/svg+xml"}, {"type": "wrong_kind"}),
        ({"type": "IMAGE/PNG"}, {"type": "wrong_kind"}),
        ({"type": None}, {"type": "required"}),
        ({"type": ["image/png"]}, {"type": "wrong_type"}),
        ({"size": 10_000_001}, {"size": "file_too_large"}),
        ({"size": 0}, {"size": "wrong_type"}),
        ({"size": -1}, {"size": "wrong_type"}),
        ({"size": "100"}, {"size": "wrong_type"}),
        ({"size": True}, {"size": "wrong_type"}),
        ({"size": 1.5}, {"size": "wrong_type"}),
        ({"key": ""}, {"key": "required"}),
        ({"key": "k" * 201}, {"key": "too_long"}),
        ({"name": "\ud800.png"}, {"name": "broken_text"}),
        (
            {"name": 7, "size": None, "bucket": "x"},
            {"name": "wrong_type", "size": "wrong_type", "bucket": "unknown_field"},
        ),
    ],
)
def test_everything_wrong_is_named_at_once(
    room: Room, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    """Nothing but the four kinds, no more than ten million bytes, and nothing that nobody asked for."""
    answer = room.ask(**changes)
    assert answer.status == 422
    assert {error["field"]: error["code"] for error in json.loads(answer.body)["errors"]} == errors
    assert not room.store.notes


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "text/plain", 415),
        (b"[]", JSON_TYPE, 400),
        (b"{" * 40, JSON_TYPE, 400),
        (b" " * 70_000, JSON_TYPE, 413),
    ],
)
def test_what_is_no_request_is_refused(room: Room, body: bytes, content_type: str, status: int) -> None:
    """Bodies are read without trusting them, as the form's are."""
    path = "/" + room.endpoint.removeprefix(FACTS.site_url)
    assert room.uploads(Request("POST", path, {"content-type": content_type}, body)).status == status


def test_a_case_has_so_many_files_and_no_more(room: Room) -> None:
    """The limit of center.yml holds; a refused file and one that never came take no place."""
    for number in range(FACTS.attachments.files):
        assert room.ask(key=f"key-{number}").status == 201
    refused = room.ask(key="one more")
    assert refused.status == 422
    assert json.loads(refused.body)["errors"][0]["message"] == "파일은 5개까지 올릴 수 있습니다."
    room.later(minutes=31)
    assert room.ask(key="one more").status == 201


def test_the_same_file_again_is_the_same_file(room: Room) -> None:
    """After a lost connection the same key gets another form, and takes no second place."""
    first, second = (json.loads(room.ask().body)["file"]["id"] for _ in range(2))
    assert first == second
    assert len(room.store.notes) == 1
    assert room.ask(size=101).status == 422


def test_a_file_that_came_is_not_asked_for_again(room: Room) -> None:
    """Who did not hear that a file arrived learns it, and gets no form."""
    attachment = room.upload(png())
    room.check(attachment.upload_key)
    answer = room.ask(size=len(png()))
    assert answer.status == 200
    body = json.loads(answer.body)
    assert "form" not in body
    assert body["file"]["state"] == State.CLEAN


def test_states_are_told_in_words(room: Room) -> None:
    """Their sender sees what arrived and why something was not taken, in the language of the page."""
    for key, content in (("good", png()), ("bad", b"<svg>")):
        room.check(room.upload(content, key).upload_key)
    files = json.loads(room.states().body)["files"]
    assert [file["state"] for file in files] == ["clean", "refused"]
    assert files[0]["message"] == "도착했습니다. 담당자가 볼 수 있습니다."
    assert "PNG, JPEG, WebP" in files[1]["message"]
    english = json.loads(room.ask(language="en-US", key="good", size=len(png())).body)
    assert english["file"]["message"] == "It has arrived, and our team can see it."


def test_no_answer_of_the_store_is_tried_again(room: Room) -> None:
    """While nobody knows, the answer is 503 with the time to wait."""
    room.store.fail_at = 1
    answer = room.ask()
    assert answer.status == 503
    assert answer.headers["retry-after"] == "5"


def test_a_case_that_is_gone_takes_no_files(room: Room) -> None:
    """A link that is still good opens nothing once its case was erased."""
    room.store.cases.clear()
    assert room.ask().status == 404
    assert room.states().status == 404

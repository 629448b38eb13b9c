"""POST /api/gaps without HTTP, over counts in memory."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from helpcenter.gaps.endpoint import KEPT, TERMS_KEPT
from tests.unit.gaps.gap_desk import PAGE, Desk
from tests.unit.inquiry.sample import NOW

DAY = "2026-11-23"


def test_what_happened_is_counted_by_day_and_language() -> None:
    """Nothing else of it is kept, and the day is the center's."""
    desk = Desk()
    for _ in range(2):
        desk.post({"what": "found", "language": "ko"})
    desk.post({"what": "solved", "language": "ko", "page": PAGE})
    desk.post({"what": "asked", "language": "en", "page": PAGE})
    assert desk.counts.counted == {
        ("found", "ko", DAY, ""): 2,
        ("solved", "ko", DAY, PAGE): 1,
        ("asked", "en", DAY, PAGE): 1,
    }
    assert desk.counts.erased == [NOW + KEPT] * 4
    assert desk.told == ["GapsCounted"] * 4


def test_terms_are_kept_only_once_they_are_searched_often() -> None:
    """Until then there are hours and a digest; then the count says how often at least, and goes on."""
    desk = Desk()
    for hour in (0, 1, 2, 3):
        desk.clock.at = NOW + timedelta(hours=hour)
        desk.search("위약금")
    assert desk.kept == {}
    assert desk.counts.counted["missed", "ko", DAY, ""] == 4
    assert "위약금" not in repr(desk.counts.hours)
    desk.clock.at = NOW + timedelta(days=1)
    desk.search("위약금")
    assert desk.kept == {"위약금": 5}
    desk.search("위약금 ")
    assert desk.kept == {"위약금": 6}
    [*_, last] = desk.counts.added
    assert last.nearest == PAGE
    assert desk.counts.erased[-1] == desk.clock.at + TERMS_KEPT


def test_who_repeats_a_search_does_not_make_it_known() -> None:
    """Neither a hundred times in an hour nor a whole day long."""
    desk = Desk()
    for minute in range(100):
        desk.clock.at = NOW + timedelta(seconds=minute)
        desk.search("홍길동 이야기")
    for hour in range(13):  # until midnight in Seoul
        desk.clock.at = NOW + timedelta(hours=hour)
        desk.search("홍길동 이야기")
    assert desk.kept == {}


@pytest.mark.parametrize(
    "terms",
    [
        "kim@example.com 로그인",
        "비밀번호 hunter2!x 안 돼요 비밀번호는 hunter2!x",
        "900101-1234567",
        "010 2345 6789 번호 변경",
        "주문 20261103",
        "제가 어제 저녁에 편의점에서 결제를 했는데 금액이 두 번 빠져나간 것 같습니다 확인해 주실 수 있나요",
        "?",
        "가",
        "",
    ],
)
def test_what_may_be_somebodys_own_is_never_kept(terms: str) -> None:
    """However often it is searched: the search counts, its terms do not, not even as a digest."""
    desk = Desk()
    for hour in range(0, 100, 5):
        desk.clock.at = NOW + timedelta(hours=hour)
        assert desk.search(terms).status == 200
    assert desk.kept == {}
    assert not desk.counts.hours
    assert sum(desk.counts.counted.values()) == 20


def test_terms_are_kept_in_one_spelling_without_markup() -> None:
    """What is printed in a report can't be a link, a mention or a command."""
    desk = Desk()
    for hour in range(0, 100, 5):
        desk.clock.at = NOW + timedelta(hours=hour)
        desk.search("<b>Wi-Fi</b>  `x` | [CALL](//e) \uff21", "en")
    assert list(desk.kept) == ["b wi fi b x call e a"]


@pytest.mark.parametrize("objection", ["dnt", "sec_gpc"])
def test_who_asks_not_to_be_tracked_is_not_counted(objection: str) -> None:
    """Do Not Track and Global Privacy Control are obeyed, and the answer says so."""
    desk = Desk()
    response = desk.post({"what": "missed", "language": "ko", "terms": "환불"}, **{objection: "1"})
    assert (response.status, json.loads(response.body)) == (200, {"counted": False})
    assert not desk.counts.counted
    assert not desk.counts.hours


def test_a_center_that_counts_nothing_counts_nothing() -> None:
    """`counting: false` in center.yml holds even for pages that were open before."""
    desk = Desk(counting=False)
    assert json.loads(desk.search("환불").body) == {"counted": False}
    assert not desk.counts.counted
    assert not desk.counts.hours


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, [("what", "required"), ("language", "required")]),
        ({"what": "looked", "language": "ko"}, [("what", "not_one_of")]),
        ({"what": "found", "language": "xx"}, [("language", "unknown_language")]),
        ({"what": "solved", "language": "ko"}, [("page", "required")]),
        ({"what": "asked", "language": "ko", "page": "made/up/"}, [("page", "unknown_page")]),
        ({"what": "missed", "language": "en", "page": "contact/"}, [("page", "unknown_page")]),
        ({"what": "missed", "language": "ko", "terms": "가" * 201}, [("terms", "too_long")]),
        ({"what": "missed", "language": "ko", "terms": ["환불"]}, [("terms", "wrong_type")]),
        ({"what": "found", "language": "ko", "who": "42"}, [("who", "unknown_field")]),
    ],
)
def test_what_can_be_no_gap_is_refused(body: dict[str, object], errors: list[tuple[str, str]]) -> None:
    """Nobody fills the table with pages, languages or fields that are none."""
    desk = Desk()
    response = desk.post(body)
    assert response.status == 422
    told = json.loads(response.body)
    assert told["type"] == "urn:helpcenter:problem:invalid_gap"
    assert [(error["field"], error["code"]) for error in told["errors"]] == errors
    assert not desk.counts.counted
    assert desk.told == ["GapsRefused"]


def test_only_json_is_taken() -> None:
    """A form on somebody else's page can't send it without being asked."""
    assert Desk().post({"what": "found", "language": "ko"}, "text/plain").status == 415


def test_an_outage_is_said() -> None:
    """503, and when to try again."""
    desk = Desk()
    desk.counts.unavailable = True
    response = desk.search("환불")
    assert response.status == 503
    assert int(response.headers["retry-after"]) > 0

"""The buttons of a receipt: what they do, when they are there, and what they answer to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest

from helpcenter.inquiry.case_id import derive_case_id
from helpcenter.inquiry.erasure import Hold
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.receipt import ReceiptLinks
from helpcenter.mail.job import ADDED_INFORMATION, ERASURE_NOTE, ESCALATION
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.sample import FACTS, LINKS, MESSAGES

MISSING = derive_case_id(b"case secret", "nobody's key")
ACTIONS = ("information", "feedback", "escalation", "erasure")


def happen(desk: Desk, kind: Kind, words: str = "", detail: str = "") -> None:
    """Let something happen to the only case."""
    [case_id] = desk.table.cases
    history = desk.act.store.read(case_id)
    assert history
    desk.act(history, kind, words, detail)


def pass_promise(desk: Desk) -> None:
    """Let the promised moment of the only case pass."""
    [case] = desk.table.cases.values()
    desk.clock.at = case.due_at


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_what_is_added_is_masked_and_brought_to_the_department(language: str) -> None:
    """Then the receipt shows it, below what has happened so far."""
    desk = Desk()
    path = desk.submitted(language=language)
    answer = desk.post(f"{path}/information", {"words": "비밀번호는 hunter22!\r\n<b>추가</b>"})
    assert (answer.status, answer.headers["location"]) == (303, f"{path}#history")
    page = desk.get(path).body
    assert "hunter22" not in page
    assert "●●●" in page
    assert "&lt;b&gt;추가&lt;/b&gt;" in page
    assert f"{ADDED_INFORMATION}#1" in [job.mail for job in desk.table.owed]
    assert desk.counted[-1] == "InformationAdded"


@pytest.mark.parametrize(
    ("action", "fields", "told"),
    [
        ("information", {}, "추가하실 내용"),
        ("information", {"words": " \r\n "}, "추가하실 내용"),
        ("information", {"words": "가" * 5001}, "5,000자"),
        ("information", {"words": "a\x00b"}, "제어 문자"),
        ("feedback", {}, "골라 주십시오"),
        ("feedback", {"verdict": "maybe"}, "solved, unsolved"),
        ("feedback", {"verdict": "solved", "comment": "가" * 5001}, "5,000자"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(action: str, fields: dict[str, str], told: str) -> None:
    """And in a summary that leads there; what was typed is still there, and nothing happened."""
    desk = Desk()
    path = desk.submitted()
    if action == "feedback":
        happen(desk, Kind.ANSWERED)
    events = dict(desk.table.events)
    page = desk.post(f"{path}/{action}", {"comment": "<i>그대로</i>", **fields})
    assert page.status == 422
    assert page.body.count(told) == 2
    assert 'role="alert"' in page.body
    assert "<i>" not in page.body
    assert desk.table.events == events


def test_escalation_is_there_once_the_promised_moment_has_passed() -> None:
    """Before, the page says when; afterwards, that it was done; pressing again brings no second mail."""
    desk = Desk()
    path = desk.submitted()
    early = desk.get(path).body
    assert f'action="{path}/escalation"' not in early
    assert "까지 답변이 없으면" in early
    assert desk.post(f"{path}/escalation").status == 409
    pass_promise(desk)
    assert f'action="{path}/escalation"' in desk.get(path).body
    assert "늦어지고 있습니다" in desk.get(path).body
    assert [desk.post(f"{path}/escalation").status for _ in range(3)] == [303, 303, 303]
    assert [job.mail for job in desk.table.owed].count(ESCALATION) == 1
    assert f'action="{path}/escalation"' not in desk.get(path).body
    assert desk.counted.count("CasesEscalated") == 1


@pytest.mark.parametrize(("late", "told"), [(False, "답변드렸습니다"), (True, "보다 늦어 죄송합니다")])
def test_an_answer_is_shown_with_whether_the_promise_was_kept(*, late: bool, told: str) -> None:
    """And asks whether it helped, once."""
    desk = Desk()
    path = desk.submitted()
    if late:
        pass_promise(desk)
        desk.clock.go_on(timedelta(minutes=1))
    happen(desk, Kind.ANSWERED)
    page = desk.get(path).body
    assert told in page
    assert ("늦어 죄송" in page) is late
    assert desk.post(f"{path}/feedback", {"verdict": "solved", "comment": ""}).status == 303
    after = desk.get(path).body
    assert f'action="{path}/feedback"' not in after
    assert "해결되었습니다" in after
    assert desk.post(f"{path}/feedback", {"verdict": "unsolved"}).status == 303
    [events] = desk.table.events.values()
    assert [event.detail for event in events] == ["", "solved"]


def test_a_closed_case_can_only_be_erased() -> None:
    """Its page says why nothing else is there."""
    desk = Desk()
    path = desk.submitted()
    happen(desk, Kind.CLOSED)
    page = desk.get(path).body
    assert "<form" not in page
    assert f'href="{path}/erasure"' in page
    assert desk.post(f"{path}/information", {"words": "a"}).status == 409


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_erasure_asks_first_and_tells_afterwards(language: str) -> None:
    """Looking erases nothing; confirming erases all, and owes the customer a mail."""
    desk = Desk()
    path = desk.submitted(language=language)
    happen(desk, Kind.INFORMATION, "더")
    for _ in range(2):
        assert "<form" in desk.get(f"{path}/erasure").body
    assert desk.table.cases
    done = desk.post(f"{path}/erasure")
    assert (done.status, done.headers["content-language"]) == (200, language)
    assert "h***@example.com" in done.body
    assert (desk.table.cases, desk.table.events) == ({}, {})
    assert [job.mail for job in desk.table.owed] == [ERASURE_NOTE]
    assert desk.get(path).status == 404
    assert desk.post(f"{path}/erasure").status == 404
    assert desk.counted.count("CasesErased") == 1


def test_erasure_says_what_the_law_keeps() -> None:
    """A copy is kept apart, and the customer learns until when."""
    desk = Desk()
    path = desk.submitted()
    [case_id] = desk.table.cases
    until = desk.clock() + timedelta(days=1096)
    desk.table.holds[case_id] = Hold(case_id, "dispute", until, desk.clock())
    page = desk.post(f"{path}/erasure").body
    assert "2029년 11월 23일" in page
    assert "dispute" not in page
    assert case_id in desk.table.set_apart


def test_links_that_lead_nowhere_answer_alike() -> None:
    """Forged, borrowed, erased or never stored: the same page, whatever is asked of it."""
    desk = Desk()
    erased = desk.submitted()
    desk.post(f"{erased}/erasure")
    foreign = ReceiptLinks(b"other", FACTS.site_url)
    paths = [erased] + ["/" + links.url(MISSING).removeprefix(FACTS.site_url) for links in (LINKS, foreign)]
    paths += ["/api/receipts/-", "/api/receipts/접수증.\ud800"]
    for action in ("", *(f"/{name}" for name in ACTIONS)):
        answers = [
            desk.post(path + action, {"words": "a", "verdict": "solved"}) if action else desk.get(path)
            for path in paths
        ]
        assert {answer.status for answer in answers} == {404}
        assert len({answer.body for answer in answers}) == 1
    assert "/api/lost-links" in desk.get(paths[0]).body


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://elsewhere.example", "sec_fetch_site": "cross-site"}, 403),
        ({"content_type": "application/json"}, 415),
    ],
)
def test_only_forms_of_our_pages_are_taken(action: str, headers: dict[str, str], status: int) -> None:
    """Whatever another site has a browser send, nothing happens."""
    desk = Desk()
    path = desk.submitted()
    pass_promise(desk)
    answer = desk.post(f"{path}/{action}", {"words": "a", "verdict": "solved"}, **headers)
    assert answer.status == status
    assert desk.table.cases
    assert not desk.table.events


def test_pages_with_forms_let_the_browser_name_their_origin() -> None:
    """Under no-referrer it would say null; no other site learns the address either way."""
    desk = Desk()
    path = desk.submitted()
    for page in (desk.get(path), desk.get(f"{path}/erasure"), desk.get("/api/lost-links")):
        assert page.headers["referrer-policy"] == "same-origin"
        assert page.headers["cache-control"] == "no-store"
    assert desk.get("/api/receipts/-").headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("action", ACTIONS)
def test_an_outage_is_told_and_nothing_is_lost(action: str) -> None:
    """503 with Retry-After; the same again works."""
    desk = Desk()
    path = desk.submitted()
    if action == "feedback":
        happen(desk, Kind.ANSWERED)
    pass_promise(desk)
    desk.table.unavailable = True
    fields = {"words": "a", "verdict": "solved"}
    answer = desk.post(f"{path}/{action}", fields)
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    desk.table.unavailable = False
    assert desk.post(f"{path}/{action}", fields).status in (200, 303)

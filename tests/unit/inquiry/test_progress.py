"""The department's links: opened they ask, confirmed they note, and nobody can make one."""

from __future__ import annotations

from urllib.parse import urlsplit

from helpcenter.inquiry.case_id import derive_case_id, group_case_id
from helpcenter.inquiry.life import Kind
from helpcenter.inquiry.progress import ProgressLinks
from helpcenter.inquiry.receipt import ReceiptLinks
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.sample import CASE, FACTS

OLD, NEW = b"old", b"new"
MISSING = derive_case_id(b"case secret", "nobody's key")


def paths(desk: Desk, links: ProgressLinks | None = None) -> tuple[str, str, str]:
    """Send an inquiry; return the paths of its receipt and of its two links."""
    receipt = desk.submitted(language="en")
    [case_id] = desk.table.cases
    links = links or desk.progress_links
    made = (links.answered_link(case_id), links.needs_information_link(case_id))
    return receipt, urlsplit(made[0]).path, urlsplit(made[1]).path


def kinds(desk: Desk) -> list[Kind]:
    """Return what has happened to the only case."""
    return [event.kind for events in desk.table.events.values() for event in events]


def test_looking_notes_nothing() -> None:
    """Mail scanners open links: however often, the receipt stays as it is."""
    desk = Desk()
    _, answered, asked = paths(desk)
    for path in (answered, asked) * 3:
        page = desk.get(path, accept_language="en")
        assert (page.status, page.headers["content-language"]) == (200, "ko")
        assert '<form method="post">' in page.body
    assert kinds(desk) == []


def test_a_confirmed_link_is_noted_once() -> None:
    """The receipt says so in its own language; a second click says where the case stands."""
    desk = Desk()
    receipt, answered, asked = paths(desk)
    assert desk.post(asked).status == 200
    assert "We need to know" in desk.get(receipt).body
    for _ in range(2):
        page = desk.post(answered)
        assert "답변 완료" in page.body
    assert kinds(desk) == [Kind.NEEDS_INFORMATION, Kind.ANSWERED]
    assert "We have answered" in desk.get(receipt).body
    assert "<form" not in desk.get(answered).body
    assert desk.counted[-2:] == ["CasesAskedBack", "CasesAnswered"]


def test_a_closed_case_is_not_answered_any_more() -> None:
    """The page says where it stands."""
    desk = Desk()
    _, answered, _ = paths(desk)
    [case_id] = desk.table.cases
    history = desk.act.store.read(case_id)
    assert history
    desk.act(history, Kind.CLOSED)
    assert "종료" in desk.post(answered).body
    assert kinds(desk) == [Kind.CLOSED]


def test_a_link_of_one_kind_is_none_of_another() -> None:
    """The customer cannot make a department's link of theirs, nor one kind of the other."""
    desk = Desk()
    receipt, answered, asked = paths(desk)
    case_id, _, signature = answered.rpartition("/")[2].split(".")
    forged = [
        f"/api/progress/{case_id}.needs-information.{signature}",
        f"/api/progress/{case_id}.closed.{signature}",
        f"/api/progress/{case_id}.answered.{receipt.rpartition('.')[2]}",
        f"/api/progress/{case_id}.answered.{asked.rpartition('.')[2]}",
        f"/api/progress/{case_id}.answered.",
        f"/api/progress/{case_id}.answered.{signature[:-1]}",
        urlsplit(ProgressLinks(b"other", FACTS.site_url).answered_link(case_id)).path,
        urlsplit(desk.progress_links.answered_link(MISSING)).path,
        "/api/progress/",
        "/api/progress/\ud800",
    ]
    answers = [ask(path) for path in forged for ask in (desk.get, desk.post)]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1
    assert desk.get(f"/api/receipts/{case_id}.{signature}").status == 404
    assert kinds(desk) == []


def test_only_our_page_can_confirm() -> None:
    """Another site can't have the department's browser note anything."""
    desk = Desk()
    _, answered, _ = paths(desk)
    assert desk.post(answered, origin="https://elsewhere.example").status == 403
    assert desk.post(answered, content_type="text/plain").status == 415
    desk.table.unavailable = True
    assert desk.post(answered).status == 503
    desk.table.unavailable = False
    assert kinds(desk) == []


def test_two_keys_are_live_while_one_replaces_the_other() -> None:
    """What either signed is good; the first signs; what is retired is over. The same holds for receipts."""
    old, both, new = (ProgressLinks(keys, FACTS.site_url) for keys in (OLD, NEW + b"," + OLD, NEW))

    def reads(links: ProgressLinks, made_by: ProgressLinks) -> bool:
        return links.read(made_by.answered_link(CASE.case_id).rpartition("/")[2]) is not None

    assert both.answered_link(CASE.case_id) == new.answered_link(CASE.case_id)
    assert [reads(both, made_by) for made_by in (old, both, new)] == [True, True, True]
    assert [reads(new, made_by) for made_by in (old, both, new)] == [False, True, True]
    receipts = [ReceiptLinks(keys, FACTS.site_url) for keys in (OLD, NEW + b"," + OLD, NEW)]
    token = receipts[0].url(CASE.case_id).rpartition("/")[2]
    assert [links.case_id(token) for links in receipts] == [CASE.case_id, CASE.case_id, None]


def test_the_page_names_the_case() -> None:
    """So that a department with many open mails confirms the right one."""
    desk = Desk()
    _, answered, _ = paths(desk)
    [case_id] = desk.table.cases
    assert group_case_id(case_id) in desk.get(answered).body

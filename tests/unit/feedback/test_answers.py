"""POST /api/answers without HTTP, over counts in memory."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from helpcenter.api.reply_page import ReplyPages
from helpcenter.api.request import FORM_TYPE, JSON_TYPE, Request
from helpcenter.feedback.endpoint import KEPT, AnswerEndpoint
from helpcenter.inquiry.case import StoreUnavailableError
from tests.fakes.clock import Clock
from tests.unit.inquiry.sample import CALENDAR, FACTS, MESSAGES, NOW

if TYPE_CHECKING:
    from datetime import date, datetime

    from helpcenter.api.response import Response
    from helpcenter.feedback.answer import Answer

PAGE = "topics/mail/spam-filter/"
ANSWER = {"page": PAGE, "language": "ko", "answer": "helpful"}
ARTICLES = {"ko": {PAGE}, "en": {PAGE}}
PAGES = ReplyPages({language: f"{language}|%%title%%|%%content%%" for language in MESSAGES})


@dataclass
class MemoryCounts:
    """An AnswerCounts; while `unavailable` is set, nothing is counted."""

    counted: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    erased: list[datetime] = field(default_factory=list)
    unavailable: bool = False

    def add(self, answer: Answer, day: date, erase_at: datetime) -> None:
        """Count.

        Raises:
            StoreUnavailableError: the test wants that.
        """
        if self.unavailable:
            raise StoreUnavailableError
        self.counted[answer.page, answer.language, day.isoformat(), answer.verdict] += 1
        self.erased.append(erase_at)


class Desk:
    """Takes answers; `told` is what went to the metrics."""

    def __init__(self) -> None:
        self.counts = MemoryCounts()
        self.told: list[str] = []
        self._endpoint = AnswerEndpoint(
            FACTS, CALENDAR, MESSAGES, PAGES, ARTICLES, self.counts, Clock(NOW), self.told.append
        )

    def post(self, body: object, content_type: str = JSON_TYPE, **headers: str) -> Response:
        """Send an answer; headers with a dash are written with an underscore."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        text = urlencode(body) if content_type == FORM_TYPE and isinstance(body, dict) else json.dumps(body)
        request = Request("POST", "/api/answers", {"content-type": content_type, **named}, text.encode())
        return self._endpoint(request)


@pytest.mark.parametrize("content_type", [JSON_TYPE, FORM_TYPE])
def test_an_answer_is_counted_by_article_language_day_and_verdict(content_type: str) -> None:
    """Nothing else of it is kept, and its day is the center's: late evening in UTC is tomorrow in Seoul."""
    desk = Desk()
    desk.post(ANSWER, content_type)
    desk.post(ANSWER, content_type)
    desk.post({**ANSWER, "language": "en", "answer": "unhelpful"}, content_type)
    assert desk.counts.counted == {
        (PAGE, "ko", "2026-11-23", "helpful"): 2,
        (PAGE, "en", "2026-11-23", "unhelpful"): 1,
    }
    assert desk.counts.erased == [NOW + KEPT] * 3
    assert desk.told == ["AnswersCounted"] * 3


def test_a_script_is_told_that_it_was_counted() -> None:
    """The answer is JSON that no cache keeps, and sets no cookie."""
    response = Desk().post(ANSWER)
    assert (response.status, json.loads(response.body)) == (200, {"counted": True})
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize("objection", ["dnt", "sec_gpc"])
@pytest.mark.parametrize("content_type", [JSON_TYPE, FORM_TYPE])
def test_who_asks_not_to_be_tracked_is_not_counted(objection: str, content_type: str) -> None:
    """Do Not Track and Global Privacy Control are obeyed, and the reader is told."""
    desk = Desk()
    response = desk.post(ANSWER, content_type, **{objection: "1"})
    assert response.status == 200
    assert not desk.counts.counted
    if content_type == JSON_TYPE:
        assert json.loads(response.body) == {"counted": False}
    else:
        assert MESSAGES["ko"].text("answer.uncounted") in response.body


def test_the_absence_of_an_objection_is_none() -> None:
    """`DNT: 0` says that counting is fine."""
    desk = Desk()
    desk.post(ANSWER, dnt="0")
    assert sum(desk.counts.counted.values()) == 1


@pytest.mark.parametrize(("language", "home"), [("ko", "/"), ("en", "/en/")])
@pytest.mark.parametrize("verdict", ["helpful", "unhelpful"])
def test_a_form_is_answered_with_a_page_that_leads_back(language: str, home: str, verdict: str) -> None:
    """Without scripts, thanks come as a page of the site in the language of the article."""
    response = Desk().post({**ANSWER, "language": language, "answer": verdict}, FORM_TYPE)
    assert response.status == 200
    assert response.body.startswith(f"{language}|{MESSAGES[language].text('answer.thanks')}|")
    assert MESSAGES[language].text(f"answer.{verdict}") in response.body
    assert f'href="{home}{PAGE}"' in response.body


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"page": "topics/mail/no-such-page/"}, [("page", "unknown_page")]),
        ({"page": "../" + PAGE}, [("page", "unknown_page")]),
        ({"page": None}, [("page", "required")]),
        ({"page": [PAGE]}, [("page", "wrong_type")]),
        ({"language": "xx"}, [("language", "unknown_language")]),
        ({"answer": "perhaps"}, [("answer", "not_one_of")]),
        ({"answer": ""}, [("answer", "required")]),
        ({"reader": "42"}, [("reader", "unknown_field")]),
        (
            {"page": None, "language": 1, "answer": None},
            [("page", "required"), ("language", "wrong_type"), ("answer", "required")],
        ),
    ],
)
def test_what_is_no_answer_is_refused(changes: dict[str, object], errors: list[tuple[str, str]]) -> None:
    """Only articles of the site fill the table; everything that is wrong is said at once."""
    desk = Desk()
    response = desk.post({**ANSWER, **changes})
    assert response.status == 422
    told = json.loads(response.body)
    assert told["type"] == "urn:helpcenter:problem:invalid_answer"
    assert [(error["field"], error["code"]) for error in told["errors"]] == errors
    assert not desk.counts.counted
    assert desk.told == ["AnswersRefused"]


def test_a_wrong_form_is_answered_with_a_page() -> None:
    """Whoever has an old page open reads what to do, in its language."""
    response = Desk().post({**ANSWER, "language": "en", "page": "gone/"}, FORM_TYPE)
    assert response.status == 422
    assert MESSAGES["en"].text("error.unknown_page").replace("'", "&#x27;") in response.body


def test_an_outage_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was not counted is not thanked."""
    desk = Desk()
    monkeypatch.setattr(desk.counts, "unavailable", True)
    response = desk.post(ANSWER)
    assert response.status == 503
    assert int(response.headers["retry-after"]) > 0
    assert desk.told == ["AnswersRefused"]

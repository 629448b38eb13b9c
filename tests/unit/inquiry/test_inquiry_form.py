"""POST /api/inquiries as a form without JavaScript: pages out, and a key made of the content."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import urlencode

import pytest

from helpcenter.api.request import FORM_TYPE, Request
from tests.unit.inquiry.desk import FIELDS, Desk
from tests.unit.inquiry.sample import LINKS, MESSAGES


def test_an_accepted_form_leads_to_its_receipt() -> None:
    """303, so that reloading the page posts nothing, and no cache keeps the way there."""
    desk = Desk()
    response = desk.post_form()
    [case_id] = desk.table.cases
    assert (response.status, response.body) == (303, "")
    assert response.headers == {"location": LINKS.url(case_id), "cache-control": "no-store"}
    assert len(desk.table.owed) == 2
    assert desk.counted == ["InquiriesAccepted"]


def test_a_double_submit_is_one_case() -> None:
    """The same words sent twice lead to the same receipt, and owe their mails once."""
    desk = Desk()
    assert desk.post_form() == desk.post_form(message=" 환불이 아직 들어오지 않았습니다.\r\n")
    assert (len(desk.table.cases), len(desk.table.jobs)) == (1, 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"message": "다른 문의"},
        {"topic": "payment_failed"},
        {"email": "k@example.com"},
        {"name": ""},
        {"language": "en"},
    ],
)
def test_other_words_are_another_case(changes: dict[str, str]) -> None:
    """Whatever field differs, it is an inquiry of its own and never a conflict."""
    desk = Desk()
    assert desk.post_form().headers["location"] != desk.post_form(**changes).headers["location"]
    assert len(desk.table.cases) == 2


def test_the_same_words_on_another_day_are_another_case() -> None:
    """The day is the center's: its midnight parts two inquiries, and the one in UTC does not."""
    desk = Desk()
    places = []
    for hour in (14, 15, 23):  # 23:59, 00:59 and 08:59 in Seoul
        desk.clock.at = datetime(2026, 11, 23, hour, 59, tzinfo=UTC)
        places.append(desk.post_form().headers["location"])
    desk.clock.go_on(timedelta(hours=1))  # 09:59 on the same day in Seoul, the next one in UTC
    places.append(desk.post_form().headers["location"])
    assert places[0] != places[1]
    assert places[1] == places[2] == places[3]


def test_a_form_needs_no_key_and_none_is_looked_at() -> None:
    """Whatever header comes with a form, its words are what tells it from others."""
    desk = Desk()
    headers = {"content-type": FORM_TYPE, "idempotency-key": "키\x00"}
    body = urlencode({**FIELDS, "consent": "true"}).encode()
    assert desk.take(Request("POST", "/api/inquiries", headers, body)) == desk.post_form()


@pytest.mark.parametrize(("language", "form"), [("ko", "/inquiry/"), ("en", "/en/inquiry/")])
def test_errors_are_a_page_with_the_way_back(language: str, form: str) -> None:
    """422 lists what is wrong in the form's language and links to that language's form."""
    desk = Desk()
    response = desk.post_form(language=language, topic="", consent="")
    texts = MESSAGES[language].texts
    assert response.status == 422
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.body.startswith(f"{language}|{texts['problem.invalid_inquiry']}|")
    for sentence in (texts["error.required.topic"], texts["error.consent_required"], texts["page.kept"]):
        assert sentence in response.body
    assert f'<a href="{form}">' in response.body
    assert not desk.table.cases
    assert desk.counted == ["InquiriesRefused"]


def test_a_form_that_cannot_be_read_is_a_page_too() -> None:
    """400 in the browser's language, as the form did not get to say its own."""
    headers = {"content-type": FORM_TYPE, "accept-language": "en"}
    response = Desk().take(Request("POST", "/api/inquiries", headers, b"name=%FF"))
    assert response.status == 400
    assert response.body.startswith(f"en|{escape(MESSAGES['en'].texts['problem.malformed_body'])}|")


def test_a_store_that_fails_is_a_page_that_says_when_to_come_back() -> None:
    """503 with Retry-After; the words are still in the form, and sent again they are stored."""
    desk = Desk()
    desk.table.unavailable = True
    response = desk.post_form()
    assert (response.status, response.headers["retry-after"]) == (503, "5")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert MESSAGES["ko"].texts["problem.unavailable.detail"] in response.body
    assert MESSAGES["ko"].texts["page.kept"] in response.body
    assert desk.counted == ["InquiriesRefused"]
    desk.table.unavailable = False
    assert desk.post_form().status == 303

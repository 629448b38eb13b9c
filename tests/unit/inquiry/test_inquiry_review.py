"""The review of a form without JavaScript, and what keeps programs out without a puzzle for people."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest

from helpcenter.inquiry.review import LEAST, ReviewSeal
from tests.unit.inquiry.desk import FIELDS, Desk
from tests.unit.inquiry.sample import FACTS, LINKS, MESSAGES

if TYPE_CHECKING:
    from helpcenter.api.response import Response

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def hidden_fields(page: Response) -> dict[str, str]:
    """Return what the page's own form sends."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page.body)}


@pytest.mark.parametrize("language", MESSAGES)
def test_a_form_is_looked_over_before_it_is_stored(language: str) -> None:
    """The page shows everything with the promised moment, in the form's language; nothing is stored."""
    desk = Desk()
    page = desk.post_form(language=language, step="review", **{"details.payment_method": "card"})
    texts = MESSAGES[language].texts
    assert page.status == 200
    assert page.headers["content-language"] == language
    for shown in (
        texts["review.title"],
        FIELDS["message"],
        FIELDS["email"],
        FACTS.topics["refund"].name[language],
        FACTS.fields["payment_method"].choices["card"][language],
        "18:00",
    ):
        assert shown in page.body
    assert (desk.table.cases, desk.counted) == ({}, ["InquiriesReviewed"])


def test_its_button_stores_what_was_shown() -> None:
    """All that was typed comes along; the same words are the same case as without the review."""
    desk = Desk()
    message = 'Zeile 1\r\n"2" <3> & Ende'
    page = desk.post_form(message=message, step="review", **{"details.order_number": "A-1"})
    desk.clock.go_on(LEAST)
    sent = desk.post_form(**hidden_fields(page))
    assert sent.status == 303
    (case,) = desk.table.cases.values()
    assert (case.inquiry.message, case.inquiry.details) == (message, {"order_number": "A-1"})
    assert desk.post_form(message=message, **{"details.order_number": "A-1"}) == sent


def test_the_promise_is_made_anew_when_it_is_sent() -> None:
    """Who looks it over until the office has closed is promised what holds then."""
    desk = Desk()
    page = desk.post_form(step="review")
    desk.clock.go_on(timedelta(hours=20))
    desk.post_form(**hidden_fields(page))
    (case,) = desk.table.cases.values()
    assert case.accepted_at == desk.clock.at
    assert case.due_at > case.accepted_at


def test_a_button_pressed_before_anybody_can_read_asks_once_more() -> None:
    """429 with Retry-After is the page again, nothing typed is lost, and its button works a second later."""
    desk = Desk()
    first = desk.post_form(step="review")
    again = desk.post_form(**hidden_fields(first))
    assert (again.status, again.headers["retry-after"]) == (429, "1")
    assert hidden_fields(again) == hidden_fields(first)
    assert MESSAGES["ko"].texts["review.again"] in again.body
    assert desk.table.cases == {}
    desk.clock.go_on(LEAST)
    assert desk.post_form(**hidden_fields(again)).status == 303


@pytest.mark.parametrize(
    "seal", ["", "1", "1.2", "x.y", "9" * 400, "\u00e9.\u00e9", "1764000000000." + "0" * 32]
)
def test_a_seal_that_is_not_ours_leads_to_the_review(seal: str) -> None:
    """Nobody makes one by guessing, and what they send is never stored at once."""
    desk = Desk()
    assert desk.post_form(seal=seal).status == 200
    assert desk.table.cases == {}


def test_a_seal_outlives_the_rotation_of_its_key() -> None:
    """Who reads the page while the keys are rotated need not read it again; once its key is gone, they do."""
    desk = Desk()
    page = desk.post_form(step="review")
    desk.clock.go_on(LEAST)
    for keys, status in ((b"new", 200), (b"new,link secret", 303)):
        desk.take = replace(desk.take, links=replace(LINKS, secret=keys))
        assert desk.post_form(**hidden_fields(page)).status == status
    fresh = ReviewSeal(b"new,link secret").make(desk.clock())
    assert ReviewSeal(b"new").age(fresh, desk.clock()) == timedelta()  # the first key seals


def test_a_page_of_yesterday_is_looked_over_again() -> None:
    """A tab that stayed open shows what is promised now."""
    desk = Desk()
    page = desk.post_form(step="review")
    desk.clock.go_on(timedelta(days=1, seconds=1))
    assert desk.post_form(**hidden_fields(page)).status == 200


def test_what_is_wrong_is_said_before_the_review() -> None:
    """422 as ever."""
    assert Desk().post_form(step="review", email="").status == 422


def test_secrets_are_masked_on_the_review_already() -> None:
    """What was masked stands nowhere on the page, and its kind is named."""
    page = Desk().post_form(message="비밀번호: canary-7Q!x", step="review")
    assert "canary" not in page.body
    assert MESSAGES["ko"].texts["secret.password"] in page.body


@pytest.mark.parametrize("by_script", [True, False])
@pytest.mark.parametrize("value", ["http://spam.example", " "])
def test_who_fills_in_the_hidden_field_is_told_so(value: str, by_script: bool) -> None:  # noqa: FBT001 - as named
    """Nothing is pretended: whose browser filled it in reads what to do, and nothing is stored."""
    desk = Desk()
    response = desk.post_json(homepage=value) if by_script else desk.post_form(homepage=value)
    assert response.status == 422
    assert MESSAGES["ko"].texts["error.must_be_empty"] in (
        json.loads(response.body)["errors"][0]["message"] if by_script else response.body
    )
    assert desk.table.cases == {}


def test_the_hidden_field_left_empty_changes_nothing() -> None:
    """As every browser sends it."""
    assert Desk().post_form(homepage="").status == 303
    assert Desk().post_json(homepage="").status == 201


OWN = FACTS.site_url.rstrip("/")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": OWN}, 303),
        ({"origin": OWN.upper()}, 303),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "http://localhost:8000", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": OWN + ".elsewhere.example"}, 403),
        ({"origin": OWN.replace("https", "http")}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://evil.onmaru.example", "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_pages_of_other_sites_cannot_send(headers: dict[str, str], status: int) -> None:
    """A browser says whose page it is; a program that is none need not."""
    desk = Desk()
    assert desk.post_form_with(headers).status == status
    assert len(desk.table.cases) == (status == 303)


def test_the_review_lets_the_browser_say_whose_page_it_is() -> None:
    """Under `no-referrer` its own form would be sent with `Origin: null`."""
    assert Desk().post_form(step="review").headers["referrer-policy"] == "same-origin"

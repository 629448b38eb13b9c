"""GET /api/receipts/{token}: the page behind a receipt's link."""

from __future__ import annotations

import pytest

from helpcenter.inquiry.case_id import derive_case_id, group_case_id
from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.sample import FACTS, LINKS, MESSAGES

MISSING = derive_case_id(b"case secret", "nobody's key")


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_a_receipt_is_in_the_language_of_its_inquiry(language: str) -> None:
    """Whatever the browser prefers, the page goes on in the language that the customer wrote in."""
    desk = Desk()
    url = desk.post_form(language=language).headers["location"]
    response = desk.open(url, accept_language="ko" if language == "en" else "en")
    [case_id] = desk.table.cases
    assert response.status == 200
    assert response.headers["content-language"] == language
    assert response.headers["cache-control"] == "no-store"
    assert response.body.startswith(f"{language}|{MESSAGES[language].texts['receipt.title']}|")
    assert group_case_id(case_id) in response.body
    assert "hong@" not in response.body


@pytest.mark.parametrize(("accepts", "language", "form"), [("", "ko", "/"), ("en-GB,ko;q=0.1", "en", "/en/")])
def test_a_receipt_that_is_not_there_is_404_in_the_browsers_language(
    accepts: str, language: str, form: str
) -> None:
    """Forged, erased or never stored: the same page, which says nothing of words still in a form."""
    desk = Desk()
    erased = desk.post_form().headers["location"]
    [case] = desk.table.cases.values()
    desk.clock.at = case.erase_at
    pages = [
        desk.open(url, accepts)
        for url in (erased, LINKS.url(MISSING), LINKS.url(MISSING)[:-1], f"{FACTS.site_url}api/receipts/")
    ]
    assert pages[1:] == pages[:-1]
    assert pages[0].status == 404
    assert pages[0].body.startswith(f"{language}|{MESSAGES[language].texts['problem.unknown_receipt']}|")
    assert f'<a href="{form}inquiry/">' in pages[0].body
    assert MESSAGES[language].texts["page.kept"] not in pages[0].body


def test_a_store_that_fails_is_not_a_missing_receipt() -> None:
    """503 with Retry-After: the reader is not told that the case is gone when nobody could look."""
    desk = Desk()
    url = desk.post_form().headers["location"]
    desk.table.unavailable = True
    response = desk.open(url)
    assert (response.status, response.headers["retry-after"]) == (503, "5")
    assert MESSAGES["ko"].texts["problem.unavailable"] in response.body
    desk.table.unavailable = False
    assert desk.open(url).status == 200

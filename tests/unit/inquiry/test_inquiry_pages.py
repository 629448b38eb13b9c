from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.api.problem import FieldError, ProblemError
from helpcenter.inquiry.history import CaseHistory
from helpcenter.inquiry.pages import problem_content
from helpcenter.inquiry.receipt_page import Reader, ReceiptPage
from tests.unit.inquiry.sample import CALENDAR, CASE, FACTS, MESSAGES, NOW, case_of

if TYPE_CHECKING:
    from helpcenter.inquiry.case import Case


def receipt_content(case: Case, language: str) -> tuple[str, str]:
    """Return title and content of a receipt on which nothing has happened yet."""
    reader = Reader(MESSAGES[language], "/api/receipts/token", NOW)
    return ReceiptPage(FACTS, CALENDAR).write(CaseHistory(case), reader)


def test_a_receipt_shows_the_case_and_masks_the_address() -> None:
    """ID, promise and facts are there; of the mail address just enough to know it."""
    title, content = receipt_content(CASE, "ko")
    assert f'<div class="receipt"><h1>{title}</h1><p class="receipt__case-id">' in content
    assert '<p class="receipt__due">2026년 11월 25일(수) 18:00(KST)까지 답변드리겠습니다.</p>' in content
    assert "<dd>2026년 11월 23일(월) 10:02(KST)</dd>" in content
    assert "<dd>h***@example.com</dd>" in content
    assert "hong@" not in content
    assert f'<p class="receipt__message">{CASE.inquiry.message}</p>' in content


@pytest.mark.parametrize("language", sorted(MESSAGES))
def test_a_receipt_is_in_the_language_asked_for(language: str) -> None:
    """The words around the customer's own are those of the page."""
    title, content = receipt_content(CASE, language)
    assert title == MESSAGES[language].text("receipt.title")
    assert FACTS.departments["payment_care"].name[language] in content


def test_a_receipt_shows_the_message_as_text() -> None:
    """Markup in a message or an address is text on the page."""
    case = case_of(message="<script>alert(1)</script>", email="&'@example.com")
    _, content = receipt_content(case, "ko")
    assert "<script" not in content
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert "<dd>&amp;***@example.com</dd>" in content


def test_errors_are_listed_with_the_way_back_to_the_form() -> None:
    """Every error is a sentence of the list, and the reader learns that nothing typed is lost."""
    errors = (FieldError("topic", "required"), FieldError("message", "too_long", {"limit": 5000}))
    problem = ProblemError(422, "invalid_inquiry", errors)
    title, content = problem_content(problem, MESSAGES["ko"], "/inquiry/?a=1&b=2")
    assert title == "아직 접수되지 않았습니다"
    assert content == (
        '<div class="error-summary" role="alert">'
        '<h1 class="error-summary__title">아직 접수되지 않았습니다</h1>'
        '<ul class="error-summary__list"><li>문의 주제를 골라 주십시오.</li>'
        "<li>문의 내용을 5,000자 이하로 줄여 주십시오.</li></ul></div>"
        "<p>브라우저에서 뒤로 가시면 쓰신 내용이 양식에 그대로 있습니다.</p>"
        '<p><a href="/inquiry/?a=1&amp;b=2">문의 양식 열기</a></p>'
    )


def test_a_problem_without_fields_says_what_to_do() -> None:
    """The one entry of the list is the problem's own advice; a receipt's reader has typed nothing."""
    messages = MESSAGES["en"]
    _, content = problem_content(ProblemError(404, "unknown_receipt"), messages, "/en/inquiry/", typed=False)
    assert "<li>The address may be incomplete" in content
    assert messages.text("page.kept") not in content

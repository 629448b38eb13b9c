"""The texts that search finds, read from a page's HTML."""

from __future__ import annotations

from publishing.search.sections import sections_of


def test_a_place_where_a_line_may_break_ends_no_word() -> None:
    """Who looks for the address finds it whole, and an excerpt shows it as the page does."""
    html = '<p>메일 <a href="mailto:a@b.example">a@<wbr>b.example</a>로 보내 주십시오.</p>'
    assert sections_of(html)[0].text == "메일 a@b.example로 보내 주십시오."


def test_no_blank_stands_inside_of_brackets() -> None:
    """Hours are elements of their own, also where a sentence brackets them."""
    hours = '<span class="hours">월요일~금요일</span> <span class="hours">09:00~18:00</span>'
    found = sections_of(f"<p>전화({hours})를 겁니다</p>")[0].text
    assert found.startswith("전화(월요일~금요일 09:00~18:00")

"""Lists of pages, and the boxes of checklists, in the HTML that Markdown makes."""

from __future__ import annotations

from publishing.site.checklists import with_labels
from publishing.site.entries import with_entries
from publishing.site.vocabulary import mail_link, unbroken


def test_a_title_and_what_is_there_are_told_apart() -> None:
    """The colon is for the source; words that hold a link of their own keep it."""
    html = '<ul>\n<li><a href="a/">A</a>: what <a href="b/">b</a> is</li>\n</ul>'
    words = '<span class="entry__words">what <a href="b/">b</a> is</span>'
    shown = f'<li class="entry"><a href="a/">A</a>{words}</li>'
    assert with_entries(html) == f"<ul>\n{shown}\n</ul>"


def test_other_lists_stay_as_they_are() -> None:
    """A link inside a sentence, or none, is no entry."""
    html = '<ul><li>See <a href="a/">A</a>: b</li><li><a href="a/">A</a></li><li>a: b</li></ul>'
    assert with_entries(html) == html


def test_the_words_of_an_item_are_the_label_of_its_box() -> None:
    """Whatever stands in them, ticked or not."""
    html = '<li class="task-list-item"><input type="checkbox" checked/> In <strong>Security</strong></li>'
    assert with_labels(html) == (
        '<li class="task-list-item"><label class="checklist__item"><input type="checkbox" '
        'checked autocomplete="off"><span class="checklist__words">In <strong>Security</strong></span>'
        "</label></li>"
    )


def test_a_span_of_days_or_hours_is_not_broken() -> None:
    """In both languages' notation; the rest may break, and is escaped."""
    assert unbroken("월요일~금요일 09:00~18:00, 토요일·일요일 & 19:00\u201320:00") == (
        '<span class="hours">월요일~금요일</span> <span class="hours">09:00~18:00</span>, '
        '<span class="hours">토요일·일요일</span> &amp; <span class="hours">19:00\u201320:00</span>'
    )


def test_a_mail_address_is_broken_at_its_at_only() -> None:
    """A narrow place would else break it anywhere; what the link writes to is whole."""
    assert mail_link("help@onmaru.example") == (
        '<a href="mailto:help@onmaru.example">help@<wbr>onmaru.example</a>'
    )

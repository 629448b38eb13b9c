from __future__ import annotations

import pytest

from publishing.translations.blocks import read_blocks
from publishing.translations.changes import find_changes

PAGE = """# 환불

결제한 날부터 7일 안에 환불할 수 있습니다.

환불은 결제한 카드로 돌려 드립니다.

1. 결제 내역을 엽니다.
2. 환불을 누릅니다.
3. 까닭을 고릅니다.

## 문의

더 궁금하시면 [문의](inquiry.md)를 보내 주십시오.
"""


def changes(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Return kind, old and new text of each change that the edits of the page make."""
    page = PAGE
    for old, new in edits:
        assert old in page
        page = page.replace(old, new, 1)
    return [
        (change.kind, change.old.text if change.old else "", change.new.text if change.new else "")
        for change in find_changes(read_blocks(PAGE), read_blocks(page))
    ]


def test_a_page_that_stays_has_no_changes() -> None:
    """Nothing is reported without a reason."""
    assert changes() == []


@pytest.mark.parametrize(
    "edit",
    [
        ("할 수 있습니다", "할수 있습니다"),
        ("7일 안에 환불", "7일 안에\n환불"),
        ("돌려 드립니다.\n", "돌려 드립니다.\n\n<!-- 확인함 -->\n"),
        ("있습니다.\n\n환불은", "있습니다. 환불은"),
        ("# 환불\n", "# 환불 { #refund }\n"),
        ("1. 결제", "1) 결제"),
    ],
)
def test_what_is_only_form_is_no_change(edit: tuple[str, str]) -> None:
    """Line breaks, comments, anchors, typos, and where one paragraph ends bother nobody."""
    assert changes(edit) == []


def test_a_rewritten_paragraph_is_told_with_both_texts() -> None:
    """A writer sees what it said and what it says."""
    old = "결제한 날부터 7일 안에 환불할 수 있습니다."
    assert changes(("7일", "14일")) == [("changed", old, old.replace("7일", "14일"))]


def test_a_heading_with_other_words_is_the_same_heading_rewritten() -> None:
    """One block for one block is a change, however different the words."""
    assert changes(("## 문의", "## 도움")) == [("changed", "## 문의", "## 도움")]


def test_what_came_and_what_went_is_told() -> None:
    """An addition names what it stands after, a removal what took its place."""
    added = "쿠폰은 환불하지 않습니다."
    assert changes(("\n1. ", f"\n{added}\n\n1. ")) == [
        ("added", "환불은 결제한 카드로 돌려 드립니다.", added)
    ]
    assert changes(("2. 환불을 누릅니다.\n", "")) == [
        ("removed", "2. 환불을 누릅니다.", "3. 까닭을 고릅니다.")
    ]
    assert changes(("\n더 궁금하시면 [문의](inquiry.md)를 보내 주십시오.\n", "")) == [
        ("removed", "더 궁금하시면 [문의](inquiry.md)를 보내 주십시오.", "")
    ]
    assert changes(("# 환불", "새 글입니다.\n\n# 환불")) == [("added", "", "새 글입니다.")]


def test_only_steps_mind_their_place() -> None:
    """A paragraph says the same elsewhere; a step of a numbered list does not."""
    paragraph = "환불은 결제한 카드로 돌려 드립니다.\n\n"
    assert changes((paragraph, ""), ("## 문의\n\n", f"## 문의\n\n{paragraph}")) == []
    swapped = changes(
        ("1. 결제 내역을 엽니다.\n2. 환불을 누릅니다.", "1. 환불을 누릅니다.\n2. 결제 내역을 엽니다.")
    )
    assert [kind for kind, *_ in swapped] == ["moved"]


def test_a_reference_to_another_fact_or_page_is_a_change() -> None:
    """What the page leads to belongs to what it says."""
    assert [kind for kind, *_ in changes(("inquiry.md", "chat.md"))] == ["changed"]


def test_a_large_rewrite_is_compared_in_bounded_time() -> None:
    """A long table in which every row changed does not hold the check up."""
    old = "\n".join(f"| row {number} | {number} |" for number in range(600))
    new = "\n".join(f"| row {number} | {number + 1000} |" for number in range(600))
    assert len(find_changes(read_blocks(old), read_blocks(new))) == 600

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from publishing import operator_messages
from publishing.translations.problems import TranslationProblem, find_problems
from tests.unit.translations.editing import again, edit, write

if TYPE_CHECKING:
    from publishing.translations.memory import TranslationMemory


def problems(memory: TranslationMemory) -> list[TranslationProblem]:
    """Return the problems of a project; each makes a sentence in both languages."""
    found = list(find_problems(again(memory)))
    for language in ("ko", "en"):
        texts = operator_messages({"LANG": language})
        for problem in found:
            assert texts.text(f"check.translation_{problem.code}", **problem.values)
    return found


def places(memory: TranslationMemory) -> list[tuple[str, int, str]]:
    """Return file, line and code of each problem."""
    return [(problem.file, problem.line, problem.code) for problem in problems(memory)]


def test_a_marked_page_is_right(memory: TranslationMemory) -> None:
    """Nobody is bothered while the source stays, or only its form and spelling change."""
    assert places(memory) == []
    edit(memory.root, "ko/refund.md", "환불할 수", "환불 할수")
    edit(memory.root, "ko/refund.md", "2. 환불을", "1. 환불를")
    assert places(memory) == []


# The edit of the source, what is told, its line in the translation and in the source, and the two excerpts.
CHANGES = [
    (
        "환불 방법\n",
        "환불하는 방법\n",
        "changed",
        (1, 2),
        "description: 환불 방법",
        "description: 환불하는 방법",
    ),
    ("7일", "14일", "changed", (3, 7), "7일 안에 환불할 수 있습니다.", "14일 안에 환불할 수 있습니다."),
    ("2. 환불을 누릅니다.\n", "", "removed", (8, 11), "2. 환불을 누릅니다.", ""),
    ("1. 결제", "1. 로그인합니다.\n2. 결제", "added", (5, 11), "", "1. 로그인합니다."),
    ("\n## 방법", "\n카드로 드립니다.\n\n## 방법", "added", (3, 9), "", "카드로 드립니다."),
]


@pytest.mark.parametrize("change", CHANGES, ids=[f"{change[2]}{change[3]}" for change in CHANGES])
def test_a_change_is_told_with_its_place_in_both_files(
    memory: TranslationMemory, change: tuple[str, str, str, tuple[int, int], str, str]
) -> None:
    """A writer knows which paragraph of the source changed, and where its translation stands."""
    old, new, kind, (line, source_line), was, now = change
    edit(memory.root, "ko/refund.md", old, new)
    [problem] = problems(memory)
    assert (problem.file, problem.line, problem.code) == ("docs/en/refund.md", line, kind)
    assert problem.values == {
        "file": "docs/en/refund.md",
        "source": "docs/ko/refund.md",
        "source_line": source_line,
        "day": "2026-11-01",
        "was": was,
        "now": now,
    }
    assert problem.is_told


def test_a_long_paragraph_is_cut_around_what_changed(memory: TranslationMemory) -> None:
    """The excerpt shows the difference, not the first words."""
    long = "앞의 말이 길게 이어집니다. " * 10
    write(memory.root, "ko/refund.md", f"# 환불\n\n{long}7일입니다.\n")
    memory.mark("en/refund.md", date(2026, 11, 2))
    edit(memory.root, "ko/refund.md", "7일", "9일")
    [problem] = problems(memory)
    assert str(problem.values["now"]).endswith("이어집니다. 9일입니다.")
    assert str(problem.values["now"]).startswith("…")
    assert problem.values["day"] == "2026-11-02"


def test_a_page_that_was_never_marked_is_an_error(memory: TranslationMemory) -> None:
    """What nobody vouches for could rot unseen."""
    memory.record_path("en/refund.md").unlink()
    [problem] = problems(memory)
    assert (problem.file, problem.line, problem.code) == ("docs/en/refund.md", 1, "unmarked")
    assert not problem.is_told


def test_a_record_that_a_merge_broke_is_told_with_its_line(memory: TranslationMemory) -> None:
    """The record itself is named, at the line where it breaks."""
    path = memory.record_path("en/refund.md")
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[:3], "<<<<<<< ours", *lines[3:]]), encoding="utf-8")
    assert places(memory) == [("translations/en/refund.json", 4, "unreadable")]
    path.write_text('{"source": []}', encoding="utf-8")
    assert places(memory) == [("translations/en/refund.json", 1, "unreadable")]


def test_a_record_without_its_page_is_told(memory: TranslationMemory) -> None:
    """What a deleted page leaves behind is found."""
    for language in ("ko", "en"):
        (memory.root / "docs" / language / "refund.md").unlink()
    assert places(memory) == [("translations/en/refund.json", 1, "leftover")]


def test_a_page_in_one_language_is_refused_unless_it_says_why(memory: TranslationMemory) -> None:
    """Nobody forgets a language; who leaves one out says so, with a reason."""
    write(memory.root, "ko/event.md", "---\ntitle: x\n---\n# 행사\n")
    [problem] = problems(memory)
    assert (problem.file, problem.line, problem.code) == ("docs/ko/event.md", 1, "missing")
    assert problem.values == {"page": "docs/en/event.md", "own": "ko"}
    assert again(memory).missing() == [("ko/event.md", "en/event.md")]

    write(memory.root, "ko/event.md", "---\ntitle: x\nonly: ko\n---\n# 행사\n")
    assert places(memory) == [("docs/ko/event.md", 3, "no_reason")]
    write(memory.root, "ko/event.md", "---\nonly: [ko]\nonly_because: 한국 행사\n---\n# 행사\n")
    assert places(memory) == []
    assert again(memory).missing() == []


def test_a_page_only_in_a_later_language_may_be_declared_too(memory: TranslationMemory) -> None:
    """A page for readers of English alone has no source to be compared with."""
    write(memory.root, "en/visa.md", "# Visa\n")
    assert places(memory) == [("docs/en/visa.md", 1, "missing")]
    write(memory.root, "en/visa.md", "---\nonly: en\nonly_because: for visitors from abroad\n---\n# Visa\n")
    assert places(memory) == []


def test_a_declaration_that_is_not_true_is_refused(memory: TranslationMemory) -> None:
    """`only` names languages that exist, and no page stands beside it in another."""
    edit(memory.root, "ko/refund.md", "---\n", "---\nonly: ko\nonly_because: x\n")
    [problem] = problems(memory)
    assert (problem.file, problem.line, problem.code) == ("docs/ko/refund.md", 2, "not_only")
    assert problem.values["page"] == "docs/en/refund.md"
    write(memory.root, "ko/event.md", "---\nonly: [ko, kr]\nonly_because: x\n---\n# 행사\n")
    assert ("docs/ko/event.md", 2, "unknown_language") in places(memory)


def test_a_language_that_yaml_takes_for_a_boolean_is_a_language(memory: TranslationMemory) -> None:
    """Norwegian is `no`."""
    write(memory.root, "no/fjord.md", "---\nonly: no\nonly_because: x\n---\n# Fjord\n")
    norwegian = type(memory)(memory.root, ("ko", "en", "no"))
    codes = [problem.code for problem in find_problems(norwegian) if "fjord" in problem.file]
    assert codes == []

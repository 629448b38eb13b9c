"""What a change changes for visitors, in words."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpcenter.center.facts import Facts, facts_from_json
from helpcenter.messages import load_messages
from publishing.changes.commits import NotBuiltError, edited_since, merge_base, taken_out
from publishing.changes.facts import fact_changes
from publishing.changes.pages import Page, compare, read_page
from publishing.changes.telling import MOST, Changes, markdown, plain
from publishing.facts import compile_facts

ROOT = Path(__file__).parents[3]
WORDS = load_messages(ROOT / "publishing" / "changes" / "messages")
TODAY = date(2026, 11, 22)
BEFORE = {
    "/": Page("Home", "a"),
    "/mail/": Page("Mail", "b"),
    "/hours/": Page("Hours", "c"),
    "/old/": Page("Old", "d"),
}


def told(after: dict[str, Page], rewritten: frozenset[str] = frozenset(), language: str = "en") -> str:
    """Return what is told of pages that are these now."""
    changes = Changes(BEFORE, after, compare(BEFORE, after), rewritten, [], [])
    return markdown(changes, WORDS[language])


def test_nothing_is_told_as_nothing() -> None:
    """Whoever changed only code reads that visitors notice nothing."""
    assert "Nothing." in told(BEFORE)
    assert "없습니다." in told(BEFORE, language="ko")


def test_pages_are_told_by_title_and_address() -> None:
    """New, rewritten, and those that only follow from facts; renamed ones with both titles."""
    after = {
        **BEFORE,
        "/mail/": Page("E-mail", "b"),
        "/hours/": Page("Hours", "x"),
        "/new/": Page("New", "e"),
    }
    said = told(after, frozenset({"/mail/"}))
    parts = {part.splitlines()[0]: part for part in said.split("### ")[1:]}
    assert "- New (`/new/`)" in parts["New pages (1)"]
    assert "- Mail → E-mail (`/mail/`)" in parts["Pages that were rewritten (1)"]
    assert "- Hours (`/hours/`)" in parts["Pages that show something else because of it (1)"]


def test_an_address_that_vanished_is_an_error_unless_something_is_there() -> None:
    """A page that leads elsewhere keeps the address alive and is no page of its own."""
    gone = {key: page for key, page in BEFORE.items() if key != "/old/"}
    assert "Error" in told(gone)
    assert "moved_from" in told(gone)
    assert compare(BEFORE, {**gone, "/old/": Page("Mail", "", leads_elsewhere=True)}).vanished == ()


def test_a_long_list_is_counted() -> None:
    """A comment stays readable when a number stands on a thousand pages."""
    after = {**BEFORE, **{f"/{number}/": Page(str(number), "") for number in range(MOST + 7)}}
    assert "and 7 more" in told(after)


def test_what_readers_read_is_compared_and_nothing_else() -> None:
    """Scripts, icons, permalinks and what stands around the article are no text; the title is the heading."""
    html = (
        "<title>T - Center</title><nav>elsewhere</nav>"
        "<article><h1>T<a class='headerlink' href='#t'>#</a></h1>"
        "<p>One <b>two</b>.</p><script>1</script><svg><path/></svg><br>three</article><footer>x</footer>"
    )
    assert read_page(html) == Page("T", "T One two. three")
    assert read_page('<meta http-equiv="Refresh" content="0; url=/a/"><title>A</title>').leads_elsewhere


def test_facts_are_told_from_old_to_new_in_the_words_of_pages() -> None:
    """A number with the name of its channel; hours as a sentence; what is the same in two languages, once."""
    old = facts_from_json(compile_facts(ROOT / "center.yml", TODAY))
    channel = old.channels["pay_phone"]
    new = replace_channel(old, "pay_phone", number="1700-0999", languages=("ko", "en"))
    found = fact_changes(old, new, load_messages(ROOT / "theme" / "messages"), TODAY)
    by_place = {(one.place, one.language): one for one in found}
    number = by_place["channels.pay_phone.number", "ko"]
    assert (number.old, number.new, number.name) == (channel.number, "1700-0999", channel.name["ko"])
    assert ("channels.pay_phone.number", "en") not in by_place
    assert by_place["channels.pay_phone.languages", "en"].new == "Korean, English"
    changes = Changes(BEFORE, BEFORE, compare(BEFORE, BEFORE), frozenset(), found, [])
    said = markdown(changes, WORDS["en"])
    assert f"number (ko): {channel.number} → 1700-0999" in said


def test_an_entry_that_is_gone_is_one_line() -> None:
    """Not one for its name, its number, its hours and so on."""
    old = facts_from_json(compile_facts(ROOT / "center.yml", TODAY))
    new = replace(old, channels={key: one for key, one in old.channels.items() if key != "pay_phone"})
    found = fact_changes(old, new, load_messages(ROOT / "theme" / "messages"), TODAY)
    assert {one.place for one in found if one.place.startswith("channels.")} == {"channels.pay_phone.name"}


def replace_channel(facts: Facts, key: str, **changes: Any) -> Facts:  # noqa: ANN401 - any field
    """Return facts with a channel that is another."""
    channel = replace(facts.channels[key], **changes)
    return replace(facts, channels={**facts.channels, key: channel})


def test_what_is_written_calls_nobody_and_marks_nothing_up() -> None:
    """Titles are text: a comment made of them mentions no one and hides nothing."""
    assert plain("<img> @all [a](b) *c*") == "\\<img\\> @<!-- -->all \\[a\\](b) \\*c\\*"


def test_the_state_before_is_taken_out_beside_the_work(tmp_path: Path) -> None:
    """As it was where the branch began; what is being worked on stays as it is, and nothing is left."""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.com"]
    (tmp_path / "page.md").write_text("one", encoding="utf-8")
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *command], check=True)
    (tmp_path / "page.md").write_text("two", encoding="utf-8")
    (tmp_path / "새.md").write_text("new", encoding="utf-8")
    commit = merge_base(tmp_path, "main")
    assert edited_since(tmp_path, commit) == {"page.md", "새.md"}
    with taken_out(tmp_path, commit) as place:
        assert (place / "page.md").read_text(encoding="utf-8") == "one"
    assert not place.exists()
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == "two"
    with pytest.raises(NotBuiltError):
        merge_base(tmp_path, "nowhere")


def test_both_languages_of_operators_have_the_same_words() -> None:
    """No code without a sentence."""
    assert set(WORDS["ko"].texts) == set(WORDS["en"].texts)

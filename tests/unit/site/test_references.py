"""References to facts, in the text of a page and in its front matter."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from helpcenter.messages import load_messages
from publishing.site.references import known_references, unknown_references, with_facts
from publishing.site.vocabulary import Words, phone_link, vocabulary
from tests.unit.check.checking import ROOT, facts

WORDS: dict[str, Words] = {
    "channels": {"pay_phone": {"number": phone_link("1700-0310"), "name": "A & B"}},
    "zone": "KST",
}


def test_an_unknown_reference_is_told_with_its_line_in_the_file() -> None:
    """Front matter counts: the line is the one an editor shows."""
    source = '---\ntitle: "{{ channels.pay_fone.name }}"\n---\n\n{{ zone }} {{ zoen }}\n'
    unknown = [
        (reference.line, reference.path, reference.nearest)
        for reference in unknown_references(source, known_references(WORDS))
    ]
    assert unknown == [(2, "channels.pay_fone.name", "channels.pay_phone.name"), (5, "zoen", "zone")]


def test_front_matter_gets_facts_as_plain_text() -> None:
    """A description is no HTML: a number is its digits there, not a link, and signs stay signs."""
    meta = {
        "description": "{{ channels.pay_phone.name }}: {{ channels.pay_phone.number }}",
        "questions": ["{{ zone }}?", 3],
        "deep": {"text": "{{ zone }}"},
        "hide": True,
    }
    filled = with_facts(meta, WORDS)
    assert filled == {
        "description": "A & B: 1700-0310",
        "questions": ["KST?", 3],
        "deep": {"text": "KST"},
        "hide": True,
    }
    assert not isinstance(filled["description"], Markup)


def test_pages_can_say_when_somebody_last_made_sure() -> None:
    """A fact that says on which day it was verified says it in the page's words; another says nothing."""
    center, _ = facts()
    words = vocabulary(center, load_messages(ROOT / "theme" / "messages")["en"], date(2026, 11, 22))
    schedules = words["schedules"]
    assert isinstance(schedules, dict)
    assert schedules["pay_phone"]["verified_on"] == "Mon 2 November 2026"
    assert schedules["office"]["verified_on"] == ""

"""Gates make the checks quick and never keep a find back."""

from __future__ import annotations

import re

import pytest

from publishing.check.rules import load_rules
from publishing.check.rules.gates import gate_of, held, may_hold
from tests.unit.check.checking import LANGUAGES, corpus


@pytest.mark.parametrize(
    ("pattern", "text", "opens"),
    [
        ("answer(?:s|ed)? within", "We ANSWER them within a day", True),
        ("answer(?:s|ed)? within", "We reply within a day", False),
        (r"\d+ hours|a day", "a day", True),
        (r"\d+ hours|a day", "some minutes", False),
        (r"\d+ hours|a day", "\N{FULLWIDTH DIGIT TWO} hours", True),
        ("(?:abc)?", "nothing of it", True),
        ("[가나] ?다", "나 다", True),
    ],
)
def test_a_gate_opens_where_the_pattern_could_find_something(pattern: str, text: str, *, opens: bool) -> None:
    """The literals that a pattern cannot do without decide."""
    assert may_hold(gate_of(re.compile(pattern, re.IGNORECASE)), held(text)) == opens


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_gate_keeps_a_find_back(language: str) -> None:
    """Whatever a pattern finds in either corpus, its gate is open for that text."""
    texts = [*corpus("wrong", language), *corpus("right", language)]
    rules = load_rules(language, (("password", "password"), ("card_number", "card")))
    patterns = [gated for each in rules.rules.values() for rule in each for gated in rule.find]
    kept = [
        (pattern.pattern, text)
        for gate, pattern in [*patterns, *rules.words.values()]
        for text in texts
        if pattern.search(text) and not may_hold(gate, held(text))
    ]
    assert kept == []


def test_most_patterns_have_a_gate() -> None:
    """Few patterns have to be tried on every text."""
    for language in LANGUAGES:
        gated = [gate for rule in load_rules(language).rules.values() for one in rule for gate, _ in one.find]
        assert sum(1 for gate in gated if not gate) <= 1

"""Where the values of one rule stand in a folded text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.redaction.card import find_cards
from helpcenter.redaction.words import last_end, occurrences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from helpcenter.redaction.rules import Rule, RuleSet

HIDDEN = "●"
"""What stands for each character that an earlier rule has found."""

_WINDOW = 24  # characters before a number in which a word says what the number is
_REACH = 10  # characters between a word for another kind of number and the number
_BEFORE = 80  # characters before a label in which its value may stand

Span = tuple[int, int]


class Read(NamedTuple):
    """A folded text as rules read it: as it stands, and in lower case, equally long.

    `digits` is how many it has, `characters` are those that it has in lower case.
    """

    text: str
    lower: str
    digits: int
    characters: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Read:
        """Read a text. That is the same for all rules, until one finds something."""
        lower = lowered(text)
        return cls(text, lower, sum(map(lower.count, "0123456789")), frozenset(lower))


class Matcher(NamedTuple):
    """Asks rules. `own_numbers` are digits that are no secret.

    A rule that is not asked for is never compiled: a function that meets no digits and no label starts as
    fast as one without a guard.
    """

    rules: RuleSet
    own_numbers: Collection[str]

    def concerns(self, rule: Rule, read: Read) -> bool:
        """Tell whether the text has what the rule must see to be asked at all."""
        if rule.digits > read.digits or (rule.starts and rule.starts.isdisjoint(read.characters)):
            return False
        return not rule.hints or any(hint in read.lower for hint in rule.hints)

    def spans(self, rule: Rule, read: Read) -> Iterator[Span]:
        """Yield the values of a rule; several of its labels may yield the same one."""
        lower = read.lower
        for start, end in self._candidates(rule, read.text if rule.cased else lower):
            value = lower[start:end]
            if (
                HIDDEN in value
                or re.fullmatch(self.rules.not_secret, value)
                or re.sub("[^0-9]", "", value) in self.own_numbers
            ):
                continue
            if not (rule.unless and re.fullmatch(rule.unless, value)):
                yield start, end

    def _candidates(self, rule: Rule, text: str) -> Iterator[Span]:
        if rule.check == "card":
            for start, end, needs_label in find_cards(text, self.rules.card):
                if self._is_meant(rule, text, start, end, needs_label=needs_label):
                    yield start, end
        for pattern in rule.find:
            for match in re.finditer(pattern, text):
                if not rule.against or self._is_meant(rule, text, *match.span(1)):
                    yield match.span(1)
        for label in rule.labels:
            if label in text:
                for place in occurrences(text, label):
                    yield from self._labelled(rule, text, place)

    def _labelled(self, rule: Rule, text: str, label: Span) -> Iterator[Span]:
        """Yield the value of a label: behind it, or before it where the rule says so."""
        for pattern in rule.then:
            behind = re.compile(pattern).match(text, label[1])
            if not behind:
                continue
            if rule.before:
                yield from self._leading(rule, text, label[0])
                return
            if not rule.against or not self._is_other(text, label, behind.start(1)):
                yield behind.span(1)
                return

    def _is_other(self, text: str, label: Span, value: int) -> bool:
        """Tell whether the label is the end of a longer word, or another one stands before the value."""
        start, end = label
        words = self.rules.other_numbers
        if any(len(word) > end - start and text.endswith(word, 0, end) for word in words):
            return True
        return last_end(text[end:value], words) >= 0

    def _leading(self, rule: Rule, text: str, label: int) -> Iterator[Span]:
        window = max(0, label - _BEFORE)
        for pattern in rule.before:
            match = re.search(f"{pattern}(?![\\s\\S])", text[window:label])
            if match:
                yield window + match.start(1), window + match.end(1)
                return

    def _is_meant(self, rule: Rule, text: str, start: int, end: int, *, needs_label: bool = False) -> bool:
        """Tell whether the words around a number let it be what it looks like: the nearest one decides."""
        window = text[max(0, start - _WINDOW) : start]
        number = re.match("[\\s\\S]*[0-9●]", window)
        if number:
            window = " " * number.end() + window[number.end() :]
        meant = last_end(window, rule.near)
        other = last_end(window, self.rules.other_numbers)
        if 0 <= meant <= other or (meant < 0 <= other and len(window) - other <= _REACH):
            return False
        after = re.compile(self.rules.after).match(text, end)
        if after and any(text.startswith(word, after.end()) for word in self.rules.other_numbers):
            return False
        return meant >= 0 or not needs_label


def lowered(text: str) -> str:
    """Return the text in lower case, as long as before: U+0130 alone would become two characters."""
    return text.replace("\u0130", "i").lower()

"""Find secrets in what people write, and mask them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.redaction.card import find_cards
from helpcenter.redaction.folding import fold
from helpcenter.redaction.words import last_end, occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from helpcenter.redaction.rules import Rule, RuleSet

_HIDDEN = "●"
_ROUNDS_MAX = 4
_WINDOW = 24  # characters before a number in which a word says what the number is
_REACH = 10  # characters between a word for another kind of number and the number
_REPEATED_MIN, _REPEATED_MAX = 6, 50  # characters of a value, and values, that are looked for once more
_BEFORE = 80  # characters before a label in which its value may stand

Span = tuple[int, int]


class Secret(NamedTuple):
    """A secret in a text: its kind, and the code points `start` to `end` (exclusive) that hold it."""

    kind: str
    start: int
    end: int


class SecretGuard(NamedTuple):
    """Knows the rules. `own_numbers` are digits that are no secret: the center's own telephone numbers.

    A rule that is not asked for is never compiled: a function that meets no digits and no label starts as
    fast as one without a guard.
    """

    rules: RuleSet
    own_numbers: frozenset[str] = frozenset()

    def find_secrets(self, text: str) -> list[Secret]:
        """Return the secrets in a text, in their order, none overlapping another.

        A rule does not see what an earlier rule has found. The rules are asked again until they find nothing
        new, so that a text that was masked holds nothing more to mask. What was told as a secret once is one
        wherever it stands.
        """
        folded = fold(text, self.rules.folding)
        seen, found = folded.text, dict[Span, str]()
        for _ in range(_ROUNDS_MAX):
            before = len(found)
            for rule in self.rules.rules:
                spans = _merged(self._spans(rule, seen))
                found |= dict.fromkeys(spans, rule.kind)
                seen = _without(seen, spans)
            if len(found) == before:
                break
        found |= _repeated(found, _lower(folded.text), _lower(seen))
        return [Secret(kind, *folded.original(*span)) for span, kind in sorted(found.items())]

    def mask(self, text: str) -> tuple[str, dict[str, int]]:
        """Return the text with each secret replaced by a mark, and how many there were of each kind.

        Of a card number the last four digits stay, as on a receipt: with them the department finds the payment
        (PCI DSS 4.0, 3.4.1 allows more). Of everything else nothing stays. What is no secret stays as it is.
        """
        parts, counts, end = [], dict[str, int](), 0
        for secret in self.find_secrets(text):
            parts += [text[end : secret.start], self._mark(secret.kind, text[secret.start : secret.end])]
            counts[secret.kind] = counts.get(secret.kind, 0) + 1
            end = secret.end
        return "".join([*parts, text[end:]]), counts

    def _mark(self, kind: str, value: str) -> str:
        keep = self.rules.keep.get(kind, 0)
        digits = re.sub("[^0-9]", "", fold(value, self.rules.folding).text)
        return self.rules.mark + digits[len(digits) - keep :] if keep else self.rules.mark

    def _spans(self, rule: Rule, text: str) -> Iterator[Span]:
        lower = _lower(text)
        if rule.digits and _fewer_digits(lower, rule.digits):
            return
        if rule.hints and not any(hint in lower for hint in rule.hints):
            return
        read = text if rule.cased else lower
        for start, end in self._candidates(rule, read):
            value = lower[start:end]
            if _HIDDEN in value or re.fullmatch(self.rules.not_secret, value) or re.sub("[^0-9]", "", value) in self.own_numbers:
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


def _repeated(found: Mapping[Span, str], text: str, seen: str) -> dict[Span, str]:
    """Return where the values that were found stand once more, seen by no rule (`seen` is without them)."""
    kinds: dict[str, str] = {}
    for (start, end), kind in sorted(found.items()):
        if end - start >= _REPEATED_MIN and len(kinds) < _REPEATED_MAX:
            kinds.setdefault(text[start:end], kind)
    again: dict[Span, str] = {}
    for value, kind in kinds.items():
        spans = list(occurrences(seen, value))
        again |= dict.fromkeys(spans, kind)
        seen = _without(seen, spans)
    return again


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _without(text: str, spans: list[Span]) -> str:
    """Return the text with the spans hidden, as long as before."""
    parts, last = [], 0
    for start, end in spans:
        parts += [text[last:start], _HIDDEN * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


def _lower(text: str) -> str:
    """Return the text in lower case, as long as before: U+0130 alone would become two characters."""
    return text.replace("\u0130", "i").lower()


def _fewer_digits(text: str, least: int) -> bool:
    return sum(text.count(digit) for digit in "0123456789") < least


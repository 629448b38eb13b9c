"""Find secrets in what people write, and mask them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.redaction.folding import fold
from helpcenter.redaction.matching import HIDDEN, Matcher, Read, Span, lowered
from helpcenter.redaction.words import occurrences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from helpcenter.redaction.rules import RuleSet

_ROUNDS_MAX = 4
_REPEATED_MIN, _REPEATED_MAX = 6, 50  # characters of a value, and values, that are looked for once more


class Secret(NamedTuple):
    """A secret in a text: its kind, and the code points `start` to `end` (exclusive) that hold it."""

    kind: str
    start: int
    end: int


class SecretGuard(NamedTuple):
    """Knows the rules. `own_numbers` are digits that are no secret: the center's own telephone numbers."""

    rules: RuleSet
    own_numbers: Collection[str] = ()

    def find_secrets(self, text: str) -> list[Secret]:
        """Return the secrets in a text, in their order, none overlapping another.

        A rule does not see what an earlier rule has found. The rules are asked again until they find nothing
        new, so that a text that was masked holds nothing more to mask. What was told as a secret once is one
        wherever it stands.
        """
        folded = fold(text, self.rules.folding)
        seen, found = Read.of(folded.text), dict[Span, str]()
        matcher = Matcher(self.rules, self.own_numbers)
        for _ in range(_ROUNDS_MAX):
            before = len(found)
            for rule in self.rules.rules:
                if matcher.concerns(rule, seen) and (spans := _merged(matcher.spans(rule, seen))):
                    found |= dict.fromkeys(spans, rule.kind)
                    seen = Read.of(_without(seen.text, spans))
            if len(found) == before:
                break
        if found:
            found |= _repeated(found, lowered(folded.text), seen.lower)
        secrets: list[Secret] = []
        for span, kind in sorted(found.items()):
            start, end = folded.original(*span)
            start = max(start, secrets[-1].end if secrets else 0)
            if start < end:
                secrets.append(Secret(kind, start, end))
        return secrets

    def mask(self, text: str) -> tuple[str, dict[str, int]]:
        """Return the text with each secret replaced by a mark, and how many there were of each kind.

        Of a card number the last four digits stay, as on a till receipt: with them the department finds the
        payment (PCI DSS 4.0, 3.4.1 allows more). Of everything else nothing stays.
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
        parts += [text[last:start], HIDDEN * (end - start)]
        last = end
    return "".join([*parts, text[last:]])

"""Recall and precision of what was found, against what is marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.redaction.corpus import Line
    from helpcenter.redaction.guard import SecretGuard


@dataclass
class Score:
    """Counts by kind.

    A secret counts as `hit` when what was found covers all of it, as whatever kind. A find is `right` when it
    touches a secret of its own kind.
    """

    secrets: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong_lines: list[str] = field(default_factory=list)

    def recall(self, kind: str | None = None) -> float:
        """Return the share of the secrets that were found."""
        return _share(self.hit, self.secrets, kind)

    def precision(self, kind: str | None = None) -> float:
        """Return the share of the finds that are secrets."""
        return _share(self.right, self.found, kind)


def score(guard: SecretGuard, lines: Iterable[Line]) -> Score:
    """Let the guard look at each line."""
    total = Score()
    for line in lines:
        found = guard.find_secrets(line.text)
        missed = stray = 0
        for label in line.labels:
            covered = {
                at
                for secret in found
                for at in range(max(secret.start, label.start), min(secret.end, label.end))
            }
            is_hit = len(covered) == label.end - label.start
            total.secrets[label.kind] += 1
            total.hit[label.kind] += is_hit
            missed += not is_hit
        for secret in found:
            is_right = any(
                label.kind == secret.kind and label.start < secret.end and secret.start < label.end
                for label in line.labels
            )
            total.found[secret.kind] += 1
            total.right[secret.kind] += is_right
            stray += not is_right
        if missed or stray:
            total.wrong_lines.append(f"{line.text!r} {[(s.kind, line.text[s.start : s.end]) for s in found]}")
    return total


def _share(part: Counter[str], whole: Counter[str], kind: str | None) -> float:
    some, total = (part.total(), whole.total()) if kind is None else (part[kind], whole[kind])
    return some / total if total else 1.0

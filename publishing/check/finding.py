"""What a check has found: a code and its values; the words are in the message catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpcenter.messages import Messages

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that would mislead a visitor.

    `file` is relative to the project, `line` counts from 1. The catalogue says what is wrong under
    `check.<code>` and what to write instead under `check.<code>.instead`, both filled with `values`. Of these
    `fact` is the place of the fact that the finding collides with (`center.yml:12`) and `says` what it says.
    """

    file: str
    line: int
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"

    def words(self, messages: Messages) -> str:
        """Return what is wrong, with which fact it collides, and what to write instead."""
        parts = [messages.text(f"check.{self.code}", **self.values)]
        if self.values.get("fact"):
            tail = "check.fact_says" if self.values.get("says") else "check.fact"
            parts.append(messages.text(tail, **self.values))
        if f"check.{self.code}.instead" in messages.texts:
            parts.append(messages.text(f"check.{self.code}.instead", **self.values))
        return " ".join(parts)

    def sentence(self, messages: Messages) -> str:
        """Return the finding as `file:line: words`."""
        return f"{self.file}:{self.line}: {self.words(messages)}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by file and line, each one once."""
    unique = {(found.file, found.line, found.code, str(found.values)): found for found in findings}
    return [unique[key] for key in sorted(unique)]

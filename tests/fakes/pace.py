"""A pace without waiting."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class NoPace:
    """Counts the mails that went through, and how often the mail service took no more."""

    mails: int = 0
    slowed_down: int = 0

    def __call__(self) -> None:
        """Let a mail through."""
        self.mails += 1

    def slow_down(self) -> None:
        """Count."""
        self.slowed_down += 1

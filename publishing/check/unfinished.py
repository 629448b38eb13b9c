"""Places that are begun and not finished: a pencil or the word TODO stands before each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publishing.archetypes.kinds import PENCIL
from publishing.check.finding import Finding

_REMINDER = re.compile(r"(?:<!--|#)\s*TODO:?(?P<what>[^>]*?)(?:-->|$)")

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter


def find_unfinished(center: CheckedCenter) -> Iterable[Finding]:
    """Find what `make new` left for the writer to write, and what `make adopt` had to guess."""
    for page in center.every_page():
        for number, line in enumerate(page.lines, 1):
            if PENCIL in line:
                yield Finding(page.path, number, "unfinished", {"found": line.strip()})
        yield from _reminders(page.path, page.lines)
    yield from _reminders(center.source.file, center.source.text.splitlines())


def _reminders(file: str, lines: Iterable[str]) -> Iterable[Finding]:
    """Find what is left to do; the page is right as it is, so that stops nobody."""
    for number, line in enumerate(lines, 1):
        found = _REMINDER.search(line)
        if found:
            yield Finding(file, number, "reminder", {"found": found["what"].strip()}, "warning")

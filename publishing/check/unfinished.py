"""Places that a writer has begun and not finished: a pencil stands before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.archetypes.kinds import PENCIL
from publishing.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter


def find_unfinished(center: CheckedCenter) -> Iterable[Finding]:
    """Find what `make new` left for the writer to write."""
    for page in center.every_page():
        for number, line in enumerate(page.lines, 1):
            if PENCIL in line:
                yield Finding(page.path, number, "unfinished", {"found": line.strip()})

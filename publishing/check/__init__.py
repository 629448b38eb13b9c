"""Contradictions are errors: `python -m publishing.check` holds texts and facts against each other.

Each module finds one kind of contradiction. A new kind is a function in a module of its own and a line in
`CHECKS`; its words are `check.<code>` in the operators' catalogues.
What wrong texts look like in a language is data: `rules/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.always_open import find_always_open
from publishing.check.asked_secrets import find_asked_secrets
from publishing.check.center import CheckedCenter, read_center
from publishing.check.closed_routes import find_closed_routes
from publishing.check.dead_ends import find_dead_ends
from publishing.check.empty_promises import find_empty_promises
from publishing.check.exceptions import without_exceptions
from publishing.check.finding import Finding, in_order
from publishing.check.loose_hours import find_hours_without_channel, find_loose_hours
from publishing.check.loose_numbers import find_loose_numbers, find_numbers_without_purpose
from publishing.check.phrases import find_loose_phrases
from publishing.check.recommended import find_wrong_channels
from publishing.check.reviews import find_overdue_reviews
from publishing.check.routes import find_second_routes
from publishing.check.translations import find_stale_translations
from publishing.check.unfinished import find_unfinished
from publishing.check.unreadable import find_unreadable_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["CHECKS", "CheckedCenter", "Finding", "check_center", "read_center"]

CHECKS: tuple[Callable[[CheckedCenter], Iterable[Finding]], ...] = (
    find_unreadable_pages,
    find_loose_numbers,
    find_numbers_without_purpose,
    find_loose_hours,
    find_hours_without_channel,
    find_always_open,
    find_asked_secrets,
    find_wrong_channels,
    find_closed_routes,
    find_loose_phrases,
    find_empty_promises,
    find_second_routes,
    find_overdue_reviews,
    find_stale_translations,
    find_unfinished,
    find_dead_ends,
)


def check_center(
    center: CheckedCenter,
    on_check: Callable[[int, int], None] | None = None,
    checks: Sequence[Callable[[CheckedCenter], Iterable[Finding]]] = CHECKS,
) -> list[Finding]:
    """Return all findings by file and line, without those for which a page states an exception.

    `on_check` is told how many checks are done, of how many.
    """
    findings: list[Finding] = []
    for done, check in enumerate(checks, 1):
        findings += check(center)
        if on_check:
            on_check(done, len(checks))
    return in_order(without_exceptions(center, findings))

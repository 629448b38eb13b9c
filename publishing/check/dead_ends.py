"""Dead ends: hours at which whoever has a topic reaches nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.center.coverage import coverages
from publishing.check.finding import Finding
from publishing.check.week_notation import hours_notation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from helpcenter.center.coverage import Coverage
    from helpcenter.messages import Messages
    from publishing.check.center import CheckedCenter


def find_dead_ends(center: CheckedCenter) -> Iterable[Finding]:
    """Find urgent topics that say nothing for their dead ends, and sign-in trouble that needs a sign-in."""
    first, last = center.today, center.facts.covers_to
    for coverage in coverages(center.facts):
        if coverage.topic.urgent and not _says_what_to_do(coverage):
            hours = coverage.dead_ends(first, last)
            if hours.ever:
                yield _finding(center, coverage, "dead_end", hours_notation(hours))
        if coverage.topic.sign_in_trouble:
            hours = coverage.locked_out(first, last)
            if hours.ever:
                yield _finding(center, coverage, "locked_out", hours_notation(hours))


def told_dead_ends(center: CheckedCenter, messages: Messages) -> Iterator[str]:
    """Yield a sentence for each dead end that is none of these errors, so that operators know of them."""
    for coverage in coverages(center.facts):
        hours = coverage.dead_ends(center.today, center.facts.covers_to)
        if hours.ever and not (coverage.topic.urgent and not _says_what_to_do(coverage)):
            code = "told_dead_end" if _says_what_to_do(coverage) else "quiet_dead_end"
            yield _finding(center, coverage, code, hours_notation(hours)).sentence(messages)


def _says_what_to_do(coverage: Coverage) -> bool:
    return coverage.language in (coverage.topic.when_closed or {})


def _finding(center: CheckedCenter, coverage: Coverage, code: str, hours: str) -> Finding:
    topic = coverage.topic.id
    values = {"topic": topic, "language": coverage.language, "hours": hours}
    return Finding(center.source.file, center.source.line(("topics", topic)), code, values)

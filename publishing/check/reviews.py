"""Facts that nobody has looked at for too long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publishing.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publishing.check.center import CheckedCenter
    from publishing.facts.source import Place


def find_overdue_reviews(center: CheckedCenter) -> Iterable[Finding]:
    """Find facts past their review date: our own are errors, entries of the directory of others warnings."""
    today = center.today.isoformat()
    for place, fact in _facts(center.source.data, ()):
        ours = place[:1] != ("directory",)
        due = fact.get("review_after")
        name = ".".join(str(step) for step in place)
        if isinstance(due, str) and due < today:
            yield Finding(
                center.source.file,
                center.source.line((*place, "review_after")),
                "fact_overdue" if ours else "directory_overdue",
                {"found": name, "due": due},
                "error" if ours else "warning",
            )
        elif not ours and len(place) == 2 and "verified_on" not in fact:
            line = center.source.line(place)
            yield Finding(center.source.file, line, "directory_unverified", {"found": name}, "warning")


def _facts(data: Any, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:  # noqa: ANN401 - any value of the file
    if isinstance(data, dict):
        yield place, data
        for key, value in data.items():
            yield from _facts(value, (*place, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _facts(value, (*place, index))

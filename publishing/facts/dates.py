"""Days in the center file that contradict each other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from publishing.facts.places import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publishing.facts.problems import Problem
    from publishing.facts.source import Source

_FOREVER = "9999-12-31"

# What may say from when to when, or how far, it is true.
_FACTS = (
    "brand",
    "services.*",
    "departments.*",
    "schedules.*",
    "schedules.*.dated.*",
    "holidays.*.add.*",
    "closures.*",
    "openings.*",
    "channels.*",
    "announcements.*",
    "peaks.*",
    "fields.*",
    "topics.*",
    "never_asks.*",
)
# What a fact cannot do without, and the section it is in.
_NEEDS = {"parent": "topics", "department": "departments", "service": "services"}


def date_problems(source: Source) -> Iterator[Problem]:
    """Yield days in the wrong order, weeks that overlap, and facts that outlive what they name."""
    for pattern in _FACTS:
        for place, fact in places(source.data, pattern):
            for first, last in (("valid_from", "valid_to"), ("date", "until")):
                if fact.get(first, "") > fact.get(last, _FOREVER):
                    yield source.problem((*place, last), "facts.dates_reversed", value=fact[last])
            if fact.get("verified_on", "") > fact.get("review_after", _FOREVER):
                value = fact["review_after"]
                yield source.problem((*place, "review_after"), "facts.review_reversed", value=value)
    for place, dated in places(source.data, "schedules.*.dated"):
        for (_, one), (index, other) in combinations(enumerate(dated), 2):
            if one["valid_from"] <= other["valid_to"] and other["valid_from"] <= one["valid_to"]:
                yield source.problem((*place, index), "facts.dates_overlap", value=other["valid_from"])
    yield from _outliving(source)


def _outliving(source: Source) -> Iterator[Problem]:
    data = source.data
    for pattern in ("topics.*", "channels.*"):
        for place, fact in places(data, pattern):
            first, last = _validity(data, fact)
            for key, section in _NEEDS.items():
                needed = data.get(section, {}).get(fact.get(key))
                if needed is None:
                    continue
                from_day, to_day = _validity(data, needed)
                if first < from_day or last > to_day:
                    yield source.problem((*place, key), "facts.outlives", value=fact[key])


def _validity(data: dict[str, Any], fact: dict[str, Any]) -> tuple[str, str]:
    """Return the first and last day of a fact; a sub-topic takes from its parent what it does not say."""
    first, last = fact.get("valid_from"), fact.get("valid_to")
    seen: list[dict[str, Any]] = []
    while fact is not None and fact not in seen:
        first, last = first or fact.get("valid_from"), last or fact.get("valid_to")
        seen.append(fact)
        fact = data["topics"].get(fact.get("parent"))
    return first or "", last or _FOREVER

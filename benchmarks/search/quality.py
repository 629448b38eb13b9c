"""How well: how often the article is found, by kind of query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.search.sets import Set
    from helpcenter.messages import Messages

BEHIND = 0.03
"""How far a kind of query may stay behind the best of the others, among the first five."""

BARS = {
    ("react", ""): 0.86,
    ("react", "choseong"): 0.60,
    ("react", "engkey"): 0.80,
    ("stackfaq", ""): 0.955,
    ("stackfaq", "human"): 0.94,
}
"""What is promised of two public sets, the Korean documentation of React and StackFAQ: set, kind -> share."""

SPOKEN = {"spoken", "human"}
"""Kinds that people wrote: none of them may find nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: figures by engine, and whether ours holds its bar."""

    label: str
    cells: Mapping[str, str] = field(default_factory=dict)
    holds: bool = True


def quality_lines(one: Set, hits: Mapping[str, Sequence[Sequence[str]]], messages: Messages) -> list[Line]:
    """Return a line for all queries of a set, one for each kind, and one for those that found nothing.

    `hits` are the articles that each engine found first, for each query.
    """
    queries = one["queries"]
    kinds = ["", *dict.fromkeys(query["type"] for query in queries)]
    return [*(_kind(one, kind, hits) for kind in kinds), _empty(one, hits, messages)]


def _kind(one: Set, kind: str, hits: Mapping[str, Sequence[Sequence[str]]]) -> Line:
    queries = one["queries"]
    places = [place for place, query in enumerate(queries) if kind in {"", query["type"]}]

    def share(found: Sequence[Sequence[str]], first: int) -> float:
        return sum(bool(set(found[at][:first]) & set(queries[at]["rel"])) for at in places) / len(places)

    five = {engine: share(found, 5) for engine, found in hits.items()}
    cells = {engine: f"{share(hits[engine], 1):.3f} / {rate:.3f}" for engine, rate in five.items()}
    best = max((rate for engine, rate in five.items() if engine != "ours"), default=0)
    holds = five["ours"] >= best - BEHIND and five["ours"] >= BARS.get((one["name"], kind), 0)
    return Line(f"{one['name']} {kind}".strip() + f" ({len(places)})", cells, holds)


def _empty(one: Set, hits: Mapping[str, Sequence[Sequence[str]]], messages: Messages) -> Line:
    counts = {engine: sum(not first for first in found) for engine, found in hits.items()}
    spoken = [at for at, query in enumerate(one["queries"]) if query["type"] in SPOKEN]
    return Line(
        messages.text("search.empty", set=one["name"]),
        {engine: str(count) for engine, count in counts.items()},
        all(hits["ours"][at] for at in spoken),
    )

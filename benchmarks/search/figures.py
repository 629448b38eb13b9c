"""The table of `make bench PART=search`."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.search.peers import in_node, install, pagefind, ready_times
from benchmarks.search.sets import further_sets, own_set, scaled
from benchmarks.search.stock import LANGUAGES, build_site, half
from benchmarks.table import Table
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from benchmarks.search.sets import Set

ROOT = Path(__file__).parents[2]
ENGINES = ("ours", "material", "pagefind", "minisearch")
SCALES = (400, 2700)
# The bars: milliseconds for a key stroke at each scale, bytes of the worker as sent, and how far a class of
# queries may stay behind the best of the others.
P95 = {400: 10.0, 2700: 30.0}
WORKER = 8 * 1024
BEHIND = 0.03
NONE = "-"


@dataclass(frozen=True, slots=True)
class _Line:
    cells: list[str]
    holds: bool = True


def figures() -> Table:
    """Measure all engines on all sets in one run: how often the article is among the first five."""
    has_peers = install()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = folder / "facts.json"
        facts.write_text(json.dumps(compile_facts(ROOT / "center.yml")), encoding="utf-8")
        site = folder / "site"
        stock = build_site(site, facts)
        halves = {f"own.{language}": half(stock, language) for language in LANGUAGES}
        own = [own_set(site, language) for language in LANGUAGES]
        sets = [*own, *further_sets(os.environ)]
        measured = in_node(sets, halves, [scaled(own[0], count) for count in SCALES])
        if has_peers:
            for set_name, found in pagefind(sets, folder / "pagefind").items():
                measured["hits"][set_name]["pagefind"] = found
        lines = [line for one in sets for line in _quality(one, measured["hits"][one["name"]])]
        lines += [_size(site, halves, language) for language in LANGUAGES]
        lines += [_worker(site), *_speed(measured["speed"]), _ready(site, halves)]
    return Table(
        "search.title",
        ["search.what", *(f"search.{engine}" for engine in ENGINES)],
        [line.cells for line in lines],
        all(line.holds for line in lines),
        {"queries": sum(len(one["queries"]) for one in sets)},
    )


def _quality(one: Set, hits: dict[str, list[list[str]]]) -> list[_Line]:
    queries = one["queries"]
    kinds = ["", *dict.fromkeys(query["type"] for query in queries)]
    lines = []
    for kind in kinds:
        places = [place for place, query in enumerate(queries) if kind in {"", query["type"]}]
        rates = {
            engine: sum(bool(set(found[place]) & set(queries[place]["rel"])) for place in places)
            / len(places)
            for engine, found in hits.items()
        }
        label = f"{one['name']} {kind}".strip()
        cells = [f"{rates[engine]:.3f}" if engine in rates else NONE for engine in ENGINES]
        best = max((rate for engine, rate in rates.items() if engine != "ours"), default=0)
        lines.append(_Line([f"{label} ({len(places)})", *cells], rates["ours"] >= best - BEHIND))
    return lines


def _size(site: Path, halves: dict[str, dict[str, Any]], language: str) -> _Line:
    content = (site / f"search.{language}.json").read_bytes()
    stock = json.dumps(halves[f"own.{language}"], ensure_ascii=False, separators=(",", ":")).encode()
    sizes = [len(gzip.compress(data, 9)) for data in (content, stock)]
    return _Line([f"index, KB, gzip: {language}", *(f"{size / 1024:.1f}" for size in sizes), NONE, NONE])


def _worker(site: Path) -> _Line:
    size = len(gzip.compress((site / "components" / "search" / "worker.mjs").read_bytes(), 9))
    return _Line(["worker, KB, gzip", f"{size / 1024:.1f}", NONE, NONE, NONE], size <= WORKER)


def _speed(speeds: list[dict[str, float]]) -> list[_Line]:
    return [
        _Line(
            [f"{speed['articles']} articles: ms a key stroke, p95", f"{speed['p95']:.1f}", NONE, NONE, NONE],
            speed["p95"] <= P95[int(speed["articles"])],
        )
        for speed in speeds
    ]


def _ready(site: Path, halves: dict[str, dict[str, Any]]) -> _Line:
    (site / "stock.json").write_text(json.dumps(halves["own.ko"], ensure_ascii=False), encoding="utf-8")
    ours, stock = ready_times(site, "ko", "/stock.json")
    return _Line(["ready in Chromium, ms", f"{ours:.0f}", f"{stock:.0f}", NONE, NONE], ours <= stock)

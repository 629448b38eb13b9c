"""The table of `make bench PART=search`."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.search.costs import index_lines, ready_line, speed_lines, worker_line
from benchmarks.search.peers import in_node, install, pagefind, versions
from benchmarks.search.quality import quality_lines
from benchmarks.search.sets import further_sets, own_set, scaled
from benchmarks.search.stock import LANGUAGES, build_site, half
from benchmarks.table import Table
from helpcenter.messages import load_messages
from publishing import operator_language
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from benchmarks.search.sets import Set
    from helpcenter.messages import Messages

ROOT = Path(__file__).parents[2]
ENGINES = ("ours", "material", "pagefind", "minisearch")
SCALES = (400, 2700)


def figures() -> Table:
    """Measure all engines on all sets in one run: what they find, and what it costs."""
    has_peers, more, messages = install(), further_sets(os.environ), _messages()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = folder / "facts.json"
        facts.write_text(json.dumps(compile_facts(ROOT / "center.yml")), encoding="utf-8")
        site = folder / "site"
        stock = build_site(site, facts)
        halves = {f"own.{language}": half(stock, language) for language in LANGUAGES}
        own = [own_set(site, language) for language in LANGUAGES]
        sets: list[Set] = [*own, *more]
        measured = in_node(sets, halves, [scaled(own[0], count) for count in SCALES])
        if has_peers:
            _add_pagefind(measured, sets, folder / "pagefind")
        lines = [line for one in sets for line in quality_lines(one, measured["hits"][one["name"]], messages)]
        lines += index_lines(site, halves, measured["indexes"], messages)
        lines += [worker_line(site, messages), *speed_lines(measured["speed"], messages)]
        lines += [ready_line(site, halves["own.ko"], messages)]
    notes = [
        "search.versions",
        *([] if more else ["search.no_sets"]),
        *([] if has_peers else ["search.no_peers"]),
    ]
    return Table(
        "search.title",
        ["search.what", *(f"search.{engine}" for engine in ENGINES)],
        [[line.label, *(line.cells.get(engine, "-") for engine in ENGINES)] for line in lines],
        all(line.holds for line in lines),
        {
            "queries": sum(len(one["queries"]) for one in sets),
            "day": datetime.now(UTC).date(),
            **versions(),
        },
        notes,
    )


def _add_pagefind(measured: dict[str, Any], sets: list[Set], folder: Path) -> None:
    for name, found in pagefind(sets, folder).items():
        measured["hits"][name]["pagefind"] = found
        files = [
            file
            for file in (folder / name).rglob("*")
            if file.suffix in {".pf_index", ".pf_meta", ".pf_fragment"}
        ]
        measured["indexes"].setdefault(name, {})["pagefind"] = sum(file.stat().st_size for file in files)


def _messages() -> Messages:
    catalogues = load_messages(ROOT / "benchmarks" / "messages")
    return catalogues[operator_language(os.environ, catalogues)]

"""What it costs: bytes to load, milliseconds to be ready and to answer."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

from benchmarks.search.peers import SCRIPTS, ready_times
from benchmarks.search.quality import Line
from benchmarks.search.stock import LANGUAGES
from publishing.site.asset_folder import find_components

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from helpcenter.messages import Messages

P95 = {400: 10.0, 2700: 30.0}
"""Milliseconds for a key stroke, by articles."""

WORKER = 8 * 1024
"""Bytes of the worker as sent."""


def index_lines(
    site: Path, stock: Mapping[str, Mapping[str, object]], others: Mapping[str, Any], messages: Messages
) -> Iterable[Line]:
    """Yield the sizes of the indexes of our own articles: ours whole, and without what others do not have.

    Pagefind's is the sum of its files, of which a visitor loads a part.
    """
    for language in LANGUAGES:
        name = f"own.{language}"
        content = json.loads((site / f"search.{language}.json").read_text(encoding="utf-8"))
        bare = [[path, title, sections] for path, title, _, sections in content["articles"]]
        peers = {engine: _kilobytes(size) for engine, size in others.get(name, {}).items()}
        own, alone, material = _packed(content), _packed(bare), _packed(stock[name])
        label = messages.text("search.index", language=language)
        yield Line(label, {"ours": _kilobytes(own), "material": _kilobytes(material), **peers})
        yield Line(messages.text("search.index.bare"), {"ours": _kilobytes(alone)}, alone <= material)


def worker_line(site: Path, messages: Messages) -> Line:
    """Return the size of the code that searches Korean, as a browser loads it."""
    own = _packed_file(find_components(site) / "search" / "worker.mjs")
    lunr = SCRIPTS / "lunr" / "min"
    material = [
        *(SCRIPTS / "workers").glob("search.*.min.js"),
        *lunr.glob("lunr.stemmer*"),
        *lunr.glob("*.ko.*"),
    ]
    sizes = {"ours": own, "material": sum(map(_packed_file, material))}
    return Line(
        messages.text("search.worker"),
        {engine: _kilobytes(size) for engine, size in sizes.items()},
        own <= WORKER,
    )


def speed_lines(speeds: Iterable[Mapping[str, Any]], messages: Messages) -> Iterable[Line]:
    """Yield how long a key stroke takes in Node, 95 of 100 times at most."""
    for speed in speeds:
        articles, times = speed["articles"], speed["p95"]
        cells = {engine: f"{time:.1f}" for engine, time in times.items()}
        label = messages.text("search.speed", articles=articles)
        yield Line(label, cells, times["ours"] <= P95[articles])


def ready_line(site: Path, stock: Mapping[str, object], messages: Messages) -> Line:
    """Return how long it takes in Chromium from nothing to the first answer, in Korean."""
    (site / "stock.json").write_text(json.dumps(stock, ensure_ascii=False), encoding="utf-8")
    ours, material = ready_times(site, "ko", "/stock.json")
    cells = {"ours": f"{ours:.0f}", "material": f"{material:.0f}"}
    return Line(messages.text("search.ready"), cells, ours <= material)


def _packed(data: object) -> int:
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return len(gzip.compress(content, 9))


def _packed_file(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def _kilobytes(size: int) -> str:
    return f"{size / 1024:.1f}"

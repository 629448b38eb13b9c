"""The table of `make bench PART=weight`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import GENERATORS, HUGO, KEPT, OURS
from benchmarks.build.measuring import BuildFailedError, measure
from benchmarks.build.plain import PlainCorpus, all_words
from benchmarks.serving import served
from benchmarks.table import Table
from benchmarks.weight.visiting import app_of, visit

if TYPE_CHECKING:
    from benchmarks.build.generators import Generator
    from benchmarks.weight.visiting import Visit

BAR = 60 * 1024
"""Bytes that the first visit of an article of ours may bring."""

_ARTICLE = "mail/spam-filter"
_KINDS = ("Document", "Stylesheet", "Script", "Font")


def figures() -> Table:
    """Build our articles with each generator's default theme, and visit the same one."""
    only = (os.environ.get("ONLY") or "").lower().split()
    visits: dict[str, Visit] = {}
    missing = []
    KEPT.mkdir(parents=True, exist_ok=True)
    corpus = PlainCorpus(articles(55), languages(2), all_words())
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="weight-") as name:
        for at, generator in enumerate(GENERATORS):
            if only and not generator.name.lower().startswith(tuple(only)):
                continue
            found = _weigh(generator, Path(name) / str(at), corpus)
            if found:
                visits[generator.name] = found
            else:
                missing.append(generator.name)
    ours = visits.get(OURS.name)
    others = [one.size for name, one in visits.items() if name not in {OURS.name, HUGO.name}]
    return Table(
        "weight.title",
        [
            f"weight.{name}"
            for name in ("generator", "all", "requests", "html", "css", "script", "font", "other")
        ],
        [_row(name, one) for name, one in visits.items()],
        ours is not None and ours.size <= BAR and not missing and all(ours.size < size for size in others),
        {"article": _ARTICLE, "missing": ", ".join(missing) or "-"},
    )


def _weigh(generator: Generator, folder: Path, corpus: PlainCorpus) -> Visit | None:
    if generator.version() is None:
        return None
    folder.mkdir(parents=True)
    job = generator.write(folder, corpus)
    try:
        measure(job)
    except BuildFailedError:
        return None
    page = article_in(job.site)
    with served(app_of(job.site)) as url:
        return visit(f"{url}/{page}") if page else None


def article_in(site: Path) -> str | None:
    """Return the path of the Korean article below a site, however its generator names it."""
    for folder in ("", "topics/", "ko/"):
        if (site / folder / _ARTICLE / "index.html").is_file():
            return f"{folder}{_ARTICLE}/"
        if (site / folder / f"{_ARTICLE}.html").is_file():
            return f"{folder}{_ARTICLE}.html"
    return None


def _row(name: str, one: Visit) -> list[str]:
    known = [one.sizes.get(kind, 0) for kind in _KINDS]
    sizes = [f"{size / 1024:.1f}" for size in (*known, one.size - sum(known))]
    return [name, f"{one.size / 1024:.1f}", str(one.requests), *sizes]

"""The table of `make bench PART=weight`; ONLY in the environment names a few, README=yes writes it there."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import GENERATORS, HUGO, KEPT, OURS
from benchmarks.build.measuring import BuildFailedError, measure
from benchmarks.build.plain import PlainCorpus, all_words
from benchmarks.page.lighthouse import install, report
from benchmarks.readme import write_table
from benchmarks.serving import served
from benchmarks.table import Table
from benchmarks.weight.visiting import app_of, visit

if TYPE_CHECKING:
    from benchmarks.build.generators import Generator
    from benchmarks.page.lighthouse import Report
    from benchmarks.weight.visiting import Visit

BAR = 60 * 1024
"""Bytes that the first visit of an article of ours may bring."""

RUNS = 3
"""How often Lighthouse visits each; the medians count."""

_ARTICLE = "mail/spam-filter"
_KINDS = ("Document", "Stylesheet", "Script", "Font")
_COLUMNS = ("generator", "all", "requests", "lcp", "tbt", "html", "css", "script", "font", "other")


@dataclass(frozen=True, slots=True)
class Weighed:
    """An article as a generator makes it; `seen` is None where Lighthouse is missing."""

    version: str
    visit: Visit
    seen: Report | None


def figures() -> Table:
    """Build our articles with each generator's default theme, and visit the same one."""
    only = (os.environ.get("ONLY") or "").lower().split()
    weighed: dict[str, Weighed] = {}
    missing = []
    lighthouse = KEPT / "lighthouse"
    lighthouse.mkdir(parents=True, exist_ok=True)
    lighthouse_is_there = install(lighthouse)
    corpus = PlainCorpus(articles(55), languages(2), all_words())
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="weight-") as name:
        for at, generator in enumerate(GENERATORS):
            if only and not generator.name.lower().startswith(tuple(only)):
                continue
            found = _weigh(
                generator, Path(name) / str(at), corpus, lighthouse if lighthouse_is_there else None
            )
            if found:
                weighed[generator.name] = found
            else:
                missing.append(generator.name)
    if not lighthouse_is_there:
        missing.append("Lighthouse")
    table = Table(
        "weight.title",
        [f"weight.{name}" for name in _COLUMNS],
        [_row(name, one) for name, one in weighed.items()],
        not missing and _holds(weighed),
        {
            "article": _ARTICLE,
            "missing": ", ".join(missing) or "-",
            "runs": RUNS,
            "day": datetime.now(UTC).date(),
            "cores": os.cpu_count(),
            "load": f"{os.getloadavg()[0]:.1f}",
            **next((one.seen.conditions for one in weighed.values() if one.seen), _UNKNOWN),
        },
        ["weight.measured"],
    )
    write_table("weight", table)
    return table


_UNKNOWN = dict.fromkeys(("lighthouse", "chromium", "rtt", "kbit", "slower"), "-")


def _holds(weighed: dict[str, Weighed]) -> bool:
    """Tell whether ours is light enough, and nowhere behind a default theme; a bare one is only looked at."""
    ours = weighed.get(OURS.name)
    others = [one for name, one in weighed.items() if name not in {OURS.name, HUGO.name}]
    return (
        ours is not None
        and ours.visit.size <= BAR
        and all(ours.visit.size < one.visit.size for one in others)
        and all(
            ours.seen and one.seen and ours.seen.lcp < one.seen.lcp and ours.seen.tbt <= one.seen.tbt
            for one in others
        )
    )


def _weigh(
    generator: Generator, folder: Path, corpus: PlainCorpus, lighthouse: Path | None
) -> Weighed | None:
    version = generator.version()
    if version is None:
        return None
    folder.mkdir(parents=True)
    job = generator.write(folder, corpus)
    try:
        measure(job)
    except BuildFailedError:
        return None
    page = article_in(job.site)
    if page is None:
        return None
    with served(app_of(job.site)) as address:
        url = f"{address}/{page}"
        seen = report(lighthouse, url, RUNS, ["performance"]) if lighthouse else None
        return Weighed("" if generator is OURS else version, visit(url), seen)


def article_in(site: Path) -> str | None:
    """Return the path of the Korean article below a site, however its generator names it."""
    for folder in ("", "topics/", "ko/"):
        if (site / folder / _ARTICLE / "index.html").is_file():
            return f"{folder}{_ARTICLE}/"
        if (site / folder / f"{_ARTICLE}.html").is_file():
            return f"{folder}{_ARTICLE}.html"
    return None


def _row(name: str, one: Weighed) -> list[str]:
    visit = one.visit
    known = [visit.sizes.get(kind, 0) for kind in _KINDS]
    sizes = [f"{size / 1024:.1f}" for size in (*known, visit.size - sum(known))]
    times = [f"{one.seen.lcp:,.0f}", f"{one.seen.tbt:,.0f}"] if one.seen else ["-", "-"]
    return [f"{name} {one.version}".strip(), f"{visit.size / 1024:.1f}", str(visit.requests), *times, *sizes]

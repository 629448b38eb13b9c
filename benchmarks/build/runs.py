"""Building with every generator in turn, and ours at several sizes."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import log
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import GENERATORS, OURS
from benchmarks.build.measuring import BuildFailedError, Cost, measure, size
from benchmarks.build.plain import PlainCorpus, all_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from benchmarks.build.generators import Generator, Job

_ENOUGH = 100.0  # seconds of wall time after which a generator is not run again

_SLOW = 40.0  # seconds of processor time above which nobody waits for a build after an edit


@dataclass(slots=True)
class Series:
    """One generator's builds: what each took, first builds of a fresh clone, then builds after an edit.

    `failed` is the end of what it said when it did not build. Sizes are bytes: of the whole site, and of its
    HTML alone.
    """

    generator: Generator
    version: str
    full: list[Cost] = field(default_factory=list)
    edited: list[Cost] = field(default_factory=list)
    size: int = 0
    html: int = 0
    pages: int = 0
    failed: str = ""

    def cpu(self) -> float:
        """Return the median of processor seconds."""
        return median(cost.cpu for cost in self.full)

    def wall(self) -> float:
        """Return the median of wall seconds."""
        return median(cost.wall for cost in self.full)

    def memory(self) -> int:
        """Return the greatest memory of any build, in bytes."""
        return max(cost.memory for cost in self.full)


def compare(
    folder: Path, number: int, runs: int, only: Sequence[str], tell: Callable[[str], None]
) -> list[Series]:
    """Build `number` articles in two languages with every generator, in turn, up to `runs` times each.

    `only` are beginnings of the names of those to try, in small letters; without any it is all of them.
    """
    corpus = PlainCorpus(articles(number), languages(2), all_words())
    jobs: list[tuple[Series, Job]] = []
    for at, generator in enumerate(GENERATORS):
        if only and not generator.name.lower().startswith(tuple(only)):
            continue
        version = generator.version()
        if version is not None:
            target = folder / str(at)
            target.mkdir(parents=True)
            job = generator.write(target, corpus)
            if generator is OURS:
                measure(job)  # draws the cards
            jobs.append((Series(generator, version), job))
    for run in range(runs):
        for series, job in jobs:
            if not series.failed and sum(cost.wall for cost in series.full) < _ENOUGH:
                tell(f"{run + 1}/{runs} {series.generator.name}")
                _build(series, job)
    return [series for series, _ in jobs]


def growth(
    folder: Path, sizes: Sequence[tuple[int, int]], tell: Callable[[str], None]
) -> list[tuple[int, int, Cost]]:
    """Build ours at several sizes, each the numbers of articles and of languages, once."""
    found = []
    for number, count in sizes:
        tell(f"{OURS.name}: {number} x {count}")
        target = folder / f"{number}-{count}"
        target.mkdir(parents=True)
        job = OURS.write(target, PlainCorpus(articles(number), languages(count), all_words()))
        measure(job)  # draws the cards
        job.forget()
        found.append((number, count, measure(job)))
    return found


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of (size, cost) in logarithms by least squares: 1 is in proportion, 2 is quadratic."""
    logs = [(log(size), log(cost)) for size, cost in points]
    mean = [sum(axis) / len(logs) for axis in zip(*logs, strict=True)]
    over = sum((x - mean[0]) * (y - mean[1]) for x, y in logs)
    return float(over / sum((x - mean[0]) ** 2 for x, _ in logs))


def _build(series: Series, job: Job) -> None:
    job.forget()
    try:
        series.full.append(measure(job))
        series.size = size(job.site)
        pages = list(job.site.rglob("*.html"))
        series.html, series.pages = sum(page.stat().st_size for page in pages), len(pages)
        if series.full[-1].cpu > _SLOW:
            return
        with job.article.open("a", encoding="utf-8") as article:
            article.write(f"\nEdited {len(series.full)} times.\n")
        series.edited.append(measure(job))
    except BuildFailedError as error:
        series.failed = str(error)

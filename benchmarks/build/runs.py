"""Building with every generator in turn, and ours at several sizes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from math import log
from pathlib import Path
from statistics import median
from time import monotonic
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import GENERATORS, OURS, Job
from benchmarks.build.measuring import BuildFailedError, Cost, measure, size
from benchmarks.build.plain import PlainCorpus, all_words
from publishing.speed.building import PARTS
from publishing.speed.kept import PAGES, RESULTS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.build.generators import Generator

_SLOW = 40.0  # seconds of processor time above which nobody waits for a build after an edit


_KEEPING = {part.name for part in (SOURCES, PAGES, RESULTS)}
_NO_JOB = Job(Path(), (), {}, Path(), Path())


@dataclass(slots=True)
class Series:
    """One generator's builds: what each took, first builds of a fresh clone, then builds after an edit.

    `failed` is the end of what it said when it did not build, a dash where it could not be installed. Sizes
    are bytes: of the whole site, and of its HTML alone.
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


def prepare(folder: Path, number: int, only: Sequence[str]) -> list[tuple[Series, Job]]:
    """Write `number` articles in two languages for every generator that can be installed.

    `only` are beginnings of the names of those to try, in small letters; without any it is all of them.
    """
    corpus = PlainCorpus(articles(number), languages(2), all_words())
    jobs: list[tuple[Series, Job]] = []
    for at, generator in enumerate(GENERATORS):
        if only and not generator.name.lower().startswith(tuple(only)):
            continue
        version = generator.version()
        if version is None:
            jobs.append((Series(generator, "-", failed="-"), _NO_JOB))
            continue
        target = folder / str(at)
        target.mkdir(parents=True)
        jobs.append((Series(generator, version), generator.write(target, corpus)))
    return jobs


def compare(
    jobs: Sequence[tuple[Series, Job]], round_: str, until: float, tell: Callable[[str], None]
) -> None:
    """Build once with every generator, in turn; but a build that would last beyond `until` is not begun.

    `until` is an instant of `time.monotonic`. The first build of each is always done.
    """
    for series, job in jobs:
        expected = sum(cost.wall for cost in (*series.full[-1:], *series.edited[-1:]))
        if not series.failed and (not series.full or monotonic() + expected < until):
            tell(f"{round_} {series.generator.name}")
            _build(series, job)


def growth(
    folder: Path, sizes: Sequence[tuple[int, int]], tell: Callable[[str], None]
) -> list[tuple[int, int, Cost]]:
    """Build ours at several sizes, each the numbers of articles and of languages, once.

    The largest is built first, and once before: that draws the cards of all.
    """
    found = []
    for at, (number, count) in enumerate(sorted(sizes, reverse=True)):
        tell(f"{OURS.name}: {number} x {count}")
        target = folder / f"{number}-{count}"
        target.mkdir(parents=True)
        job = OURS.write(target, PlainCorpus(articles(number), languages(count), all_words()))
        if at == 0:
            measure(job)
            job.forget()
        found.append((number, count, measure(job)))
        shutil.rmtree(target)
    return found


def without_parts(
    folder: Path, number: int, tell: Callable[[str], None]
) -> list[tuple[str, Cost, Cost | None]]:
    """Build `number` articles in two languages with each part of publishing/speed switched off alone.

    Returns for each part what a first build takes, and for those that keep something for the next build what
    that takes after an edit; first, named `all`, with none off.
    """
    target = folder / "parts"
    target.mkdir(parents=True)
    job = OURS.write(target, PlainCorpus(articles(number), languages(2), all_words()))
    names = [part.name for part in PARTS if part.name != "progress"]  # which is for terminals
    found: list[tuple[str, Cost, Cost | None]] = []
    for off in ("", *names):
        tell(f"{OURS.name} - {off}")
        speed = {"SPEED": " ".join(name for name in names if name != off)}
        switched = replace(job, environment={**job.environment, **speed})
        switched.forget()
        full, edited = measure(switched), None
        if off in {"", *_KEEPING}:
            with job.article.open("a", encoding="utf-8") as article:
                article.write(f"\nEdited without {off}.\n")
            edited = measure(switched)
        found.append((off or "all", full, edited))
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

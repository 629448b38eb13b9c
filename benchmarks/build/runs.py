"""Building with every generator in turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import monotonic
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import GENERATORS, Job
from benchmarks.build.measuring import BuildFailedError, Cost, measure, size
from benchmarks.build.plain import PlainCorpus, all_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.build.generators import Generator

_SLOW = 40.0  # seconds of processor time above which nobody waits for a build after an edit
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

"""Ours built at several sizes, and without each of its parts."""

from __future__ import annotations

import shutil
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import OURS
from benchmarks.build.measuring import Cost, measure
from benchmarks.build.plain import PlainCorpus, all_words
from publishing.speed.building import PARTS
from publishing.speed.kept import PAGES, RESULTS, SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_ROUNDS = 2
_KEEPING = {part.name for part in (SOURCES, PAGES, RESULTS)}


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
    that takes after an edit; each is the least of two, made in turn. First, named `all`, comes what one takes
    with none off.
    """
    target = folder / "parts"
    target.mkdir(parents=True)
    job = OURS.write(target, PlainCorpus(articles(number), languages(2), all_words()))
    names = [part.name for part in PARTS if part.name != "progress"]  # which is for terminals
    full: dict[str, list[Cost]] = {name: [] for name in ("", *names)}
    edited: dict[str, list[Cost]] = {name: [] for name in full if name in {"", *_KEEPING}}
    for at in range(_ROUNDS):
        for off, costs in full.items():
            tell(f"{OURS.name} - {off}")
            speed = {"SPEED": " ".join(name for name in names if name != off)}
            switched = replace(job, environment={**job.environment, **speed})
            switched.forget()
            costs.append(measure(switched))
            if off in edited:
                with job.article.open("a", encoding="utf-8") as article:
                    article.write(f"\nEdited without {off}, time {at}.\n")
                edited[off].append(measure(switched))
    return [
        (off or "all", _least(costs), _least(edited[off]) if off in edited else None)
        for off, costs in full.items()
    ]


def _least(costs: Sequence[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.cpu)


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of (size, cost) in logarithms by least squares: 1 is in proportion, 2 is quadratic."""
    logs = [(log(size), log(cost)) for size, cost in points]
    mean = [sum(axis) / len(logs) for axis in zip(*logs, strict=True)]
    over = sum((x - mean[0]) * (y - mean[1]) for x, y in logs)
    return float(over / sum((x - mean[0]) ** 2 for x, _ in logs))

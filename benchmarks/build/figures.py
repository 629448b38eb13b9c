"""The tables of `make bench PART=build`.

In the environment ARTICLES and RUNS make it smaller, ONLY names those to build with, and MINUTES is how long
all of it may take: what is slow is built fewer times. Every generator is built with once at least.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic
from typing import TYPE_CHECKING

from benchmarks.build.generators import HUGO, KEPT, OURS
from benchmarks.build.live import edits_followed, summary
from benchmarks.build.measuring import Cost
from benchmarks.build.report import write_report
from benchmarks.build.runs import Series, compare, exponent, growth, prepare, without_parts
from benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


ARTICLES, RUNS, MINUTES = 1000, 3, 9.5
_CPU_BARS = {
    "Material + static-i18n": 0.20,
    "Zensical": 0.60,
    "Starlight": 0.30,
    "VitePress": 0.25,
    "Docusaurus": 0.20,
}
"""The processor time that ours may take, as a share of another's."""
_WALL_BAR, _EDIT_BAR, _GROWTH_BAR = 3.2, 0.6, 1.10
_LIVE_BAR = 2.5  # seconds until a page shows its edit while `make preview` runs
_GROWTH = (0.25, 0.5, 2)  # of the articles asked for
_LANGUAGES = (4, 8)  # two are among the sizes before


def figures() -> Table:
    """Build with everything that can be installed, and ours at several sizes; write the report of README."""
    number = int(os.environ.get("ARTICLES") or ARTICLES)
    runs = int(os.environ.get("RUNS") or RUNS)
    until = monotonic() + 60 * float(os.environ.get("MINUTES") or MINUTES)
    only = (os.environ.get("ONLY") or "").lower().split()
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="corpus-") as name:
        folder = Path(name)
        jobs = prepare(folder / "compare", number, only)
        sizes = [(round(number * share), 2) for share in _GROWTH]
        by_articles = growth(folder / "articles", sizes, _tell)
        compare(jobs, f"1/{runs}", until, _tell)
        quarter = round(number / 4)
        by_languages = growth(folder / "languages", [(quarter, count) for count in _LANGUAGES], _tell)
        parts = without_parts(folder, quarter, _tell)
        for run in range(1, runs):
            compare(jobs, f"{run + 1}/{runs}", until, _tell)
        _tell("make preview")
        live = edits_followed(next(job for one, job in jobs if one.generator is OURS))
    all_series = [one for one, _ in jobs]
    series = [one for one in all_series if not one.failed]
    ours = next(one for one in series if one.generator is OURS)
    grown = sorted([*((n, cost.cpu) for n, _, cost in by_articles), (number, ours.cpu())])
    spread = sorted((count, cost.cpu) for n, count, cost in [*by_articles, *by_languages] if n == quarter)
    values = {
        "articles": number,
        "runs": runs,
        "articles_exponent": f"{exponent(grown):.2f}",
        "languages_exponent": f"{exponent(spread):.2f}",
        "live": summary(live),
        "live_bar": _LIVE_BAR,
        "missing": ", ".join(one.generator.name for one in all_series if one.failed) or "-",
    }
    holds, bars = _bars(series, [exponent(grown), exponent(spread)])
    holds = holds and median(live) <= _LIVE_BAR
    table = Table(
        "build.title",
        [
            f"build.{name}"
            for name in ("generator", "builds", "cpu", "wall", "edited", "memory", "size", "page", "ratio")
        ],
        [_row(one, ours) for one in series],
        holds,
        {**values, **bars},
        ["build.bars", "build.growth", "build.live"],
        [_parts(quarter, parts)],
    )
    write_report(table, series, grown, spread)
    return table


def _parts(number: int, costs: Sequence[tuple[str, Cost, Cost | None]]) -> Table:
    """Return what each part of publishing/speed saves: a build without it less one with all."""
    _, whole, whole_edited = costs[0]
    rows = [_part("-", ".1f", whole, whole_edited)]
    for name, full, edited in costs[1:]:
        more = None
        if edited and whole_edited:
            more = Cost(edited.cpu - whole_edited.cpu, 0, 0)
        rows.append(_part(name, "+.1f", Cost(full.cpu - whole.cpu, full.wall - whole.wall, 0), more))
    columns = [f"build.{name}" for name in ("part", "part_cpu", "part_wall", "part_edited")]
    return Table("build.parts", columns, rows, holds=True, values={"articles": number})


def _part(name: str, form: str, full: Cost, edited: Cost | None) -> list[str]:
    return [name, format(full.cpu, form), format(full.wall, form), format(edited.cpu, form) if edited else ""]


def _bars(series: Sequence[Series], exponents: Sequence[float]) -> tuple[bool, dict[str, str]]:
    """Tell whether every bar is met, and what was reached."""
    by_name = {one.generator.name: one for one in series}
    ours, hugo = by_name[OURS.name], by_name.get(HUGO.name)
    reached = {name: ours.cpu() / by_name[name].cpu() for name in _CPU_BARS if name in by_name}
    holds = all(share <= _CPU_BARS[name] for name, share in reached.items())
    holds = holds and len(reached) == len(_CPU_BARS) and all(one <= _GROWTH_BAR for one in exponents)
    words = [f"CPU / {name}: {share:.2f} (≤ {_CPU_BARS[name]:.2f})" for name, share in reached.items()]
    if hugo:
        wall = ours.wall() / hugo.wall()
        edit = _median(ours.edited, lambda cost: cost.wall) / hugo.wall()
        holds = holds and wall <= _WALL_BAR and edit <= _EDIT_BAR
        words += [f"wall / Hugo: {wall:.2f} (≤ {_WALL_BAR})", f"edited / Hugo: {edit:.2f} (≤ {_EDIT_BAR})"]
    return holds and hugo is not None, {"bars": "; ".join(words)}


def _row(one: Series, ours: Series) -> list[str]:
    return [
        f"{one.generator.name} {one.version}",
        str(len(one.full)),
        _spread(one.full, lambda cost: cost.cpu),
        _spread(one.full, lambda cost: cost.wall),
        _spread(one.edited, lambda cost: cost.wall),
        f"{one.memory() / 2**20:,.0f}",
        f"{one.size / 2**20:,.1f}",
        f"{one.html / max(1, one.pages) / 1024:.1f}",
        f"{ours.cpu() / one.cpu():.2f}",
    ]


def _spread(costs: Sequence[Cost], of: Callable[[Cost], float]) -> str:
    """Return the median with the least and the greatest, a dash for what was not measured."""
    if not costs:
        return "-"
    values = sorted(map(of, costs))
    middle = _median(costs, of)
    return f"{middle:.1f}" if len(values) == 1 else f"{middle:.1f} ({values[0]:.1f} to {values[-1]:.1f})"


def _median(costs: Sequence[Cost], of: Callable[[Cost], float]) -> float:
    values = sorted(map(of, costs))
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def _tell(line: str) -> None:
    if sys.stderr.isatty() or os.environ.get("CI"):
        sys.stderr.write(f"{line}\n")

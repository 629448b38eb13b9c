"""The tables of `make bench PART=build`.

In the environment ARTICLES and RUNS make it smaller, ONLY names those to build with, and MINUTES is how long
all of it may take: what is slow is built fewer times. Every generator is built with once at least.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from benchmarks.build.generators import HUGO, KEPT, OURS
from benchmarks.build.plot import write_plot
from benchmarks.build.runs import Series, compare, prepare
from benchmarks.readme import conditions, write_table
from benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.build.measuring import Cost


ARTICLES, RUNS, MINUTES = 1000, 3, 9.5
_CPU_BARS = {
    "Material + static-i18n": 0.20,
    "Zensical": 0.60,
    "Starlight": 0.30,
    "VitePress": 0.25,
    "Docusaurus": 0.20,
}
"""The processor time that ours may take, as a share of another's."""
_WALL_BAR, _EDIT_BAR = 3.2, 0.6


def figures() -> Table:
    """Build with everything that can be installed; write the report of README."""
    number = int(os.environ.get("ARTICLES") or ARTICLES)
    runs = int(os.environ.get("RUNS") or RUNS)
    until = monotonic() + 60 * float(os.environ.get("MINUTES") or MINUTES)
    only = (os.environ.get("ONLY") or "").lower().split()
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="corpus-") as name:
        jobs = prepare(Path(name), number, only)
        for run in range(runs):
            compare(jobs, f"{run + 1}/{runs}", until, _tell)
    all_series = [one for one, _ in jobs]
    series = [one for one in all_series if not one.failed]
    ours = next(one for one in series if one.generator is OURS)
    values = {
        "articles": number,
        "runs": runs,
        "missing": ", ".join(one.generator.name for one in all_series if one.failed) or "-",
    }
    holds, bars = _bars(series)
    table = Table(
        "build.title",
        [
            f"build.{name}"
            for name in ("generator", "builds", "cpu", "wall", "edited", "memory", "size", "page", "ratio")
        ],
        [_row(one, ours) for one in series],
        holds,
        {**values, **bars, **conditions()},
        ["build.bars", "build.measured"],
    )
    write_table("build", table)
    write_plot(series)
    return table


def _bars(series: Sequence[Series]) -> tuple[bool, dict[str, str]]:
    """Tell whether every bar is met, and what was reached."""
    by_name = {one.generator.name: one for one in series}
    ours, hugo = by_name[OURS.name], by_name.get(HUGO.name)
    reached = {name: ours.cpu() / by_name[name].cpu() for name in _CPU_BARS if name in by_name}
    holds = all(share <= _CPU_BARS[name] for name, share in reached.items())
    holds = holds and len(reached) == len(_CPU_BARS)
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

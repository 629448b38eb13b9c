"""The tables of `make bench PART=growth`; ARTICLES in the environment is the middle of the sizes."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.build.corpus import articles, languages
from benchmarks.build.figures import ARTICLES
from benchmarks.build.generators import KEPT, OURS
from benchmarks.build.measuring import Cost
from benchmarks.build.plain import PlainCorpus, all_words
from benchmarks.growth.live import edits_followed
from benchmarks.growth.sizes import exponent, growth, without_parts
from benchmarks.readme import conditions, write_table
from benchmarks.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROWTH_BAR = 1.10
_LIVE_BAR = 2.5  # seconds until a page shows its edit while `make preview` runs
_SHARES = (0.25, 0.5, 1, 2)  # of the articles asked for, in two languages
_LANGUAGES = (4, 8)  # of a quarter of the articles


def figures() -> Table:
    """Build ours at several sizes and without each part, and edit while the preview runs."""
    number = int(os.environ.get("ARTICLES") or ARTICLES)
    quarter = round(number / 4)
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="growth-") as name:
        folder = Path(name)
        by_articles = growth(folder / "articles", [(round(number * share), 2) for share in _SHARES], _tell)
        by_languages = growth(folder / "languages", [(quarter, count) for count in _LANGUAGES], _tell)
        parts = without_parts(folder, quarter, _tell)
        _tell("make preview")
        job = OURS.write(folder / "live", PlainCorpus(articles(number), languages(2), all_words()))
        live = edits_followed(job)
    builds = sorted([*by_articles, *by_languages], key=lambda build: build[:2])
    grown = exponent([(count, cost.cpu) for count, _, cost in by_articles])
    spread = exponent([(codes, cost.cpu) for count, codes, cost in builds if count == quarter])
    table = Table(
        "growth.title",
        [f"growth.{name}" for name in ("articles", "languages", "cpu", "wall", "memory")],
        [
            [f"{count:,}", str(codes), f"{cost.cpu:.1f}", f"{cost.wall:.1f}", f"{cost.memory / 2**20:,.0f}"]
            for count, codes, cost in builds
        ],
        max(grown, spread) <= _GROWTH_BAR and max(*live.texts, live.title) <= _LIVE_BAR,
        {
            "articles_exponent": f"{grown:.2f}",
            "languages_exponent": f"{spread:.2f}",
            "growth_bar": f"{_GROWTH_BAR:.2f}",
            "live": live,
            "live_title": f"{live.title:.2f}",
            "live_bar": _LIVE_BAR,
            "articles": number,
            **conditions(),
        },
        ["growth.exponents", "growth.live", "growth.measured"],
        [_parts(quarter, parts)],
    )
    write_table("growth", table)
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
    columns = [f"growth.{name}" for name in ("part", "cpu", "wall", "edited")]
    return Table("growth.parts", columns, rows, holds=True, values={"articles": number})


def _part(name: str, form: str, full: Cost, edited: Cost | None) -> list[str]:
    return [name, format(full.cpu, form), format(full.wall, form), format(edited.cpu, form) if edited else ""]


def _tell(line: str) -> None:
    if sys.stderr.isatty() or os.environ.get("CI"):
        sys.stderr.write(f"{line}\n")

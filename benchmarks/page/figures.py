"""The table of `make bench PART=page`."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.page.lighthouse import CATEGORIES, Report, install, report
from benchmarks.page.serving import app_of, build
from benchmarks.serving import served
from benchmarks.table import Table

HOMES = ("/", "/en/")
PLACES = ("", "topics/account/forgotten-password/", "contact/", "inquiry/", "faq/account/")
RUNS = 3
BEST = 100
"""What each category should come to, on a machine that does nothing else."""


def figures() -> Table:
    """Build the site, visit its pages as a phone does, and return the median of three visits."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not install(folder):
            return Table("page.missing", ["page.page"], [], holds=False, values={})
        with served(app_of(build(folder))) as url:
            paths = [home + place for place in PLACES for home in HOMES]
            reports = {path: report(folder, url + path, RUNS) for path in paths}
    return Table(
        "page.title",
        [f"page.{column}" for column in ("page", *CATEGORIES, "kb", "requests", "lost")],
        [_row(path, one) for path, one in reports.items()],
        all(score == BEST for one in reports.values() for score in one.scores.values()),
        {
            "runs": RUNS,
            "day": datetime.now(UTC).date(),
            "cores": os.cpu_count(),
            "load": f"{os.getloadavg()[0]:.1f}",
            **next(iter(reports.values())).conditions,
        },
        ["page.versions"],
    )


def _row(path: str, one: Report) -> list[str]:
    scores = [f"{one.scores[category]:.0f}" for category in CATEGORIES]
    return [path, *scores, f"{one.size / 1024:.1f}", str(one.requests), ", ".join(one.lost) or "-"]

"""Lighthouse in an environment that is thrown away: https://github.com/GoogleChrome/lighthouse."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import playwright

from local.chromium import installed_chromium

if TYPE_CHECKING:
    from collections.abc import Sequence

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
HERE = Path(__file__).parent
_NODE = (
    Path(playwright.__file__).parent / "driver" / "node"
)  # Lighthouse needs a newer one than many systems have
_FLAGS = "--headless=new --no-sandbox --disable-gpu"


@dataclass(frozen=True, slots=True)
class Report:
    """What Lighthouse says of a page on a phone: scores of 0 to 100, bytes and requests of the first visit.

    `lcp` is when the largest content was painted, `tbt` for how long in all the page could not answer
    (Largest Contentful Paint, Total Blocking Time; milliseconds). `lost` names the audits that cost points.
    `conditions` is what it was measured with: the versions of `lighthouse` and `chromium`, and the phone and
    line it stands for: `rtt` in milliseconds, `kbit` a second and how many times `slower` than this machine.
    """

    scores: dict[str, float]
    size: int
    requests: int
    lcp: float
    tbt: float
    lost: list[str]
    conditions: dict[str, object]


def install(folder: Path) -> bool:
    """Install into `folder` what the lock file names; tell whether it is there."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    npm = shutil.which("npm")
    if not npm:
        return False
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 ours


def report(folder: Path, url: str, runs: int, categories: Sequence[str] = CATEGORIES) -> Report:
    """Visit a page `runs` times, as a phone on a slow line does, and return the medians.

    Performance must be among the categories.

    Raises:
        CalledProcessError: Lighthouse failed.
    """
    results = [_run(folder, url, categories) for _ in range(runs)]
    scores = {
        name: round(100 * median(result["categories"][name]["score"] for result in results))
        for name in categories
    }
    loaded = [result["audits"]["network-requests"]["details"]["items"] for result in results]
    return Report(
        scores,
        int(median(sum(item["transferSize"] for item in items) for items in loaded)),
        int(median(len(items) for items in loaded)),
        _milliseconds(results, "largest-contentful-paint"),
        _milliseconds(results, "total-blocking-time"),
        sorted({name for result in results for name in _lost(result)}),
        _conditions(results[0]),
    )


def _milliseconds(results: Sequence[dict[str, Any]], audit: str) -> float:
    return float(median(result["audits"][audit]["numericValue"] for result in results))


def _run(folder: Path, url: str, categories: Sequence[str]) -> dict[str, Any]:
    installed = installed_chromium()
    chromium = {"CHROME_PATH": installed} if installed else {}
    cli = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    options = ["--output=json", "--quiet", f"--only-categories={','.join(categories)}"]
    done = subprocess.run(  # noqa: S603 ours
        [str(_NODE), str(cli), url, *options, f"--chrome-flags={_FLAGS}"],
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, **chromium},
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _conditions(result: dict[str, Any]) -> dict[str, object]:
    throttling = result["configSettings"]["throttling"]
    browser = re.search(r"Chrome/([\d.]+)", result["environment"]["hostUserAgent"])
    return {
        "lighthouse": result["lighthouseVersion"],
        "chromium": browser[1] if browser else "",
        "rtt": throttling["rttMs"],
        "kbit": round(throttling["throughputKbps"]),
        "slower": throttling["cpuSlowdownMultiplier"],
    }


def _lost(result: dict[str, Any]) -> Sequence[str]:
    weighed = {
        reference["id"]
        for category in result["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    scores = {name: result["audits"][name]["score"] for name in weighed}
    return [name for name, score in scores.items() if score is not None and score < 1]

"""What the functions cost beside the least that a function on boto3 can be."""

from __future__ import annotations

import io
import os
import platform
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.functions.counting import NoValgrindError, ensure_valgrind, valgrind_version
from benchmarks.functions.measuring import ROUNDS, WARM, measure, time_each
from benchmarks.readme import write_table
from benchmarks.table import Table
from helpcenter.center.facts import load_facts
from local.building import Build
from publishing.layer.bytecode import compile_code

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.functions.measuring import Cost, Times

BARS = {"submit_inquiry": 0.90, "send_transcript": 1.10, "deliver_mail": 1.05}
"""What a cold start may take, as a multiple of the least function (1.10 and twice 1.20 were asked for)."""
WARM_BAR = 1.6
"""What a warm request may take, as asked for of each, however often it speaks to AWS (decisions/0036)."""
ZIPPED_BAR = 1_500_000
"""Bytes of a function and the layer, zipped, as asked for of `submit_inquiry`."""
_ROOT = Path(__file__).parents[2]
_OWN_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
_MILLION = 1_000_000
_COLD = ("name", "cold", "ratio", "bar", "milliseconds", "zip")
_WARM = ("name", "warm", "ratio", "bar", "calls", "each_call", "milliseconds")


def figures() -> Table:
    """Build the layer, then count and time each function and the least one in the same run."""
    try:
        ensure_valgrind()
    except NoValgrindError:
        return Table("functions.no_valgrind", ("functions.name",), [], holds=False, values={})
    build = Build(_ROOT, _ROOT / "build" / "bench", "https://help.onmaru.example/")
    build.compile_facts()
    with closing(build.builder):
        build.build_site()
    build.build_layer()
    compile_code(build.layer, _OWN_PYTHON)  # as it is deployed, for the Python that is measured
    facts, names = load_facts(build.facts), ["bare", *BARS]
    with TemporaryDirectory() as scratch:
        # Instructions are the same however busy the machine is; times are taken afterwards, alone.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            counted = pool.map(lambda name: measure(name, build.layer, facts, Path(scratch)), names)
            costs = dict(zip(names, counted, strict=True))
        times = time_each(names, build.layer, facts, Path(scratch))
    layer = zipped(build.layer)
    sizes = {name: layer + zipped(_ROOT / "functions" / name) for name in BARS}
    table = Table(
        title="functions.title",
        columns=[f"functions.{column}" for column in _COLD],
        rows=[_cold_row(name, costs, times[name], sizes.get(name)) for name in names],
        holds=max(sizes.values()) <= ZIPPED_BAR
        and all(
            cost.cold <= BARS[name] * costs["bare"].cold and cost.warm <= WARM_BAR * costs["bare"].warm
            for name, cost in costs.items()
            if name in BARS
        ),
        values={
            "warm": WARM,
            "rounds": ROUNDS,
            "day": datetime.now(UTC).date(),
            "python": platform.python_version(),
            "valgrind": valgrind_version(),
            "cores": os.cpu_count(),
            "load": f"{os.getloadavg()[0]:.1f}",
        },
        notes=["functions.measured"],
        more=[
            Table(
                title="functions.warm_title",
                columns=[f"functions.{column}" for column in _WARM],
                rows=[_warm_row(name, costs, times[name]) for name in names],
                holds=True,
                values={},
            )
        ],
    )
    write_table("functions", table)
    return table


def _cold_row(name: str, costs: Mapping[str, Cost], times: Times, size: int | None) -> list[str]:
    cost, bare = costs[name], costs["bare"]
    bar = _bar(cost.cold / bare.cold, BARS[name]) if name in BARS else ""
    kilobytes = "" if size is None else f"{round(size / 1000):,} KB"
    return [
        _named(name),
        _millions(cost.cold),
        f"{cost.cold / bare.cold:.2f}",
        bar,
        _spread(times.cold),
        kilobytes,
    ]


def _warm_row(name: str, costs: Mapping[str, Cost], times: Times) -> list[str]:
    cost, bare = costs[name], costs["bare"]
    ratio = cost.warm / bare.warm
    bar = _bar(ratio, WARM_BAR) if name in BARS else ""
    calls = [f"{cost.calls:g}", f"{ratio / cost.calls:.2f}"]
    return [_named(name), _millions(cost.warm), f"{ratio:.2f}", bar, *calls, _spread(times.warm)]


def _named(name: str) -> str:
    return "boto3" if name == "bare" else name


def _bar(ratio: float, bar: float) -> str:
    """Return a bar, with a cross where it is missed."""
    return f"{bar:.2f}" if ratio <= bar else f"{bar:.2f} ✗"


def _millions(instructions: int) -> str:
    return f"{instructions / _MILLION:,.1f}"


def _spread(seconds: Sequence[float]) -> str:
    """Return the median, the least and the most of times in milliseconds."""
    middle, least, most = (1000 * of(seconds) for of in (median, min, max))
    return f"{middle:,.1f} ({least:,.1f}\N{EN DASH}{most:,.1f})"


def zipped(folder: Path) -> int:
    """Return how many bytes the files of a folder take when they are zipped to be uploaded."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            # SAM leaves the byte code of a function out; the layer's is part of it.
            if file.is_file() and ("__pycache__" not in file.parts or folder.name == "layer"):
                archive.write(file, file.relative_to(folder))
    return len(packed.getvalue())

"""`python -m costs.record`: count the journeys of the functions as they are deployed, into `counts.json`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from local.building import Build

ROOT = Path(__file__).parents[1]
COUNTS = Path(__file__).with_name("counts.json")


def count(out: Path) -> dict[str, Any]:
    """Build the layer into `out` and return the units of each journey.

    Raises:
        CalledProcessError: a journey failed; its `stderr` says where.
    """
    build = Build(ROOT, out, "https://help.onmaru.example/")
    build.compile_facts()
    with closing(build.builder):
        build.build_site()
    build.build_layer()
    path = os.pathsep.join([str(build.layer / "python"), str(ROOT)])
    done = subprocess.run(  # noqa: S603 - our own program
        [
            sys.executable,
            "-W",
            "ignore",
            str(Path(__file__).with_name("journeys.py")),
            str(ROOT / "functions"),
        ],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    counts: dict[str, Any] = json.loads(done.stdout)
    return counts


if __name__ == "__main__":
    told = {"generated_by": "python -m costs.record", **count(ROOT / "build" / "cost")}
    COUNTS.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")

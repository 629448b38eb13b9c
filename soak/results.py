"""Results of pieces: run once, kept in a folder, one JSON file each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soak.sizes import COUNTS, PIECE, SWITCH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from soak.figures import Part

ROOT = Path(__file__).parents[1]
PACKAGES = ("boto3", "moto", "ministack", "hypothesis", "schemathesis", "playwright", "pytest")
_LOOK = 2.0  # seconds between two looks at what was counted


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a piece.

    `counts` is what its tests told by `counted`, `at` the UTC second at which it ended, `commit` what was
    checked out then, with a plus sign where something was changed, `versions` those of what it ran on.
    """

    key: str
    passed: bool
    tests: int
    counts: Mapping[str, Any]
    seconds: int
    at: str
    commit: str
    versions: Mapping[str, str]


class Results:
    """The results that are kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, key: str) -> Result | None:
        """Return the result of a piece, None before it was run."""
        path = self.folder / f"{key}.json"
        return Result(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def publish(self, path: Path, keys: Sequence[str]) -> dict[str, Result]:
        """Write the results of these pieces to a file, and return them.

        What is in the file and was not run here, in a clone that ran one part, stays.
        """
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        found = {key: Result(**known[key]) for key in keys if key in known}
        found |= {key: result for key in keys if (result := self.get(key))}
        data = {key: asdict(result) for key, result in found.items()}
        write_whole(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return found

    def keep(self, result: Result) -> Result:
        """Keep a result in place of the one before."""
        text = json.dumps(asdict(result), ensure_ascii=False, indent=2) + "\n"
        write_whole(self.folder / f"{result.key}.json", text)
        return result

    def log(self, key: str) -> Path:
        """Return where the output of a piece goes."""
        return self.folder / f"{key}.log"

    def run(self, part: Part, number: int, tell: Callable[[Mapping[str, Any]], object]) -> Result:
        """Run a piece, from 1, and keep its result; `tell` hears every two seconds what was counted."""
        key = part.keys[number - 1]
        counts, report = self.folder / f"{key}.counts", self.folder / f"{key}.xml"
        counts.unlink(missing_ok=True)
        report.unlink(missing_ok=True)
        environment = {SWITCH: "1", PIECE: f"{number}/{part.pieces}", COUNTS: str(counts)}
        command = [sys.executable, "-m", "pytest", *part.tests, f"--junitxml={report}", "-n", "0"]
        start = time.monotonic()
        with self.log(key).open("w", encoding="utf-8") as output:
            running = subprocess.Popen(  # noqa: S603 - our own command
                command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output
            )
            while running.poll() is None:
                time.sleep(_LOOK)
                tell(_sum(counts))
        return self.keep(
            Result(
                key=key,
                passed=running.returncode == 0,
                tests=_tests(report),
                counts=_sum(counts),
                seconds=round(time.monotonic() - start),
                at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
                commit=commit(),
                versions=versions(),
            )
        )


def write_whole(path: Path, text: str) -> None:
    """Put a text in place of a file at once: whoever is killed meanwhile leaves the one or the other."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def commit() -> str:
    """Return the short name of the commit that is checked out, with `+` if something differs from it."""
    name = _git("rev-parse", "--short", "HEAD")
    return f"{name}+" if _git("status", "--porcelain", "--untracked-files=no") else name


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that stand in for AWS or ask the questions."""
    return {"python": sys.version.partition(" ")[0], **{name: version(name) for name in PACKAGES}}


def add_up(counts: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add measurements to others: whole numbers of one name are added up, of others the last stands."""
    for name, value in more.items():
        known = counts.get(name)
        counts[name] = known + value if isinstance(known, int) and isinstance(value, int) else value


def _sum(path: Path) -> dict[str, Any]:
    counts: dict[str, Any] = {}
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            add_up(counts, json.loads(line))
    return counts


def _tests(report: Path) -> int:
    if not report.exists():
        return 0
    return sum(int(suite.attrib["tests"]) for suite in ET.parse(report).iter("testsuite"))  # noqa: S314 - our own


def _git(*arguments: str) -> str:
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - git's name
    return done.stdout.strip()

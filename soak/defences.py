"""What is taken out, and which tests notice: each defence is removed in a copy, and its tests must fail.

The removals are data, `defences.toml`: a table each, with the rows of the threat table that it is about, the
text of a file that is replaced, and the tests that are to notice. A removal whose text is no longer in its
file is an error: somebody changed the defence and has to say anew how it is removed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from soak.report import as_markdown, put_between
from soak.results import ROOT, commit, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from helpcenter.messages import Messages

NAME = "defences"
_REGISTRY = Path(__file__).parent / "defences.toml"
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)
_PATIENCE = 300  # seconds for the tests of one removal


@dataclass(frozen=True, slots=True)
class Removal:
    """A defence taken out: in `file`, `old` becomes `new`; one of `tests` at least must fail then.

    `threats` are numbers of rows in the threat table, `what` says in words what is gone.
    """

    name: str
    threats: tuple[int, ...]
    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def mutated(self) -> str:
        """Return the file's text without the defence.

        Raises:
            ValueError: `old` is not in the file, or more than once.
        """
        text = (ROOT / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(self.name)
        return text.replace(self.old, self.new)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which tests caught a removal (no test: it was not caught), on which commit."""

    name: str
    caught_by: list[str]
    commit: str
    at: str


def read_removals() -> list[Removal]:
    """Read the registry."""
    found = tomllib.loads(_REGISTRY.read_text(encoding="utf-8"))
    return [
        Removal(
            name,
            tuple(entry["threats"]),
            entry["what"],
            entry["file"],
            entry["old"],
            entry["new"],
            tuple(entry["tests"]),
        )
        for name, entry in found.items()
    ]


def run(folder: Path, guide: Path, words: Messages, *, again: bool, say: Callable[[str], object]) -> bool:
    """Take out what was not taken out before, and write the table; True when every removal was caught."""
    removals, kept = read_removals(), folder / "defences.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() and not again else {}
    with tempfile.TemporaryDirectory() as scratch:
        copy = _copy(Path(scratch) / "copy")
        waiting = [one for one in removals if not known.get(one.name, {"caught_by": []})["caught_by"]]
        for removal in waiting:
            failing = _try_without(removal, copy)
            # A test that fails with the defence in place proves nothing.
            caught_by = sorted(failing - _failing(sorted(failing), copy))
            now = time.strftime("%Y-%m-%d", time.gmtime())
            known[removal.name] = asdict(Verdict(removal.name, caught_by, commit(), now))
            write_whole(kept, json.dumps(known, indent=1) + "\n")
            say(f"{removal.name}: {' '.join(caught_by) or words.text('soak.uncaught')}")
            _publish(removals, known, guide, words)
    verdicts = _publish(removals, known, guide, words)
    return all(verdict.caught_by for verdict in verdicts.values())


def _publish(
    removals: Sequence[Removal], known: Mapping[str, Any], guide: Path, words: Messages
) -> dict[str, Verdict]:
    """Write the table of what is known so far, and return it; what was not tried yet is not caught."""
    untried = {"caught_by": [], "commit": "", "at": ""}
    verdicts = {one.name: Verdict(**{"name": one.name, **known.get(one.name, untried)}) for one in removals}
    put_between(guide, NAME, f"\n{_table(removals, verdicts, words)}\n")
    return verdicts


def _copy(target: Path) -> Path:
    """Copy what is under version control, and what was built, to where it may be broken."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],  # noqa: S607 - git's name
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place)
    (target / ".venv").symlink_to(ROOT / ".venv")
    shutil.copytree(ROOT / "build", target / "build", ignore=shutil.ignore_patterns("soak", "pages"))
    return target


def _try_without(removal: Removal, copy: Path) -> set[str]:
    """Return the tests that fail without the defence."""
    file = copy / removal.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(removal.mutated(), encoding="utf-8")
    try:
        return _failing(removal.tests, copy, "--maxfail=3")
    except subprocess.TimeoutExpired:
        return {"(hangs)"}
    finally:
        file.write_text(whole, encoding="utf-8")


def _failing(tests: Sequence[str], copy: Path, *options: str) -> set[str]:
    """Return which of the tests fail in the copy as it is now."""
    if not tests or "(hangs)" in tests:
        return set()
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "--tb=no"]
    paths = f"{copy / 'src'}{os.pathsep}{copy}"
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "SOAK": "0"}
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, *options, *tests],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=_PATIENCE,
    )
    return {name.partition("[")[0] for name in _FAILED.findall(done.stdout)}


def _table(removals: Sequence[Removal], verdicts: dict[str, Verdict], words: Messages) -> str:
    lines = []
    for removal in sorted(removals, key=lambda removal: removal.threats):
        verdict = verdicts[removal.name]
        caught = "<br>".join(f"`{name.rpartition('/')[2]}`" for name in verdict.caught_by[:3])
        more = len(verdict.caught_by) - 3
        if more > 0:
            caught += f"<br>{words.text('soak.more', more=more)}"
        threats = ", ".join(str(number) for number in removal.threats)
        place = f"`{removal.file.removeprefix('src/helpcenter/')}`"
        missed = words.text("soak.uncaught" if verdict.at else "soak.not_run")
        lines.append([threats, removal.what, place, caught or missed])
    last = max(verdicts.values(), key=lambda verdict: verdict.at)
    head = [words.text(f"soak.head.{name}") for name in ("threat", "removed", "file", "caught")]
    note = words.text(
        "soak.removals",
        removals=len(removals),
        caught=sum(bool(verdict.caught_by) for verdict in verdicts.values()),
        at=last.at,
        commit=last.commit,
    )
    return f"{note}\n\n{as_markdown(lines, head)}"

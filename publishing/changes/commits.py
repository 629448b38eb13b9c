"""Two states of the repository side by side: a commit, built as it was, and what is here now."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class NotBuiltError(Exception):
    """A state of the repository can't be had or built. The text is the end of what was said of it."""


@dataclass(frozen=True, slots=True)
class Built:
    """A project in `root` and what was built of it."""

    root: Path
    out: Path

    @property
    def site(self) -> Path:
        """The folder of its pages."""
        return self.out / "site"

    @property
    def facts(self) -> Path:
        """Its compiled facts."""
        return self.out / "facts.json"


def merge_base(root: Path, name: str) -> str:
    """Return the commit from which what is checked out in `root` went its own way from `name`.

    Raises:
        NotBuiltError: there is no such commit here.
    """
    return _git(root, "merge-base", name, "HEAD").strip()


def edited_since(root: Path, commit: str) -> set[str]:
    """Return the paths of files that are another than in `commit`, those new to git included."""
    changed = _git(root, "-c", "core.quotepath=off", "diff", "--name-only", commit).splitlines()
    new = _git(root, "-c", "core.quotepath=off", "ls-files", "--others", "--exclude-standard").splitlines()
    return {*changed, *new}


@contextmanager
def taken_out(root: Path, commit: str) -> Iterator[Path]:
    """Yield a folder with the repository as it is in `commit`, for as long as it is needed."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "before"
        _git(root, "worktree", "add", "--detach", "--quiet", str(place), commit)
        try:
            yield place
        finally:
            _git(root, "worktree", "remove", "--force", str(place))


def build(root: Path, out: Path, python: str = sys.executable, builder: str = "mkdocs") -> Built:
    """Build the project in `root`, by its own code, into `out`.

    `python` is the interpreter whose packages build, `builder` the one of them that is run.

    Raises:
        NotBuiltError: it does not build.
    """
    built = Built(root, out)
    shutil.rmtree(out, ignore_errors=True)
    environment = {
        **os.environ,
        "FACTS": str(built.facts),
        "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)]),
        "NO_MKDOCS_2_WARNING": "1",
    }
    for command in (
        ["publishing.facts", "--out", str(built.facts)],
        [builder, "build", "--quiet", "--site-dir", str(built.site)],
    ):
        said = subprocess.run(  # noqa: S603 - our own modules, as they are in that commit
            [python, "-m", *command],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode:
            raise NotBuiltError(said.stderr[-2000:])
    return built


def _git(root: Path, *arguments: str) -> str:
    said = subprocess.run(  # noqa: S603 - git alone
        ["git", *arguments],  # noqa: S607 - wherever git is
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise NotBuiltError(said.stderr.strip())
    return said.stdout

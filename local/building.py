"""Building facts, site and layer: only what changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from publishing.layer import build_layer
from publishing.live.builder import Builder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SITE_SOURCES = (
    "docs",
    "translations",
    "theme",
    "publishing",
    "src/helpcenter/center",
    "src/helpcenter/messages",
)
_SITE_FILES = ("mkdocs.yml", "requirements.lock")


_STAMP = "site.sha256"


class BuildError(Exception):
    """What writers or operators wrote cannot be built; `report` says where and why, in their words."""

    def __init__(self, report: str) -> None:
        super().__init__(report)
        self.report = report


@dataclass(frozen=True)
class Build:
    """The center in `root`, built into `out` for the site at `site_url`."""

    root: Path
    out: Path
    site_url: str

    @property
    def facts(self) -> Path:
        """The compiled facts."""
        return self.out / "facts.json"

    @property
    def site(self) -> Path:
        """The site's folder."""
        return self.out / "site"

    @property
    def headers(self) -> Path:
        """The headers that go with the site."""
        return self.out / "headers.json"

    @property
    def layer(self) -> Path:
        """The layer's folder."""
        return self.out / "layer"

    def compile_facts(self) -> None:
        """Check `center.yml` and write the facts, if it says something new.

        Raises:
            BuildError: it has mistakes.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        self._run("publishing.facts", "--center", "center.yml", "--out", str(self.facts))

    @cached_property
    def builder(self) -> Builder:
        """What builds the site, and follows its sources as long as it is open."""
        return Builder(self.root, self.out, self.facts, self.site_url)

    def build_site(self) -> list[str] | None:
        """Build the site, and return what is to be mended in it; None: it was made from the same files.

        Raises:
            BuildError: a page has mistakes that leave nothing to show.
        """
        state = self._state()
        stamp = self.out / _STAMP
        if stamp.exists() and stamp.read_text(encoding="ascii") == state:
            return None
        self.forget_site()
        outcome = self.builder.build()
        if outcome.failed:
            self.builder.close()
            raise BuildError("\n".join(outcome.said))
        if not outcome.said:  # else it is said again at the next start
            stamp.write_text(state, encoding="ascii")
        return outcome.said

    def forget_site(self) -> None:
        """Have the site built at the next start, whatever it was made from."""
        (self.out / _STAMP).unlink(missing_ok=True)

    def for_functions(self) -> str:
        """Return a digest of what the layer is made from."""
        files = [self.facts, *_files(self.out / "pages"), *_files(self.root / "src" / "helpcenter")]
        return _digest([file for file in files if file.is_file()], "")

    def build_layer(self) -> None:
        """Build the functions' layer."""
        build_layer(self.root / "src", self.facts, self.out / "pages", self.site, self.headers, self.layer)

    def _state(self) -> str:
        sources = [self.facts, *(self.root / name for name in _SITE_FILES)]
        for folder in _SITE_SOURCES:
            sources += _files(self.root / folder)
        return _digest(sources, self.site_url)

    def _run(self, *command: str) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": f"{self.root / 'src'}{os.pathsep}{self.root}",
            "NO_MKDOCS_2_WARNING": "1",
        }
        result = subprocess.run(  # noqa: S603 - our own modules
            [sys.executable, "-m", *command],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            raise BuildError(_complaints(result.stderr))


def _complaints(output: str) -> str:
    """Return what a build complained of, without its running commentary."""
    lines = [line for line in output.splitlines() if line and not line.startswith(("INFO", "DEBUG"))]
    return "\n".join(lines)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def _digest(files: Iterable[Path], site_url: str) -> str:
    state = hashlib.sha256(site_url.encode())
    for path in files:
        state.update(str(path).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()

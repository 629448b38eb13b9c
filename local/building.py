"""Building facts, site and layer into `.local/build`: only what changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publishing.layer import build_layer

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


class BuildError(Exception):
    """What writers or operators wrote cannot be built; `report` says where and why, in their words."""

    def __init__(self, report: str) -> None:
        super().__init__(report)
        self.report = report


@dataclass(frozen=True, slots=True)
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

    def build_site(self) -> bool:
        """Build the site, unless the one there was made from the same files; True: it was built.

        Raises:
            BuildError: a page has mistakes.
        """
        sources = [self.facts, *(self.root / name for name in _SITE_FILES)]
        for folder in _SITE_SOURCES:
            sources += _files(self.root / folder)
        state = _digest(sources, self.site_url)
        stamp = self.out / "site.sha256"
        if stamp.exists() and stamp.read_text(encoding="ascii") == state:
            return False
        stamp.unlink(missing_ok=True)
        self._run("mkdocs", "build", "--strict", "--site-dir", str(self.site))
        stamp.write_text(state, encoding="ascii")
        return True

    def build_layer(self) -> None:
        """Build the functions' layer."""
        build_layer(self.root / "src", self.facts, self.out / "pages", self.site, self.headers, self.layer)

    def _run(self, *command: str) -> None:
        environment = {
            **os.environ,
            "FACTS": str(self.facts),
            "KEPT": str(self.out / "kept"),  # of its own: the address is another than that of other builds
            "SITE_URL": self.site_url,
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

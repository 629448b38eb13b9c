"""Builds the site as its one command does, for the tests that read it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from publishing.facts import compile_facts
from publishing.site.asset_folder import find_components

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class BuiltSite:
    """Where a build put the site, the reply shells and the headers that go with them."""

    site: Path
    pages: Path
    headers: Path

    def html(self, url: str) -> str:
        """Return a page by its address, like `/en/contact/`."""
        return (self.site / url.lstrip("/") / "index.html").read_text(encoding="utf-8")


def build_site(folder: Path) -> BuiltSite:
    """Build the project's site into `folder`.

    Raises:
        AssertionError: the build failed or warned.
    """
    result = run_build(ROOT, folder)
    assert result.returncode == 0, result.stderr
    return BuiltSite(folder / "site", folder / "pages", folder / "headers.json")


def component_address(site: Path) -> str:
    """Return where our modules are in a built site, like `/assets/0123456789ab`."""
    return f"/{find_components(site).relative_to(site).as_posix()}"


def copy_project(folder: Path) -> Path:
    """Copy what the site is built from into `folder`, to change it."""
    for name in ("docs", "theme", "translations", "publishing"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "center.yml"):
        shutil.copy(ROOT / name, folder)
    return folder


def run_build(
    root: Path, folder: Path, center: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Build the project in `root`, or with another `center`, and return what the command said, in English.

    `variables` go to the environment of the build.
    """
    folder.mkdir(parents=True, exist_ok=True)
    facts = folder / "facts.json"
    facts.write_text(json.dumps(compile_facts(center or root / "center.yml")), encoding="utf-8")
    environment = {
        **os.environ,
        "FACTS": str(facts),
        "CARDS": str(ROOT / ".cache" / "cards"),
        "LC_ALL": "en_US.UTF-8",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        **variables,
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--site-dir",
        str(folder / "site"),
    ]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)

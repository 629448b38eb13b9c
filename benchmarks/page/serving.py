"""The site, built, and served as `make run` serves it: compressed, with its headers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from local.front import site_app
from publishing.facts import compile_facts

if TYPE_CHECKING:
    from local.asgi import App

ROOT = Path(__file__).parents[2]


def build(folder: Path) -> Path:
    """Build the site into `folder` and return where it is.

    Raises:
        CalledProcessError: the build failed.
    """
    facts = folder / "facts.json"
    facts.write_text(json.dumps(compile_facts(ROOT / "center.yml")), encoding="utf-8")
    environment = {**os.environ, "FACTS": str(facts), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder / "site")]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 ours
    return folder / "site"


def app_of(site: Path) -> App:
    """Return what serves a built site, whose `headers.json` is beside it."""
    return site_app(site, site.parent / "headers.json")

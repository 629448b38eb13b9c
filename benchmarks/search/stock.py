"""The site built with Material's own search, to compare with: its index as its plugin writes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from benchmarks.search.sets import ROOT

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("ko", "en")


def build_site(site: Path, facts: Path) -> dict[str, Any]:
    """Build the site into `site` with both searches; return Material's index, which mixes all languages.

    Raises:
        subprocess.CalledProcessError: the build failed.
    """
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # Beside the real one, because its paths are relative to it.
    file = ROOT / ".mkdocs.stock.yml"
    file.write_text(settings.replace("\nplugins:\n", "\nplugins:\n  - search\n", 1), encoding="utf-8")
    environment = {
        **os.environ,
        "FACTS": str(facts),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(file), "--site-dir", str(site)]
    try:
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)  # noqa: S603 ours
    finally:
        file.unlink()
    index: dict[str, Any] = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return index


def half(index: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the part of Material's index that is in one language: English is below `en/`."""
    docs = [doc for doc in index["docs"] if doc["location"].startswith("en/") == (language == "en")]
    return {**index, "docs": docs}

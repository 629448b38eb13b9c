"""Runs the browser's modules in Node."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import playwright

# Playwright brings a Node of its own, so that none has to be installed.
NODE = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
HERE = Path(__file__).parent


def run_node(module: str, **environment: str) -> None:
    """Run a module of tests; what it says is shown when one fails."""
    result = subprocess.run(
        [NODE, "--test", "--test-reporter=spec", HERE / module],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-8000:] + result.stderr[-2000:]

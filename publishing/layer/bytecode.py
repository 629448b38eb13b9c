"""Byte code for the functions' layer: where it is mounted nothing can be written, so a start would compile.

It is good whatever the time and content of its source (`unchecked-hash`, PEP 552): both come together.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

RUNTIME = "python3.13"
"""What functions run on, as template.yaml says; the byte code of another Python is passed over."""


def compile_code(layer: Path, runtime: str = RUNTIME) -> bool:
    """Compile what a layer brings, in place; tell whether the runtime's Python was there to do it.

    Tracebacks name the files as they are called on AWS, below `/opt`.
    """
    own = f"python{sys.version_info.major}.{sys.version_info.minor}"
    python = sys.executable if runtime == own else shutil.which(runtime)
    if python is None:
        return False
    command = [python, "-m", "compileall", "-q", "-s", str(layer), "-p", "/opt"]
    command += ["--invalidation-mode", "unchecked-hash", str(layer / "python")]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 - ours

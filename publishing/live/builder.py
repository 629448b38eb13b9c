"""The resident builder as others use it: a process that is begun anew when it can follow no more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from publishing.live.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path


class Builder:
    """Builds the project in `root` into `out`: `site/`, `pages/` and `headers.json`, from `facts`.

    `site_url` is the site's address.
    """

    def __init__(self, root: Path, out: Path, facts: Path, site_url: str) -> None:
        self._root, self._out = root, out
        self._environment = {
            "FACTS": str(facts.resolve()),
            "KEPT": str(
                (out / "kept").resolve()
            ),  # of its own: the address is another than that of other builds
            "SITE_URL": site_url,
            "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
            "NO_MKDOCS_2_WARNING": "1",
        }
        self._process: subprocess.Popen[str] | None = None

    @property
    def log(self) -> Path:
        """Where the process leaves what is not meant for writers."""
        return self._out / "builder.log"

    def build(self) -> Outcome:
        """Build the whole site, and stay ready to follow."""
        self.close()
        self._out.mkdir(parents=True, exist_ok=True)
        with self.log.open("w", encoding="utf-8") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "publishing.live", str(self._out.resolve())],
                cwd=self._root,
                env={**os.environ, **self._environment},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        outcome = self._outcome(self._process)
        return outcome or Outcome(failed=True, said=self.log.read_text(encoding="utf-8").splitlines()[-1:])

    def follow(self) -> Outcome:
        """Bring the site up to date as far as that goes without another whole build."""
        process = self._process
        if process is None or process.stdin is None:
            return Outcome(outdated=True)
        try:
            process.stdin.write("\n")
            process.stdin.flush()
        except BrokenPipeError:
            return Outcome(outdated=True)
        return self._outcome(process) or Outcome(outdated=True)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process:
            process.terminate()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with suppress(BrokenPipeError):
                        pipe.close()

    @staticmethod
    def _outcome(process: subprocess.Popen[str]) -> Outcome | None:
        line = process.stdout.readline() if process.stdout else ""
        return Outcome(**json.loads(line)) if line else None

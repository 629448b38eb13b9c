"""SAM's own check and checkov over the templates, where `make templates` has installed them.

Both live in environments of their own, which take minutes to install and do not fit beside ours, so
`make test` does without them where nobody has asked for them. CI asks for them with each pull request.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from proofs.template import as_json, read_template, transformed

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
SAM, CHECKOV = ROOT / ".tools/sam/bin/sam", ROOT / ".tools/checkov/bin/checkov"


def looked_over(command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a program that tells nobody that it was run, and installs nothing."""
    environment = {**os.environ, "SAM_CLI_TELEMETRY": "0", "PYTHONPATH": ""}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not SAM.exists(), reason="make templates installs it")
def test_sam_takes_the_template() -> None:
    """As it is written, before anything is made of it."""
    found = looked_over([SAM, "validate", "--lint", "--region", "ap-northeast-2"])
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.skipif(not CHECKOV.exists(), reason="make templates installs it")
def test_checkov_finds_nothing_but_what_has_a_reason(tmp_path: Path) -> None:
    """In what SAM makes of the template and in oidc.yaml; the reasons stand in .checkov.yaml."""
    path = tmp_path / "template.json"
    path.write_text(as_json(transformed(ROOT, read_template(ROOT))), encoding="utf-8")
    found = looked_over(
        [CHECKOV, "--config-file", ".checkov.yaml", "--file", path, "--file", ROOT / "oidc.yaml"]
    )
    assert found.returncode == 0, found.stdout + found.stderr

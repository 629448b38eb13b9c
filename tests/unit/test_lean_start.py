"""What a function's cold start is spared."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

from helpcenter.starting import without_collecting

SOURCE = Path(__file__).parents[2] / "src"
PARTS = ("api", "center", "feedback", "inquiry", "mail", "redaction", "transcript")


def test_wiring_loads_no_part_before_a_function_asks_for_it() -> None:
    """Beside the SDK nothing is loaded with it: each function pays for what it is made of."""
    code = "import sys, helpcenter.bootstrap; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.split()
    assert "boto3" in loaded
    assert [name for name in loaded if name.startswith(tuple(f"helpcenter.{part}" for part in PARTS))] == []


def test_nothing_is_collected_meanwhile_and_everything_afterwards() -> None:
    """The collector is as it was, whatever happens in between."""
    try:
        with without_collecting():
            assert not gc.isenabled()
            with without_collecting():
                pass
            assert not gc.isenabled()
        assert gc.isenabled()
    finally:
        gc.unfreeze()

"""What a function's cold start is spared."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.starting import without_collecting

SOURCE = Path(__file__).parents[2] / "src"
NOT_FOR = {
    "submit_inquiry": ("attachment.content", "gaps", "feedback", "mail.templates", "transcript"),
    "send_transcript": ("attachment", "gaps", "feedback", "mail.templates", "transcript.providers."),
    "deliver_mail": ("attachment", "gaps", "feedback", "inquiry.mails", "inquiry.follow_ups", "transcript"),
    "count_answer": ("attachment", "gaps", "inquiry.submit", "mail.templates", "redaction", "transcript"),
}


@pytest.mark.parametrize("function", NOT_FOR)
def test_wiring_loads_nothing_that_only_other_functions_need(function: str) -> None:
    """Each function pays for what it is made of."""
    code = f"import sys, helpcenter.bootstrap.{function}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = done.stdout.split()
    assert "botocore" in loaded
    assert "boto3" not in loaded
    foreign = tuple(f"helpcenter.{part}" for part in NOT_FOR[function])
    assert [name for name in loaded if name.startswith(foreign)] == []


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

"""Starting the center where something is in the way: one clear sentence, exit code not 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.serving import listen, port_of
from tests.local.running import run_local

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    """Somebody else's port is not taken; the sentence says which and what to do."""
    with listen(0) as taken:
        result = run_local(["--port", str(port_of(taken)), "--data", str(tmp_path)])
    assert result.returncode == 1
    assert str(port_of(taken) if taken.fileno() >= 0 else "PORT=") in result.stderr
    assert "Traceback" not in result.stderr


def test_data_in_use_are_left_alone(center: RunningCenter) -> None:
    """A second center on the same data would lose what the first writes: it does not start."""
    result = run_local(["--port", "65000", "--data", str(center.data)])
    assert result.returncode == 1
    assert "make run" in result.stderr
    assert center.send("/").status == 200


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    """The exit code is that of a bad call."""
    result = run_local([f"--port={port}"])
    assert result.returncode == 2
    assert port in result.stderr


def test_the_operators_language_is_spoken() -> None:
    """A Korean locale gets Korean words, help included."""
    result = run_local(["--help"], LC_ALL="ko_KR.UTF-8")
    assert "내장 AWS" in result.stdout

"""Starting the center where something is in the way: one clear sentence, exit code not 0."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from local.serving import listen, port_of
from tests.local.running import ROOT, run_local

if TYPE_CHECKING:
    from pathlib import Path

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    """Somebody else's port is not taken; the sentence says which and what to do."""
    with listen(0) as taken:
        port = str(port_of(taken))
        result = run_local(["--port", port, "--data", str(tmp_path)])
    assert result.returncode == 1
    assert port in result.stderr
    assert "Traceback" not in result.stderr


def test_data_in_use_are_left_alone(center: RunningCenter) -> None:
    """A second center on the same data would lose what the first writes: it does not start."""
    result = run_local(["--port", "65000", "--data", str(center.data)])
    assert result.returncode == 1
    assert "make run" in result.stderr
    assert center.send("/").status == 200


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project to spoil."""
    left_out = shutil.ignore_patterns(".*", "build", "tests", "__pycache__")
    shutil.copytree(ROOT, tmp_path / "project", ignore=left_out)
    return tmp_path / "project"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "told"),
    [
        ("center.yml", "number: 1700-0316", "number: [1700]", "center.yml:"),
        ("docs/ko/contact.md", "{{ zone }}", "{{ zonne }}", "docs/ko/contact.md:"),
    ],
)
def test_a_mistake_of_a_writer_is_named(project: Path, file: str, right: str, wrong: str, told: str) -> None:
    """Facts or a page with a mistake: the center does not start, and says file, line and what to do."""
    text = (project / file).read_text(encoding="utf-8")
    (project / file).write_text(text.replace(right, wrong), encoding="utf-8")
    with listen(0) as free:
        port = str(port_of(free))
    result = run_local(["--port", port, "--data", str(project / ".local")], project)
    assert result.returncode == 1
    assert told in result.stderr
    assert "make run again" in result.stderr
    assert "Traceback" not in result.stderr


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

"""`python -m publishing.facts` as an operator meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from publishing.facts.__main__ import run

CENTER = Path(__file__).parents[3] / "center.yml"


def command(center: Path, out: Path, language: str = "en_US.UTF-8") -> int:
    """Run the command for a day in 2026."""
    arguments = ["--center", str(center), "--out", str(out), "--today", "2026-11-22"]
    return run(arguments, {"LANG": language})


def test_facts_are_written_once(tmp_path: Path) -> None:
    """The second run changes nothing: same bytes, same time of change."""
    out = tmp_path / "build" / "facts.json"
    assert command(CENTER, out) == 0
    before = (out.read_bytes(), out.stat().st_mtime_ns)
    assert command(CENTER, out) == 0
    assert (out.read_bytes(), out.stat().st_mtime_ns) == before


def test_the_version_changes_with_the_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Another phone number is another version."""
    center = tmp_path / "center.yml"
    center.write_text(CENTER.read_text(encoding="utf-8").replace("1700-0310", "1700-0311"), encoding="utf-8")
    command(CENTER, tmp_path / "one.json")
    command(center, tmp_path / "two.json")
    one, two = capsys.readouterr().out.splitlines()
    assert one.split("version")[1] != two.split("version")[1]


@pytest.mark.parametrize(
    ("language", "words"),
    [("ko_KR.UTF-8", "없는 시간표"), ("en_US.UTF-8", "no schedule"), ("C", "no schedule")],
)
def test_a_mistake_is_told_in_the_operators_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    """A broken file ends with 1, says why on one line, and leaves the facts alone."""
    center, out = tmp_path / "center.yml", tmp_path / "facts.json"
    text = CENTER.read_text(encoding="utf-8").replace("business_schedule: office", "business_schedule: offce")
    center.write_text(text, encoding="utf-8")
    assert command(center, out, language) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert "offce" in line
    assert "office" in line
    assert not out.exists()


def test_a_missing_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No file is a sentence, no traceback."""
    assert command(tmp_path / "none.yml", tmp_path / "facts.json") == 1
    assert "none.yml:1: " in capsys.readouterr().err


def test_help_comes_from_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` explains each option in the operator's language."""
    with pytest.raises(SystemExit) as caught:
        run(["--help"], {"LANG": "ko_KR.UTF-8"})
    assert caught.value.code == 0
    assert "기준일" in capsys.readouterr().out

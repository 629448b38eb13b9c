"""`python -m publishing.check` as a writer, GitHub and a program meet it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from publishing.check.__main__ import run
from tests.unit.check.checking import CORPUS

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "# 연락처\n\n100%: 1588-3819\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one right page, declared to be in one language only."""
    text = (CORPUS / "center.yml").read_text(encoding="utf-8")
    (tmp_path / "center.yml").write_text(
        text.split("# Centers of others")[0] + text[text.index("topics:\n") :]
    )
    page = tmp_path / "docs" / "ko" / "page.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\nonly: ko\nonly_because: 시험\n---\n\n안녕하십니까?\n", encoding="utf-8")
    return tmp_path


def write(project: Path, text: str) -> None:
    """Give the page another text."""
    page = project / "docs" / "ko" / "page.md"
    page.write_text(f"---\nonly: ko\nonly_because: 시험\n---\n{text}", encoding="utf-8")


def command(project: Path, *options: str, language: str = "en_US.UTF-8") -> int:
    """Run the command as on a day in 2026."""
    return run(["--root", str(project), "--today", "2026-11-22", *options], {"LANG": language})


@pytest.mark.parametrize(
    ("language", "words"), [("en_US.UTF-8", "No contradictions."), ("ko_KR.UTF-8", "없습니다.")]
)
def test_a_right_center_ends_with_0_and_a_summary(
    project: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    """In the operator's language, and without any progress where nobody watches."""
    assert command(project, language=language) == 0
    printed = capsys.readouterr()
    assert printed.out.rstrip().endswith(words)
    assert printed.err == ""


@pytest.mark.parametrize(("language", "words"), [("en_US.UTF-8", "1 errors"), ("ko_KR.UTF-8", "오류 1건")])
def test_a_finding_is_a_line_with_file_line_words_and_code(
    project: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    """The command ends with 1; the line can be clicked in an editor; no colours outside a terminal."""
    write(project, WRONG)
    assert command(project, language=language) == 1
    *_, finding, summary = capsys.readouterr().out.splitlines()
    assert finding.startswith("docs/ko/page.md:7: ")
    assert finding.endswith(" [unknown_number]")
    assert "\033" not in finding
    assert words in summary


def test_github_gets_annotations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One command a finding, its special characters escaped; the summary goes elsewhere."""
    write(project, WRONG.replace("100%: ", "상담 시간은 100% 09:00-18:00, "))
    assert command(project, "--format", "github") == 1
    hours, number = capsys.readouterr().out.splitlines()
    assert hours.startswith("::error file=docs/ko/page.md,line=7,title=loose_hours::")
    assert number.startswith("::error file=docs/ko/page.md,line=7,title=unknown_number::")
    assert "\n" not in number


def test_programs_get_json(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each finding with its words and values, and how many there are."""
    write(project, WRONG)
    assert command(project, "--format", "json") == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["errors"], report["warnings"]) == (1, 0)
    [finding] = report["findings"]
    assert (finding["file"], finding["line"], finding["code"]) == ("docs/ko/page.md", 7, "unknown_number")
    assert finding["severity"] == "error"
    assert finding["values"]["found"] == "1588-3819"
    assert "1588-3819" in finding["message"]


def test_warnings_are_told_and_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A directory that nobody has verified is no reason to stop a build."""
    (project / "center.yml").write_text((CORPUS / "center.yml").read_text(encoding="utf-8"), encoding="utf-8")
    assert command(project, "--format", "github") == 0
    assert capsys.readouterr().out.count("::warning file=center.yml,") == 2


def test_a_broken_center_file_ends_with_2(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing can be held against facts that are wrong themselves: the mistake is told as ever."""
    (project / "center.yml").write_text("brand: []\n", encoding="utf-8")
    assert command(project) == 2
    assert "center.yml:1: " in capsys.readouterr().err


def test_an_unknown_format_ends_with_2(project: Path) -> None:
    """A mistyped option is a mistake in the call."""
    with pytest.raises(SystemExit) as caught:
        command(project, "--format", "xml")
    assert caught.value.code == 2


def test_unreadable_pages_are_findings(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Front matter that is no YAML, and a page in another encoding, are told with their line."""
    (project / "docs" / "ko" / "page.md").write_text("---\na: 1\nb: [x\n---\n", encoding="utf-8")
    (project / "docs" / "ko" / "other.md").write_bytes("첫 줄\n둘째 줄".encode("euc-kr"))
    assert command(project) == 1
    out = capsys.readouterr().out
    assert "docs/ko/page.md:4: " in out
    assert "docs/ko/other.md:1: " in out

"""Adopting the repository, up to a site that builds and contradicts itself nowhere."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from publishing.adoption.__main__ import run
from publishing.adoption.daily_hours import with_daily_hours
from publishing.adoption.sample import LAID_OUT, lay_out
from publishing.check import check_center, read_center
from tests.site.building import ROOT, run_build

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
GERMAN = {
    "brand": "Lindenhof",
    "legal_name": "Lindenhof GmbH",
    "languages": ["de", "en"],
    "time_zone": "Europe/Berlin",
    "country": "DE",
    "calling_code": "49",
    "services": [{"de": "Lindenhof Laden", "en": "Lindenhof Shop"}, "Lindenhof App"],
}
KOREAN = {
    "brand": "한들",
    "languages": "ko",
    "time_zone": "Asia/Seoul",
    "country": "KR",
    "calling_code": "82",
    "services": "한들 배송",
}
# What a person might really type: a name with marks of YAML and HTML, a service named like a topic.
ODD = {
    "brand": 'Smith & Sons: "the #1" <shop>',
    "languages": "en, de",
    "time_zone": "America/New_York",
    "country": "US",
    "calling_code": "+1",
    "services": "Privacy, Toaster 3000",
}


def adopt(root: Path, answers: dict[str, Any], *more: str) -> int:
    """Adopt the project in `root` with an answers file, asking nobody."""
    file = root.parent / "answers.yml"
    file.write_text(yaml.safe_dump(answers, allow_unicode=True), encoding="utf-8")
    return run(["--answers", str(file), *more], {"LC_ALL": "en"}, root, NOW, None)


@pytest.mark.parametrize("answers", [GERMAN, KOREAN, ODD], ids=["german", "korean", "odd"])
def test_what_was_adopted_builds_and_passes_the_check(project: Path, answers: dict[str, Any]) -> None:
    """Strictly, in every language asked for, without a word of the demo."""
    assert adopt(project, answers) == 0
    result = run_build(project, project / "build")
    assert result.returncode == 0, result.stderr
    errors = [
        finding for finding in check_center(read_center(project, NOW.date())) if finding.severity == "error"
    ]
    assert errors == []
    built = [path.read_text(encoding="utf-8") for path in (project / "build" / "site").rglob("*.html")]
    assert built
    assert [html for html in built if "onmaru" in html.lower() or "온마루" in html] == []
    assert [html for html in built if "TODO" in html] == []  # what writers are told is not for visitors


def test_the_facts_are_those_that_were_answered(project: Path) -> None:
    """Languages, zone, holidays and services are the operator's; pages were reviewed on the day there."""
    assert adopt(project, GERMAN, "--site-url", "https://hilfe.lindenhof.example") == 0
    facts = json.loads((project / "build" / "facts.json").read_text(encoding="utf-8"))
    assert facts["languages"] == ["de", "en"]
    assert facts["time_zone"] == "Europe/Berlin"
    assert facts["site_url"] == "https://hilfe.lindenhof.example/"
    assert facts["brand"]["legal_name"]["de"] == "Lindenhof GmbH"
    assert facts["holidays"]["DE"]["2026-10-03"] == {
        "de": "Tag der Deutschen Einheit",
        "en": "German Unity Day",
    }
    assert facts["services"]["lindenhof_laden"]["name"]["en"] == "Lindenhof Shop"
    assert "reviewed: 2026-11-23" in (project / "docs" / "de" / "hours.md").read_text(encoding="utf-8")


def test_the_demo_is_kept_for_the_tests_of_the_product(project: Path) -> None:
    """A copy of the repository with the demo in its place is what those tests run over."""
    before = (project / "center.yml").read_bytes()
    shutil.copytree(ROOT / "benchmarks", project / "benchmarks")
    assert adopt(project, GERMAN) == 0
    out = lay_out(project)
    assert out == project / LAID_OUT
    assert (out / "center.yml").read_bytes() == before
    assert not (out / "docs" / "de").exists()
    assert not (out / "tests" / "sample").exists()
    assert sorted(path.name for path in (out / "docs").iterdir()) == ["en", "ko"]
    for folder in ("publishing", "benchmarks"):  # one of them has a room called build
        kept = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*.py")}
        assert {path.relative_to(out) for path in (out / folder).rglob("*.py")} == kept


def test_functions_run_daily_by_the_centers_own_clock() -> None:
    """Departments are told at half past eight in their morning, wherever that is."""
    template = (ROOT / "template.yaml").read_text(encoding="utf-8")
    assert "cron(30 7 * * ? *) # 08:30 in Berlin, in winter" in with_daily_hours(template, "Europe/Berlin")
    seoul = with_daily_hours(with_daily_hours(template, "America/New_York"), "Asia/Seoul")
    assert seoul == with_daily_hours(template, "Asia/Seoul")
    assert "cron(30 23 * * ? *) # 08:30 in Seoul" in seoul


def test_adopting_twice_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time it would bury the operator's own pages: nothing is touched, and it is said."""
    assert adopt(project, GERMAN) == 0
    mine = (project / "center.yml").read_bytes()
    assert adopt(project, KOREAN) == 1
    assert asked(project) == (1, [])  # before anybody answers questions
    assert (project / "center.yml").read_bytes() == mine
    assert "tests/sample/" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("languages", "de,fr", "“fr”"),
        ("time_zone", "Europe/Berlim", "“Europe/Berlim”"),
        ("country", "Germany", "“Germany”"),
        ("calling_code", "forty-nine", "“forty-nine”"),
        ("services", "", "“services”"),
        ("brand", {"de": "Lindenhof"}, "“en”"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_before_anything_moves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, value: object, said: str
) -> None:
    """What is wrong is named, with what would be right; the repository stays as it was."""
    root = tmp_path / "project"
    root.mkdir()
    shutil.copy(ROOT / "center.yml", root)
    assert adopt(root, {**GERMAN, name: value}) == 2
    assert said in capsys.readouterr().err
    assert [path.name for path in root.iterdir()] == ["center.yml"]


def asked(project: Path, *said: str) -> tuple[int, list[str]]:
    """Adopt the project, answering one question after the other; return the exit code and the questions."""
    answers, questions = iter(said), []

    def ask(question: str) -> str:
        questions.append(question)
        try:
            return next(answers)
        except StopIteration:
            raise EOFError from None

    return run([], {"LC_ALL": "en"}, project, NOW, ask), questions


def test_who_gives_no_answers_is_asked(project: Path) -> None:
    """Each thing that has to be known is asked once, in words; the rest follows from it."""
    code, questions = asked(
        project, "Haus Linde", "DE, en", "Europe/Berlin", "de", "+49", "Laden, App", "Shop, App"
    )
    assert code == 0
    assert len(questions) == 7
    assert "de, en, ko" in questions[1]
    center = yaml.safe_load((project / "center.yml").read_text(encoding="utf-8"))
    assert center["brand"]["center_name"] == {"de": "Haus-Linde-Hilfe", "en": "Haus Linde Help Center"}
    assert center["services"]["laden"]["name"] == {"de": "Laden", "en": "Shop"}
    assert center["country"] == "DE"


def test_an_answer_that_cannot_be_is_asked_for_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody types six answers anew for a slip in the third."""
    code, questions = asked(
        project,
        "",
        "Linde",
        "de,fr",
        "de,en",
        "Berlin",
        "Europe/Berlin",
        "DE",
        "49",
        "Laden, App",
        "Shop",
        "",
    )
    assert code == 0
    assert [questions.count(question) for question in dict.fromkeys(questions)] == [2, 2, 2, 1, 1, 1, 2]
    said = capsys.readouterr().err
    assert all(part in said for part in ("“brand”", "“fr”", "“Berlin”", "1 names, the services are 2"))


def test_who_stops_answering_changes_nothing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-D or Ctrl-C at a question leaves the repository as it was, and says so."""
    before = (project / "center.yml").read_bytes()
    assert asked(project, "Linde", "de")[0] == 2
    assert (project / "center.yml").read_bytes() == before
    assert not (project / "tests" / "sample").exists()
    assert "Nothing was changed." in capsys.readouterr().err

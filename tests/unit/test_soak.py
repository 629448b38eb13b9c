from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpcenter.messages import load_messages
from soak.defences import read_removals
from soak.figures import read_figures
from soak.report import as_markdown, measured, put_between, rows
from soak.results import Result, Results
from soak.sizes import counted, is_full, share, size

ROOT = Path(__file__).parents[2]
WORDS = load_messages(ROOT / "soak" / "messages")
PARTS = read_figures()
THREATS = 24


def asked_sizes() -> set[str]:
    """Return the names of the sizes that tests ask for."""
    return {
        str(node.args[0].value)
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "size"
        and isinstance(node.args[0], ast.Constant)
        and path != Path(__file__)
    }


def test_every_size_is_asked_for_and_every_one_asked_for_is_known() -> None:
    """The registry holds what the tests use, and nothing else."""
    assert asked_sizes() == {name for part in PARTS for name in part.sizes}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_has_its_tests_and_its_words(part: object) -> None:
    """Its files exist, and each of its rows has a name, a bar and words for what was measured."""
    [found] = [one for one in PARTS if one is part]
    assert all((ROOT / test.partition("::")[0]).exists() for test in found.tests)
    for messages in WORDS.values():
        for row in found.rows:
            assert {f"figure.{row}", f"bar.{row}", f"measured.{row}"} <= set(messages.texts)


def test_the_full_size_is_shared_among_the_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pieces there are, together they are the whole, and no item is in two of them."""
    monkeypatch.setenv("SOAK", "1")
    sizes, items = 0, list[int]()
    for number in range(1, 9):
        monkeypatch.setenv("SOAK_PIECE", f"{number}/8")
        sizes += size("fault_runs")
        items += share(range(100))
    assert is_full()
    assert (sizes, sorted(items)) == (10_000, list(range(100)))


def test_a_small_size_is_for_make_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the switch nothing runs for minutes."""
    monkeypatch.delenv("SOAK", raising=False)
    assert size("fault_runs") == 40


def test_what_was_counted_is_added_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole numbers of all tests and pieces are added, of others the last stands."""
    monkeypatch.setenv("SOAK_COUNTS", str(tmp_path / "counts"))
    counted(posts=1, most="3")
    counted(posts=2, most="4")
    assert (tmp_path / "counts").read_text(encoding="utf-8").count("\n") == 2
    result = result_of("victim", {"posts": 3, "stored": 3, "most_a_day": "4", "most_an_hour": "1"})
    assert "6 posts" in measured("victim", [result, result], WORDS["en"])


def result_of(key: str, counts: dict[str, object], *, passed: bool = True) -> Result:
    """Return a result."""
    return Result(key, passed, 2, counts, 5, "2026-11-22T12:00:00Z", "abc1234", {})


def test_results_survive_and_are_published_beside_older_ones(tmp_path: Path) -> None:
    """What was run is kept; what another clone ran and this one did not stays in the published file."""
    results, published = Results(tmp_path / "soak"), tmp_path / "robustness.json"
    results.keep(result_of("victim", {}))
    assert Results(tmp_path / "soak").get("victim") == result_of("victim", {})
    results.publish(published, ["victim", "states"])
    other = Results(tmp_path / "other")
    other.keep(result_of("states", {"state_runs": 7}))
    assert set(other.publish(published, ["victim", "states"])) == {"victim", "states"}


def test_a_row_says_whether_it_holds() -> None:
    """Not run, partly run, failed or held: the table tells which."""
    faults = next(part for part in PARTS if part.name == "faults")
    [row, _] = rows([faults], {}, WORDS["en"])
    assert row[2] == "not run yet"
    some = {faults.keys[0]: result_of(faults.keys[0], {})}
    assert rows([faults], some, WORDS["en"])[0][3] == "1 of 8 pieces"
    every = {key: result_of(key, {}) for key in faults.keys}
    assert rows([faults], every, WORDS["en"])[0][3] == "holds"
    broken = every | {faults.keys[1]: result_of(faults.keys[1], {}, passed=False)}
    assert rows([faults], broken, WORDS["en"])[0][3] == "FAILS"


def test_only_what_is_between_the_marks_is_written(tmp_path: Path) -> None:
    """The words of the guide stay as somebody wrote them."""
    guide = tmp_path / "guide.md"
    guide.write_text("a\n<!-- x: written by make soak -->\nold\n<!-- end of x -->\nb\n", encoding="utf-8")
    put_between(guide, "x", as_markdown([["1", "a|b"]], ["n", "t"]))
    text = guide.read_text(encoding="utf-8")
    assert text.startswith("a\n")
    assert text.endswith("b\n")
    assert "a\\|b" in text
    assert "old" not in text


def test_every_defence_can_still_be_taken_out() -> None:
    """The text that is replaced stands in its file once, and the tests that are to notice exist."""
    removals = read_removals()
    for removal in removals:
        assert removal.mutated() != (ROOT / removal.file).read_text(encoding="utf-8")
        assert all((ROOT / test).exists() for test in removal.tests), removal.name
    assert {threat for removal in removals for threat in removal.threats} == set(range(1, THREATS + 1))


STEP = """
import os, pathlib, signal

def test_step():
    piece, ran = os.environ["SOAK_PIECE"], pathlib.Path({ran!r})
    before = ran.read_text() if ran.exists() else ""
    ran.write_text(before + piece + " ")
    if piece == "2/2" and piece not in before:
        os.kill(os.getppid(), signal.SIGKILL)
"""
RUN = """
import pathlib, sys
import soak.__main__ as soaking
from soak.figures import Part

folder = pathlib.Path({folder!r})
part = Part("victim", ("victim",), (str(folder / "test_step.py"),), {{}}, 2)
soaking.read_figures = lambda: (part,)
soaking.FOLDER, soaking.GUIDE, soaking.DATA = folder / "kept", folder / "guide.md", folder / "data.json"
sys.exit(soaking.run(["victim"], {{}}))
"""


def test_what_was_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """After a kill -9 amid the second of two pieces, the first is kept and the second is run."""
    ran = tmp_path / "ran"
    (tmp_path / "test_step.py").write_text(STEP.format(ran=str(ran)), encoding="utf-8")
    (tmp_path / "guide.md").write_text(
        "<!-- figures: written by make soak -->\n<!-- end of figures -->\n", encoding="utf-8"
    )
    command = [sys.executable, "-c", RUN.format(folder=str(tmp_path))]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    codes = [
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode
        for _ in range(2)
    ]
    assert codes == [-signal.SIGKILL, 0]
    assert ran.read_text(encoding="utf-8").split() == ["1/2", "2/2", "2/2"]
    assert len(list((tmp_path / "kept").glob("*.json"))) == 2

"""The scans of `make audit`: what they are not asked has a reason, and what they are asked they find."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[3]
TOOLS = ROOT / ".tools" / "audit" / "bin"
RULES: dict[str, Any] = yaml.safe_load((ROOT / "auditing" / "rules.yml").read_text(encoding="utf-8"))
EXAMPLES = (ROOT / "auditing" / "rules.py").read_text(encoding="utf-8")
SKIPPED = yaml.safe_load((ROOT / "auditing" / "bandit.yml").read_text(encoding="utf-8"))["skips"]
IMPORTS = {"B403", "B404", "B405"}
SUPPRESSED = re.compile(
    r"#\s*(?:noqa: S\d{3}|nosec|nosemgrep|zizmor: ignore|checkov:skip)(?P<reason>.*)$", re.MULTILINE
)
CODES = re.compile(r"[A-Z]+\d+|[\s,=:\[\]-]")
installed = pytest.mark.skipif(not TOOLS.exists(), reason="make audit installs them")


def code_of_ours() -> list[Path]:
    """Return every file of ours in which a scan could be told to look away."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py", "*.yml", "*.yaml", "*.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for path in (ROOT / name for name in listed.stdout.splitlines()) if path.is_file()]


def test_no_scan_is_told_to_look_away_without_a_reason() -> None:
    """Each `noqa` of a security rule, and each of its kind, says why in the same line."""
    without = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in code_of_ours()
        if path != Path(__file__)
        for found in SUPPRESSED.finditer(path.read_text(encoding="utf-8"))
        if not CODES.sub("", found["reason"])
    ]
    assert without == []


def test_what_bandit_is_not_asked_ruff_is() -> None:
    """By the same number, in all code; of imports alone nobody asks, for each call is asked."""
    listed = subprocess.run(
        [sys.executable, "-m", "ruff", "rule", "--all", "--output-format", "json"],
        capture_output=True,
        text=True,
        check=True,
    )
    rules = [rule["code"] for rule in json.loads(listed.stdout) if not rule["preview"]]
    asked = {f"B{code[1:]}" for code in rules if re.fullmatch(r"S\d+", code or "")}
    assert set(SKIPPED) - asked == IMPORTS
    linted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]["lint"]
    assert linted["select"] == ["ALL"]
    assert [code for code in linted["ignore"] if re.match(r"S\d*$", code)] == []
    lax = {
        path for path, codes in linted["per-file-ignores"].items() if any(c.startswith("S") for c in codes)
    }
    assert lax == {"tests/**"}


def test_each_skip_of_a_scan_has_a_reason() -> None:
    """A line of its configuration says why, or the line before it, for neighbours that say the same."""
    for name, shape in (("auditing/bandit.yml", r"  - B\d+"), (".checkov.yaml", r"  - CKV_\w+")):
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        skips = [number for number, line in enumerate(lines) if re.match(shape, line)]
        assert skips
        for number in skips:
            above = "\n".join(lines[max(number - 3, 0) : number + 1])
            assert "#" in above, lines[number]


@pytest.mark.parametrize("rule", [rule["id"] for rule in RULES["rules"]])
def test_a_rule_of_ours_says_what_it_finds_and_what_it_lets_pass(rule: str) -> None:
    """`make audit` holds each to its examples before it looks at the code."""
    assert re.search(rf"# ruleid: {rule}$", EXAMPLES, re.MULTILINE)
    assert re.search(rf"# ok: {rule}$", EXAMPLES, re.MULTILINE)


@installed
def test_our_rules_find_what_is_seeded(tmp_path: Path) -> None:
    """Each violation, put where the functions' code is, is found by its rule, and nothing else is."""
    seeded = tmp_path / "src" / "helpcenter" / "seeded.py"
    seeded.parent.mkdir(parents=True)
    seeded.write_text(EXAMPLES, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)  # /src is that of a repository
    quietly = ["--quiet", "--json", "--metrics", "off", "--disable-version-check"]
    rules = ["--config", str(ROOT / "auditing" / "rules.yml")]
    scan = [str(TOOLS / "semgrep"), "scan", *quietly, *rules, "src"]
    done = subprocess.run(scan, cwd=tmp_path, capture_output=True, text=True, check=False)
    results = json.loads(done.stdout)["results"]
    found = {(each["check_id"].rpartition(".")[2], each["start"]["line"]) for each in results}
    lines = EXAMPLES.splitlines()
    marked = {(line.split(": ")[1], at + 2) for at, line in enumerate(lines) if "# ruleid: " in line}
    assert found == marked
    assert {rule["id"] for rule in RULES["rules"]} == {name for name, _ in marked}


@installed
def test_bandit_finds_what_is_seeded(tmp_path: Path) -> None:
    """With what it is not asked, it still finds what ruff or we might have let pass."""
    seeded = tmp_path / "seeded.py"
    seeded.write_text(
        "import hashlib, subprocess, tempfile\n"
        "def seeded(given):\n"
        "    subprocess.run(given, shell=True)\n"
        "    eval(given)\n"
        "    hashlib.md5(given)\n"
        "    return tempfile.mktemp()\n",
        encoding="utf-8",
    )
    options = ["--quiet", "--configfile", str(ROOT / "auditing" / "bandit.yml"), "-f", "json"]
    scan = [str(TOOLS / "bandit"), *options, str(seeded)]
    done = subprocess.run(scan, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert {each["test_id"] for each in json.loads(done.stdout)["results"]} == {
        "B602",
        "B307",
        "B324",
        "B306",
    }

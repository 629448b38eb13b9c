"""What is wrong stands beside its line, on GitHub and on GitLab."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from helpcenter.messages import load_messages
from publishing.check.finding import Finding
from publishing.check.reporting import as_gitlab
from publishing.facts import compile_facts, write_facts
from publishing.links.__main__ import run

ROOT = Path(__file__).parents[3]
WORDS = load_messages(ROOT / "publishing" / "messages")


def test_gitlab_is_told_in_the_form_it_reads() -> None:
    """A finding keeps its fingerprint while lines above it come and go, and two findings have two."""
    values = {"address": "../gone/", "page": "mail/index.html"}
    told = [Finding("docs/ko/mail.md", line, "broken_file", values) for line in (3, 30)]
    other = Finding("docs/ko/mail.md", 3, "broken_file", {**values, "address": "../other/"}, "warning")
    report = json.loads(as_gitlab([*told, other], WORDS["en"]))
    assert [each["location"] for each in report[:2]] == [
        {"path": "docs/ko/mail.md", "lines": {"begin": 3}},
        {"path": "docs/ko/mail.md", "lines": {"begin": 30}},
    ]
    assert report[0]["fingerprint"] == report[1]["fingerprint"] != report[2]["fingerprint"]
    assert [each["severity"] for each in report] == ["major", "major", "minor"]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("center.yml:12: there is no schedule 'ofice'.", ("center.yml", "12")),
        ("ERROR   -  docs/en/mail.md:4: there is no fact 'x'.", ("docs/en/mail.md", "4")),
        ("translations/en/mail.json:1: this record belongs to no page.", ("translations/en/mail.json", "1")),
        ("INFO    -  Building documentation to directory: /site", None),
        ("2026-11-22 10:00: something", None),
    ],
)
def test_github_finds_the_lines_in_what_a_build_says(said: str, place: tuple[str, str] | None) -> None:
    """By the patterns that `make check` hands to the runner."""
    [matcher] = json.loads((ROOT / ".github" / "problems.json").read_text(encoding="utf-8"))["problemMatcher"]
    found = re.match(matcher["pattern"][0]["regexp"], said)
    assert (found.groups()[:2] if found else None) == place


def test_a_link_that_leads_nowhere_is_told_at_the_line_that_wrote_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the page's source, though it was found in what was built of it."""
    build, source = tmp_path / "build", tmp_path / "docs" / "en" / "mail.md"
    source.parent.mkdir(parents=True)
    source.write_text("# Mail\n\nText\n\n[There](../spam/gone.md)\n", encoding="utf-8")
    page = build / "site" / "en" / "mail" / "index.html"
    page.parent.mkdir(parents=True)
    page.write_text('<a href="../spam/gone/">There</a>', encoding="utf-8")
    write_facts(compile_facts(ROOT / "center.yml"), build / "facts.json")
    assert run({"LC_ALL": "en", "GITHUB_ACTIONS": "true"}, build, tmp_path) == 1
    told = capsys.readouterr().out
    assert told.startswith("::error file=docs/en/mail.md,line=5,title=broken_file::'../spam/gone/'")
    shutil.rmtree(page.parent)
    assert run({"LC_ALL": "ko"}, build, tmp_path) == 0

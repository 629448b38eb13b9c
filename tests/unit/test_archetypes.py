"""Beginning a page: what `make new` leaves for a writer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from publishing import operator_messages
from publishing.archetypes.__main__ import run
from publishing.archetypes.names import name_of
from publishing.archetypes.navigation import with_entry
from publishing.facts import compile_facts, write_facts
from publishing.site.front_matter import front_matter_problems

ROOT = Path(__file__).parents[2]
LANGUAGES = ("ko", "en")
NOW = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # the 25th in Seoul


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: a topic with two articles, a case, a page of questions."""
    write_facts(compile_facts(ROOT / "center.yml"), tmp_path / "build" / "facts.json")
    for language in LANGUAGES:
        for page in (
            "topics/mail/index",
            "topics/mail/spam-filter",
            "cases/index",
            "cases/payment-fraud",
            "faq/payment",
        ):
            file = tmp_path / "docs" / language / f"{page}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(
                (ROOT / "docs" / language / f"{page}.md").read_text(encoding="utf-8"), encoding="utf-8"
            )
    nav = (
        "site_name: x\nnav:\n  - Mail:\n      - topics/mail/index.md\n      - topics/mail/spam-filter.md\n"
        "  - cases/index.md\nnot_in_nav: reply.md\n"
    )
    (tmp_path / "mkdocs.yml").write_text(nav, encoding="utf-8")
    return tmp_path


def begin(project: Path, *arguments: str) -> int:
    """Begin a page as the command does, in English."""
    return run(arguments, {"LANG": "en"}, NOW, project)


def test_an_article_is_begun_in_each_language(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has its title, today's date in the center's zone, and the topic and service of those beside it."""
    assert (
        begin(
            project,
            "article",
            "--in",
            "mail",
            "--title",
            "메일이 늦게 올 때",
            "--title-in",
            "en=If a mail is late",
        )
        == 0
    )
    for language, title in (("ko", "메일이 늦게 올 때"), ("en", "If a mail is late")):
        source = (project / "docs" / language / "topics/mail/mail-late.md").read_text(encoding="utf-8")
        assert f"\n# {title}\n" in source
        meta = yaml.safe_load(source.split("---\n")[1])
        assert (meta["topic"], meta["service"], str(meta["reviewed"])) == ("mail", "portal", "2026-11-25")
        pages = ["topics/mail/index.md"]
        assert front_matter_problems("x.md", source, meta, pages, operator_messages({})) == []
        assert "{{ topics.mail.promise }}" in source
        assert "](../../inquiry.md)" in source
    told = capsys.readouterr().out
    assert "make translated PAGE=docs/en/topics/mail/mail-late.md" in told
    assert "topics/mail/index.md" in told


def test_the_navigation_gains_one_line(project: Path) -> None:
    """The page stands after the last of its folder; nothing else changes."""
    before = (project / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    begin(project, "article", "--in", "mail", "--title", "스팸", "--name", "late")
    after = (project / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    line = after.index("      - topics/mail/late.md")
    assert after[line - 1] == "      - topics/mail/spam-filter.md"
    assert after[:line] + after[line + 1 :] == before


def test_a_folder_that_the_navigation_lacks_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Then the writer is told to name the page there."""
    source = (project / "mkdocs.yml").read_text(encoding="utf-8")
    assert with_entry(source, "guide/new.md") == source
    (project / "mkdocs.yml").write_text(source.replace("  - cases/index.md\n", ""), encoding="utf-8")
    begin(project, "case", "--title", "쿠폰", "--name", "coupon")
    assert "name cases/coupon.md under nav" in capsys.readouterr().out


def test_a_question_joins_its_page(project: Path) -> None:
    """It has an anchor of its own, the same in each language, below the questions that were there."""
    before = (project / "docs/en/faq/payment.md").read_text(encoding="utf-8")
    titles = ("--title", "쿠폰은 어디에서 씁니까?", "--title-in", "en=Where can I use a coupon?")
    assert begin(project, "faq", "--in", "payment", *titles) == 0
    korean, english = (
        (project / "docs" / language / "faq/payment.md").read_text(encoding="utf-8") for language in LANGUAGES
    )
    assert english.startswith(before.rstrip())
    [anchor] = re.findall(r"## Where can I use a coupon\? \{ #(\S+) \}", english)
    assert f"## 쿠폰은 어디에서 씁니까? {{ #{anchor} }}" in korean
    assert begin(project, "faq", "--in", "payment", *titles) == 1  # it is there


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("poem", "--title", "x"), "article, case, faq"),
        (("article", "--in", "male", "--title", "x"), "IN=mail"),
        (("faq", "--in", "", "--title", "x"), "IN=payment"),
        (("case", "--title", "한글"), "TITLE_EN or NAME"),
        (("case", "--title", "x", "--name", "../../x"), "small letters"),
        (
            ("case", "--title", "x", "--name", "payment-fraud"),
            "docs/ko/cases/payment-fraud.md is there already",
        ),
    ],
)
def test_what_cannot_be_begun_is_told_and_changes_nothing(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    """The writer reads what could be chosen; no file was touched."""
    before = {file: file.read_bytes() for file in project.rglob("*") if file.is_file()}
    assert begin(project, *arguments) == 1
    assert told in capsys.readouterr().err
    assert {file: file.read_bytes() for file in project.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (("메일이 늦게 올 때", "If a mail is late"), "mail-late"),
        (("X", "If you can\u2019t sign in"), "x"),
        (("환불", "환불"), ""),
        (("TV에서 로그인이 되지 않을 때", "Can\u2019t sign in on a TV"), "cant-sign-on-tv"),
        (
            ("", "What to do when a very long title would make a very long name"),
            "what-when-very-long-title-would-make",
        ),
    ],
)
def test_names_are_made_of_latin_titles(titles: tuple[str, ...], name: str) -> None:
    """Short, without the small words; none is made of a title in another script."""
    assert name_of(titles) == name

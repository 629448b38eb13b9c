"""`python -m publishing.translations` as a writer meets it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from publishing.translations.__main__ import run
from tests.unit.translations.editing import edit, write

if TYPE_CHECKING:
    from pathlib import Path

    from publishing.translations.memory import TranslationMemory

EVENING = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # past midnight in Seoul
DOCS_PAGE = "docs/en/refund.md"


@pytest.fixture
def command(memory: TranslationMemory, facts: Path) -> Command:
    """The command in the project."""
    return Command(memory.root, facts)


class Command:
    """Runs the command in a project."""

    def __init__(self, root: Path, facts: Path) -> None:
        self.root, self.facts = root, facts

    def __call__(self, *arguments: str, language: str = "en_US.UTF-8") -> int:
        """Return the exit code."""
        return run(["--facts", str(self.facts), *arguments], {"LANG": language}, EVENING, self.root)

    def record(self) -> dict[str, object]:
        """Return what is recorded of the page."""
        record: dict[str, object] = json.loads((self.root / "translations/en/refund.json").read_text("utf-8"))
        return record


def test_status_tells_what_changed_until_the_page_is_marked(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    """The way of a writer: see what changed, translate it, mark the page, and all is well."""
    assert command("status") == 0
    edit(command.root, "ko/refund.md", "7일", "14일")
    capsys.readouterr()
    assert command("status") == 1
    told = capsys.readouterr().out
    assert told.startswith("docs/en/refund.md:3: ")
    assert "docs/ko/refund.md:7" in told
    assert "14일" in told
    assert command("mark", DOCS_PAGE) == 0
    assert command.record()["translated_on"] == "2026-11-23"  # the day in the center's zone
    assert "14일 안에 환불할 수 있습니다." in str(command.record()["source"])
    assert command("status") == 0


def test_marking_again_changes_nothing(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that was not behind keeps its day, and its file its bytes."""
    before = command.record()
    assert command("mark", DOCS_PAGE) == 0
    assert command.record() == before
    assert "before" in capsys.readouterr().out


def test_a_typo_is_taken_over_without_a_new_day(command: Command) -> None:
    """The record follows the source, but nothing was translated anew."""
    edit(command.root, "ko/refund.md", "환불할 수", "환불 할수")
    assert command("mark", "--all") == 0
    assert command.record()["translated_on"] == "2026-11-01"
    assert "환불 할수" in str(command.record()["source"])


@pytest.mark.parametrize("page", [DOCS_PAGE, f"./{DOCS_PAGE}", "docs/../docs/en/refund.md"])
def test_a_page_is_named_by_its_path(command: Command, page: str) -> None:
    """Whatever the shell completes is understood."""
    edit(command.root, "ko/refund.md", "7일", "14일")
    assert command("mark", page) == 0
    assert command("status") == 0


@pytest.mark.parametrize("page", ["docs/ko/refund.md", "docs/en/nothing.md", "README.md"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_no_translation_cannot_be_marked(
    command: Command, capsys: pytest.CaptureFixture[str], page: str, language: str
) -> None:
    """A source, a missing page or another file is refused in the writer's language; the others are marked."""
    edit(command.root, "ko/refund.md", "7일", "14일")
    assert command("mark", page, DOCS_PAGE, language=language) == 1
    said = capsys.readouterr()
    assert page.removeprefix("docs/") in said.err
    assert "docs/en/contact.md" in said.err
    assert command("status") == 0


def test_marking_all_also_clears_up(command: Command) -> None:
    """Records of pages that are gone go too; a broken record is written anew."""
    (command.root / "translations/en/refund.json").write_text("<<<<", encoding="utf-8")
    left = command.root / "translations/en/gone.json"
    left.write_text("{}", encoding="utf-8")
    write(command.root, "ko/new.md", "# 새 글")
    write(command.root, "en/new.md", "# New")
    assert command("status") == 1
    assert command("mark", "--all") == 0
    assert command("status") == 0
    assert not left.exists()


@pytest.mark.parametrize(("language", "words"), [("ko_KR.UTF-8", "번역"), ("en_US.UTF-8", "translated")])
@pytest.mark.parametrize("arguments", [["--help"], ["mark", "--help"], ["status", "--help"]])
def test_help_is_in_the_writers_language(
    command: Command, capsys: pytest.CaptureFixture[str], arguments: list[str], language: str, words: str
) -> None:
    """Help ends well and explains."""
    with pytest.raises(SystemExit) as ended:
        command(*arguments, language=language)
    assert ended.value.code == 0
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["mark"], ["mark", "--all", DOCS_PAGE], ["unmark"]])
def test_a_wrong_call_ends_with_2(command: Command, arguments: list[str]) -> None:
    """A call that is not understood does nothing."""
    with pytest.raises(SystemExit) as ended:
        command(*arguments)
    assert ended.value.code == 2


def test_without_facts_it_says_what_to_run(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    """Languages and the day are facts."""
    command.facts = command.root / "nothing.json"
    assert command("status") == 1
    assert "python -m publishing.facts" in capsys.readouterr().err

"""README, guide and records: each command is one, each link and each path leads somewhere."""

from __future__ import annotations

import re
import shlex
from functools import cache
from typing import TYPE_CHECKING

import pytest

from helpcenter.messages import load_messages
from operations.__main__ import make_parser
from tests.operating.documents import (
    DOCUMENTS,
    ROOT,
    anchors,
    exported,
    links,
    make_commands,
    make_rules,
    paths,
)

if TYPE_CHECKING:
    from pathlib import Path

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
COMMANDS = sorted({(path.name, command) for path in DOCUMENTS for command in make_commands(path)})
ADOPTED = "tests/sample/"  # where `make adopt` puts the demo
PROGRAMS = ("publishing", "local", "operations", "deployment", "costs", "soak", "benchmarks")


@pytest.mark.parametrize(("document", "command"), COMMANDS)
def test_each_make_command_is_one(document: str, command: str) -> None:
    """A target of the Makefile, with variables that it or the program behind it reads."""
    words = shlex.split(command)
    before = words[: words.index("make")]
    target, *settings = [word for word in words[len(before) + 1 :] if word != "--silent"]
    assert target in make_rules(), document
    for name, _, value in (setting.partition("=") for setting in settings):
        rule = make_rules()[target]
        assert re.search(rf"\b{name}\b", rule) or name in exported(), f"{document}: {name}"
        if (target, name) == ("operator", "ARGS") and "…" not in value:
            english = load_messages(ROOT / "operations" / "messages")["en"]
            options = make_parser(english, {}).parse_args(shlex.split(value))
            assert callable(options.run), document
    for setting in before:
        assert re.search(rf"\b{setting.partition('=')[0]}\b", sources()), f"{document}: {setting}"


@each_document
def test_each_link_leads_somewhere(document: Path) -> None:
    """To a file or folder of the repository, and to a heading of it."""
    for link in links(document):
        assert link.target.exists(), link.written
        if link.anchor:
            assert link.anchor in anchors(link.target), link.written


@each_document
def test_each_path_is_there(document: Path) -> None:
    """What is named as a file or a folder can be opened; records say what was there at their time."""
    if document.parent.name != "decisions" and document.name != "CHANGELOG.md":
        assert [path for path in paths(document) if not (ROOT / path).exists() and path != ADOPTED] == []


@cache
def sources() -> str:
    """Return the programs that the targets run."""
    files = [path for program in PROGRAMS for path in (ROOT / program).rglob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*files, ROOT / "mkdocs.yml"])

"""The operators' guide: its commands are commands, and its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from helpcenter.messages import load_messages
from operations.__main__ import make_parser

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "operating"
PAGES = sorted(GUIDE.glob("*.md"))
_FENCED = re.compile(r"^ *```sh\n(?P<lines>.*?)^ *```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|#)(?P<path>[^)#\s]+)(?:#(?P<anchor>[^)]+))?\)")


def commands() -> list[tuple[str, str]]:
    """Return (page, command) of every line that the guide has operators type."""
    return [
        (page.name, line.strip())
        for page in PAGES
        for block in _FENCED.finditer(page.read_text(encoding="utf-8"))
        for line in block["lines"].splitlines()
        if line.strip()
    ]


@pytest.mark.parametrize(("page", "command"), commands())
def test_each_command_is_one(page: str, command: str) -> None:
    """A target of the Makefile, and what stands in ARGS is understood by the program behind it."""
    words = shlex.split(command)
    if words[0] in {"aws", "export"}:
        return
    assert words[0] == "make", page
    targets = set(
        re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert words[1] in targets, command
    settings = dict(word.split("=", 1) for word in words[2:])
    if words[1] == "operator":
        english = load_messages(ROOT / "operations" / "messages")["en"]
        options = make_parser(english, {}).parse_args(shlex.split(settings["ARGS"]))
        assert callable(options.run)


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_each_link_leads_somewhere(page: Path) -> None:
    """To a file of the repository, and to a heading of it."""
    for link in _LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / link["path"]).resolve()
        if target.parent.name == "runbooks" and not target.parent.exists():
            continue  # they come with the alarms
        assert target.is_file(), link[0]
        if link["anchor"]:
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {
                re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
            }
            assert link["anchor"] in anchors, link[0]


def test_the_index_names_every_page() -> None:
    """Whoever starts at the index finds all of it."""
    index = (GUIDE / "README.md").read_text(encoding="utf-8")
    pages = [path.relative_to(GUIDE).as_posix() for path in GUIDE.rglob("*.md") if path.name != "README.md"]
    assert [page for page in pages if f"({page})" not in index] == []

"""The documents of the repository, as whoever works with it reads them: commands, links, anchors, paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "operating"
DOCUMENTS = (
    *sorted(ROOT.glob("*.md")),
    *sorted(GUIDE.rglob("*.md")),
    *sorted((ROOT / "decisions").glob("*.md")),
)

MADE_HERE = {"build"}
"""Folders of which nothing is committed."""

_SHELL = re.compile(r"^ *```sh\n(?P<lines>.*?)^ *```", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^ *(?P<fence>```+).*?^ *(?P=fence)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_MADE = re.compile(r"(?:[A-Z_]+=\S+ )*make [a-z]")
_LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s…]*)(?:#(?P<anchor>[^)\s]+))?\)")
_HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)
_RULE = re.compile(r"^([a-z-]+):(?!=)(.*(?:\n\t.*)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is written, the file that it leads to, and the anchor there or ""."""

    written: str
    target: Path
    anchor: str


def shell_lines(document: Path) -> Iterator[str]:
    """Yield every line that a document has people type, without what is said of it."""
    for block in _SHELL.finditer(document.read_text(encoding="utf-8")):
        for line in re.sub(r"\\\n\s*", "", block["lines"]).splitlines():
            if line.strip():
                yield line.partition(" # ")[0].strip()


def make_commands(document: Path) -> Iterator[str]:
    """Yield every `make …` that a document names, in a block or within a sentence."""
    yield from (line for line in shell_lines(document) if _MADE.match(line))
    for found in _CODE.finditer(_prose(document)):
        if _MADE.match(found[1]):
            yield found[1]


def links(document: Path) -> Iterator[Link]:
    """Yield the links of a document that stay in the repository."""
    for found in _LINK.finditer(_CODE.sub("", _prose(document))):
        target = (document.parent / found["path"]).resolve() if found["path"] else document
        yield Link(found[0], target, found["anchor"] or "")


@cache
def anchors(document: Path) -> frozenset[str]:
    """Return the anchors of a document's headings, as GitHub and GitLab make them."""
    headings = _HEADING.findall(_prose(document))
    return frozenset(
        re.sub(r"[^\w -]", "", re.sub(r"\]\([^)]*\)", "", heading)).lower().replace(" ", "-")
        for heading in headings
    )


def paths(document: Path) -> Iterator[str]:
    """Yield every path that a document names as code and that begins with a folder of the repository."""
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    for found in _CODE.finditer(_prose(document)):
        first, slash, rest = found[1].partition("/")
        if slash and first in folders - MADE_HERE and re.fullmatch(r"[\w./-]*", rest):
            yield found[1]


@cache
def make_rules() -> dict[str, str]:
    """Return the rules of the Makefile's targets: what they need, what is said of them, what they run."""
    return dict(_RULE.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


@cache
def exported() -> frozenset[str]:
    """Return the variables that every target hands on."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return frozenset(re.findall(r"^export (\w+)", makefile, re.MULTILINE))


@cache
def _prose(document: Path) -> str:
    return _FENCED.sub("", document.read_text(encoding="utf-8"))

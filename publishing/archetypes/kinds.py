"""The kinds of page that a writer can begin, and where each belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

PENCIL = "✎"  # stands before what is left to write


class Kind(NamedTuple):
    """A kind of page: its archetype, the folder below each language's, and what `IN` chooses there.

    `chooses` is `folder` (a folder in it), `page` (a page in it, which the new text joins) or empty.
    """

    archetype: str
    folder: str
    chooses: str


KINDS = {
    "article": Kind("article", "topics", "folder"),
    "case": Kind("case", "cases", ""),
    "faq": Kind("question", "faq", "page"),
}


def choices(kind: Kind, docs: Path) -> list[str]:
    """Return what `IN` may be for a kind; `docs` is the folder of the first language."""
    folder = docs / kind.folder
    if kind.chooses == "folder":
        return sorted(path.name for path in folder.iterdir() if path.is_dir())
    if kind.chooses == "page":
        return sorted(path.stem for path in folder.glob("*.md") if path.stem != "index")
    return []

"""Where the pages are: every page of `docs/` by its name, and its address in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.site.building import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://help.onmaru.example"
HOMES = {"ko": "/", "en": "/en/"}

_DOCS = ROOT / "docs" / "ko"


def address(language: str, name: str) -> str:
    """Return where a page is, relative to the host."""
    return HOMES[language] + "".join(f"{part}/" for part in name.split("/") if part != "index")


def _is_hidden(page: Path) -> bool:
    """Whether a page asks search engines to leave it."""
    return "\nrobots: noindex\n" in page.read_text(encoding="utf-8").partition("\n---\n")[0] + "\n"


# Paths without language and extension, like `topics/mail/index`; the reply shell is no page.
_PAGES = [page for page in sorted(_DOCS.rglob("*.md")) if page.stem != "reply"]
NAMES = [page.relative_to(_DOCS).with_suffix("").as_posix() for page in _PAGES]
EVERY_PAGE = [(language, name) for language in HOMES for name in NAMES]
HIDDEN = [name for name, page in zip(NAMES, _PAGES, strict=True) if _is_hidden(page)]
TO_BE_FOUND = [(language, name) for language, name in EVERY_PAGE if name not in HIDDEN]

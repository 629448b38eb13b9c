"""Edits the pages of a project as a writer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.translations.memory import TranslationMemory

if TYPE_CHECKING:
    from pathlib import Path


def again(memory: TranslationMemory) -> TranslationMemory:
    """Return the memory as the next command sees it: it looks for the pages anew."""
    return TranslationMemory(memory.root, memory.languages)


def edit(root: Path, page: str, old: str, new: str) -> None:
    """Replace a text that a page has."""
    path = root / "docs" / page
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def write(root: Path, page: str, text: str) -> None:
    """Write a page."""
    path = root / "docs" / page
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""Pages that are not in every language, and say so.

The front matter `only: ko` (or `only: [ko, en]`) with the reason in `only_because` declares it, in the page
of the first language that has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publishing.translations.front_matter import read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Declaration(NamedTuple):
    """The languages a page says it is in, why in no other, and the line (from 1) where it says so."""

    languages: tuple[str, ...]
    reason: str
    line: int


def read_declaration(source: str) -> Declaration | None:
    """Return what a page declares, None when it should be in every language."""
    meta = read_front_matter(source)
    if "only" not in meta:
        return None
    reason = meta["only_because"].value.strip() if "only_because" in meta else ""
    return Declaration(meta["only"].values, reason, meta["only"].line)


def by_name(pages: Iterable[str], languages: Sequence[str]) -> dict[str, list[str]]:
    """Return for each page, whatever its language, the languages it is in, in the order of `languages`.

    Pages are given like `en/contact.md`; those of other folders are left out.
    """
    existing = sorted(pages)
    names: dict[str, list[str]] = {}
    for language in languages:
        for page in existing:
            folder, _, name = page.partition("/")
            if folder == language:
                names.setdefault(name, []).append(language)
    return names

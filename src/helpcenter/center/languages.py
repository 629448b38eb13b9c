"""The language in which somebody is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_WORLDWIDE = "en"  # more people who read none of the center's languages read this than any other


def language_for(tag: str, languages: Sequence[str]) -> str:
    """Return the center's language for somebody who names one by a tag like `en-US`.

    It is their own where the center has it. Whoever names another gets English, if the center has that, and
    whoever names none (empty or `*`) the center's first.
    """
    language = tag.replace("_", "-").partition("-")[0].strip().lower()
    if language in languages:
        return language
    return languages[0] if language in {"", "*"} else worldwide(languages, languages)


def worldwide(languages: Sequence[str], offered: Container[str]) -> str:
    """Return what is offered to people of any language: English where it is among them, else the first."""
    return _WORLDWIDE if _WORLDWIDE in offered else languages[0]

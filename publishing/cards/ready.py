"""The ready-made cards: one a language, for builds on a machine that has no font to draw with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.cards.card import center_card
from publishing.cards.drawing import draw_card

if TYPE_CHECKING:
    from pathlib import Path

    from helpcenter.center.facts import Facts
    from publishing.cards.fonts import CardFont


def ready_made(language: str) -> str:
    """Return where a language's card is, in the theme and in the site."""
    return f"components/card/{language}.png"


def make_ready(facts: Facts, font: CardFont, theme: Path) -> list[Path]:
    """Draw the center's own card in each language into the theme's folder; return the files."""
    files = [theme / ready_made(language) for language in facts.languages]
    for language, file in zip(facts.languages, files, strict=True):
        file.write_bytes(draw_card(center_card(facts, language), font))
    return files

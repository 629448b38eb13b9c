"""Cards that were drawn before: each is kept under a digest of all that it was made from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import __version__ as pillow

from publishing.cards import drawing

if TYPE_CHECKING:
    from publishing.cards.card import Card
    from publishing.cards.fonts import CardFont


@dataclass(frozen=True)
class CardStore:
    """The cards in `folder`, drawn with `font`."""

    folder: Path
    font: CardFont

    def picture(self, card: Card) -> bytes:
        """Return a card as PNG; draw it where it was not drawn before."""
        made_from = json.dumps([_style(), pillow, *self.font, *card])
        file = self.folder / f"{hashlib.sha256(made_from.encode()).hexdigest()}.png"
        if file.is_file():
            return file.read_bytes()
        picture = drawing.draw_card(card, self.font)
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as half:  # another build may read it
            half.write(picture)
        os.replace(half.name, file)  # noqa: PTH105 - a name, not a path
        return picture


@cache
def _style() -> str:
    """Return what tells one way of drawing from another: a digest of the code that draws."""
    return hashlib.sha256(Path(drawing.__file__).read_bytes()).hexdigest()

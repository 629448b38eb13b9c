"""The font of the cards: the system's own, one that has Hangul and Latin letters."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import ImageFont

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# File name and, in a collection of several, which: Debian (fonts-noto-cjk), Google, macOS, Windows, Nanum.
_KNOWN = (
    ("NotoSansCJK-Bold.ttc", 1),
    ("NotoSansKR-Bold.otf", 0),
    ("NotoSansKR-Bold.ttf", 0),
    ("AppleSDGothicNeo.ttc", 6),
    ("malgunbd.ttf", 0),
    ("NanumGothicBold.ttf", 0),
)


class CardFont(NamedTuple):
    """A font file; `face` says which of a collection."""

    file: str
    face: int

    def of_size(self, size: int) -> FreeTypeFont:
        """Return the font in a size, in pixels."""
        return _face(self.file, self.face, size)


@cache
def find_font() -> CardFont | None:
    """Return the first known font that this machine has; None when it has none.

    Pillow looks where each system keeps its fonts:
    https://pillow.readthedocs.io/en/stable/reference/ImageFont.html#PIL.ImageFont.truetype
    """
    for name, index in _KNOWN:
        try:
            face = ImageFont.truetype(name, 16, index=index)
        except OSError:
            continue
        return CardFont(str(face.path), index)
    return None


@cache
def _face(file: str, index: int, size: int) -> FreeTypeFont:
    return ImageFont.truetype(file, size, index=index)

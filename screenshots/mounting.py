"""Screens mounted side by side, small enough for a repository."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

from screenshots.screens import SCALE

if TYPE_CHECKING:
    from collections.abc import Sequence

_GROUND, _MARGIN, _CORNER = "#dde6e3", round(32 * SCALE), round(12 * SCALE)
_COLOURS = 128  # of a page with few; more would double the bytes


def mounted(screens: Sequence[bytes]) -> Image.Image:
    """Return pictures (PNG) as one, from left to right, with a margin around each."""
    pictures = [Image.open(io.BytesIO(screen)).convert("RGB") for screen in screens]
    width = sum(picture.width for picture in pictures) + _MARGIN * (len(pictures) + 1)
    height = max(picture.height for picture in pictures) + 2 * _MARGIN
    wall = Image.new("RGB", (width, height), _GROUND)
    left = _MARGIN
    for picture in pictures:
        wall.paste(picture, (left, _MARGIN), _rounded(picture.size))
        left += picture.width + _MARGIN
    return wall.quantize(_COLOURS)


def _rounded(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), _CORNER, fill=255)
    return mask

"""The table of texts and secrets that pytest and Node share."""

from __future__ import annotations

import json
import unicodedata
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Case(NamedTuple):
    """A text, its secrets as (kind, start, end) in code points, and the text with them masked."""

    why: str
    text: str
    secrets: list[tuple[str, int, int]]
    masked: str


_TABLE = json.loads((Path(__file__).parents[2] / "vectors" / "redaction.json").read_text(encoding="utf-8"))
OWN_NUMBERS = frozenset(_TABLE["own_numbers"])
CASES = [
    Case(case["why"], case["text"], [tuple(secret) for secret in case["secrets"]], case["masked"])
    for case in _TABLE["cases"]
]

_FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in "0123456789-:"}

GARBLED: tuple[Callable[[str], str], ...] = (
    partial(unicodedata.normalize, "NFD"),
    "\u200b".join,
    lambda text: text.translate(_FULL_WIDTH),
    lambda text: f"🎬👩‍👩‍👧 İ {text.upper()} 🎬",
)
"""Ways in which the same text arrives."""

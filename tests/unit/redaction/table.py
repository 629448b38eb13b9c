"""The table of texts and secrets that pytest and Node share."""

from __future__ import annotations

import json
import unicodedata
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

GARBLED: tuple[Callable[[str], str], ...] = (
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: "\u200b".join(text),
    lambda text: text.translate(str.maketrans("0123456789-:", "０１２３４５６７８９－：")),
    lambda text: f"🎬👩‍👩‍👧 İ {text.upper()} 🎬",
)
"""Ways in which the same text arrives."""

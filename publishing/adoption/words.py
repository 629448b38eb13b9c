"""The words that a new center begins with."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.messages import Messages

if TYPE_CHECKING:
    from collections.abc import Mapping

STARTER = Path(__file__).parent / "starter"


@cache
def starter_words() -> Mapping[str, Messages]:
    """Return the words by language, for each in which a center can begin."""
    files = sorted(STARTER.glob("words.*.json"))
    languages = [file.stem.partition(".")[2] for file in files]
    return {
        language: Messages(language, json.loads(file.read_text(encoding="utf-8")))
        for language, file in zip(languages, files, strict=True)
    }

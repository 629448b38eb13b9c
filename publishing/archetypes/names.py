"""File names and anchors for titles."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SMALL = {"a", "an", "and", "the", "of", "to", "in", "if", "is", "your", "my", "for", "or", "i", "do", "how"}
_LENGTH = 40


def name_of(titles: Iterable[str]) -> str:
    """Return a name like `mail-comes-late`, from the first title in Latin letters; empty when none is."""
    for title in titles:
        plain = unicodedata.normalize("NFKD", re.sub("['\\u2019]", "", title))
        ascii_only = plain.encode("ascii", "ignore").decode().lower()
        letters = re.findall(r"[a-z0-9]+", ascii_only)
        if not re.search("[a-z]", ascii_only) or len("".join(letters)) < len(title.replace(" ", "")) / 2:
            continue
        name = ""
        for word in [word for word in letters if word not in _SMALL] or letters:
            longer = f"{name}-{word}".strip("-")
            if len(longer) > _LENGTH:
                break
            name = longer
        return name
    return ""


def is_name(text: str) -> bool:
    """Whether a text can be a file name and an anchor: small letters, digits and hyphens."""
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None

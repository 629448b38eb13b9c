"""What the pages beside a new one say in their front matter: the best guess for its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def usual(key: str, folder: Path) -> str:
    """Return the value that most pages of a folder give a key; empty where none has it."""
    texts = (page.read_text(encoding="utf-8") for page in sorted(folder.glob("*.md")))
    values = [value for text in texts for value in re.findall(rf"^{key}: ([a-z_]+)$", text, re.MULTILINE)]
    return Counter(values).most_common(1)[0][0] if values else ""

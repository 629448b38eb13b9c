"""The file of compiled facts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def write_facts(facts: Mapping[str, object], path: Path) -> bool:
    """Write compiled facts as JSON, keys sorted, and tell whether that changed the file.

    A file that already says so is left alone, so that what is built from it stays fresh.

    Raises:
        OSError: the file cannot be written.
    """
    content = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    if path.is_file() and path.read_bytes() == content.encode():
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # Readers never see half a file.
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(content, encoding="utf-8")
    draft.replace(path)
    return True

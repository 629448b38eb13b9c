"""What a writer is shown of a change: where in the translation to begin, what the source said and says."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publishing.translations.blocks import Block
    from publishing.translations.changes import Change

_LENGTH, _LEAD = 60, 12  # characters: of an excerpt, and of it before the first difference


def counterpart_line(block: Block | None, old: Sequence[Block], translated: Sequence[Block]) -> int:
    """Return the line (from 1) at which the translation of a block of the `old` source is.

    A translation keeps the order of its source: it is at the same place of the same section, or when that
    became shorter, at its end.
    """
    if block is None:
        return 1
    lines = [other.line for other in translated if other.section == block.section]
    place = [other.line for other in old if other.section == block.section].index(block.line)
    return lines[min(place, len(lines) - 1)] if lines else 1


def excerpts(change: Change) -> tuple[str, str]:
    """Return what the source said and what it says, from shortly before the first difference.

    The first is empty for what was added, the second for what was removed.
    """
    was = change.old.text if change.old and change.kind != "added" else ""
    now = change.new.text if change.new and change.kind != "removed" else ""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(was, now, strict=False)))
    start = max(0, same - _LEAD) if was != now and max(len(was), len(now)) > _LENGTH else 0
    return _cut(was, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    before, after = "…" if start else "", "…" if text[start + _LENGTH :] else ""
    return f"{before}{text[start : start + _LENGTH].strip()}{after}" if text else ""

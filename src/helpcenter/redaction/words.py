"""Words around a number: what it is said to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ALPHANUMERIC = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def occurrences(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Yield where the word stands in a lower-case text; one in Latin letters must stand alone."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if _stands_alone(text, start, end):
            yield start, end
        start = text.find(word, end)


def last_end(text: str, words: Iterable[str]) -> int:
    """Return where the last of the words ends in the text, -1 if there is none."""
    return max((end for word in words if word in text for _, end in occurrences(text, word)), default=-1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    if text[start] in _ALPHANUMERIC and start and text[start - 1] in _ALPHANUMERIC:
        return False
    return not (text[end - 1] in _ALPHANUMERIC and end < len(text) and text[end] in _ALPHANUMERIC)

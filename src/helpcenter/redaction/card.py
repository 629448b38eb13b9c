"""Card numbers in running digits: issuer's range, length, Luhn, and the way people group them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpcenter.redaction.rules import CardShapes, Ranges

_RUN = "[0-9]+(?:[ ./_~-]{1,3}[0-9]+)*"
_NEIGHBOURS = frozenset("abcdefghijklmnopqrstuvwxyz●")
_SHORTEST, _LONGEST = 13, 19
_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")


def find_cards(text: str, card: CardShapes) -> Iterator[tuple[int, int, bool]]:
    """Yield start, end and whether it takes the word card nearby to believe it; spans do not overlap.

    Any number of groups is looked at from each group on, but never more than 19 digits: the work grows with
    the length of the text alone.
    """
    for run in re.finditer(_RUN, text):
        groups = [group.span() for group in re.compile("[0-9]+").finditer(text, *run.span())]
        first = 0
        while first < len(groups):
            found = _longest(text, groups, first, card)
            if found is None:
                first += 1
            else:
                last, needs_label = found
                yield groups[first][0], groups[last][1], needs_label
                first = last + 1


def _longest(
    text: str, groups: list[tuple[int, int]], first: int, card: CardShapes
) -> tuple[int, bool] | None:
    """Return the last group of the longest card number that begins with group `first`."""
    start, digits, sizes = groups[first][0], "", []
    if (start and text[start - 1] in _NEIGHBOURS) or (first and _is_single(groups, first - 1, first)):
        return None
    best = None
    for last in range(first, len(groups)):
        begin, end = groups[last]
        if end - begin > _LONGEST:
            break
        digits += text[begin:end]
        sizes.append(end - begin)
        if len(digits) > _LONGEST:
            break
        if len(digits) < _SHORTEST or not _is_shape(sizes, card) or text[end : end + 1] in _NEIGHBOURS:
            continue
        if last + 1 < len(groups) and _is_single(groups, last, last + 1):
            continue
        if not luhn(digits):  # nine in ten, asked before the longer question
            continue
        if _in(digits, card.ranges):
            best = last, False
        elif _in(digits, card.ranges_near):
            best = last, True
    return best


def _is_single(groups: list[tuple[int, int]], *places: int) -> bool:
    """Tell whether the groups at these places are one digit: such a number is taken whole or not at all."""
    return all(groups[place][1] - groups[place][0] == 1 for place in places)


def _is_shape(sizes: list[int], card: CardShapes) -> bool:
    return len(sizes) == 1 or all(size == 1 for size in sizes) or tuple(sizes) in card.shapes


def _in(digits: str, ranges: Ranges) -> bool:
    return any(
        len(digits) in lengths and first <= digits[: len(first)] <= last for first, last, lengths in ranges
    )


def luhn(digits: str) -> bool:
    """Tell whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    written = digits.encode()
    summed = written[-1::-2] + written[-2::-2].translate(_DOUBLED)
    return sum(summed) % 10 == len(summed) * ord("0") % 10

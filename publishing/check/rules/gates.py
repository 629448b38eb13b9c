"""Gates: what a text must hold for a pattern to have a chance.

Looking for a few words is some hundred times faster than trying a pattern at each letter, and most texts hold
none of them. A gate is worked out of the pattern itself, so it can never keep a find back.
"""

from __future__ import annotations

import re
from re import _constants as sre  # what `re` itself compiles from
from re import _parser as sre_parser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Gate = tuple[tuple[str, ...], ...]
"""Groups of literals in small letters: of each group a text holds at least one. `DIGIT` is any digit."""

DIGIT = "\0 a digit"
_ANY_DIGIT = re.compile(r"\d")
_MOST = 60


def gate_of(pattern: re.Pattern[str]) -> Gate:
    """Return what every text has in which the pattern finds something."""
    groups = _groups(sre_parser.parse(pattern.pattern, pattern.flags))
    rarest_first = sorted(groups, key=_worth, reverse=True)
    return tuple(tuple(sorted(group)) for group in rarest_first if len(group) <= _MOST)


def held(text: str) -> str:
    """Return a text as gates look at it."""
    small = text.lower()
    return small + DIGIT if _ANY_DIGIT.search(small) else small


def may_hold(gate: Gate, small: str) -> bool:
    """Tell whether a text, as `held` returns it, passes a gate."""
    for group in gate:
        for literal in group:
            if literal in small:
                break
        else:
            return False
    return True


def _groups(steps: Iterable[tuple[Any, Any]]) -> list[set[str]]:
    groups: list[set[str]] = []
    run = ""
    for kind, value in [*steps, (None, None)]:
        if kind is sre.LITERAL:
            run += chr(value).lower()
            continue
        # A single Latin letter is in every text.
        if len(run) > 1 or not run.isascii():
            groups.append({run})
        run = ""
        if kind is sre.SUBPATTERN:
            groups += _groups(value[-1])
        elif kind in {sre.MAX_REPEAT, sre.MIN_REPEAT} and value[0] > 0:
            groups += _groups(value[2])
        elif kind is sre.BRANCH:
            best = [max(_groups(choice), key=_worth, default=None) for choice in value[1]]
            if all(best):
                groups.append({literal for group in best for literal in group or ()})
        elif kind is sre.IN and value == [(sre.CATEGORY, sre.CATEGORY_DIGIT)]:
            groups.append({DIGIT})
        elif kind is sre.IN and all(what is sre.LITERAL and char > 127 for what, char in value):
            groups.append({chr(char) for _, char in value})
    return groups


def _worth(group: set[str]) -> tuple[int, int]:
    """Return how much a group tells: long words are rare."""
    return min(1 if literal is DIGIT else len(literal) for literal in group), -len(group)

"""How much a test tries: a small size in `make test`, the full one in `make soak`.

The one switch is the environment variable SOAK, which `make soak` sets to 1; every size stands in
`figures.toml`. A figure that takes longer than ten minutes is made in pieces: SOAK_PIECE says which.
"""

from __future__ import annotations

import json
import os
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from soak.figures import read_figures

if TYPE_CHECKING:
    from collections.abc import Iterable

_One = TypeVar("_One")
SWITCH, PIECE, COUNTS = "SOAK", "SOAK_PIECE", "SOAK_COUNTS"


def is_full() -> bool:
    """Tell whether tests run at full size."""
    return os.environ.get(SWITCH) == "1"


def piece() -> tuple[int, int]:
    """Return which piece of how many this is, from 1; (1, 1) where all is made at once."""
    number, _, count = os.environ.get(PIECE, "1/1").partition("/")
    return int(number), int(count)


def seed() -> int:
    """Return what chance is drawn from: the number of the piece, or, to see it again, SEED."""
    return int(os.environ.get("SEED", piece()[0]))


def size(name: str) -> int:
    """Return how often something is tried: the small size, or this piece's share of the full one.

    Raises:
        KeyError: no figure has a size of that name.
    """
    found = _sizes()[name]
    number, count = piece()
    return (found.full + count - number) // count if is_full() else found.small


def share(items: Iterable[_One]) -> list[_One]:
    """Return this piece's share of the items, in their order."""
    number, count = piece()
    return list(islice(items, number - 1, None, count))


def counted(**values: float | str) -> None:
    """Tell `make soak` of a measurement. Whole numbers of one name are added up, of others the last stands.

    Does nothing elsewhere.
    """
    if path := os.environ.get(COUNTS):
        with Path(path).open("a", encoding="utf-8") as counts:
            counts.write(json.dumps(values) + "\n")


@cache
def _sizes() -> dict[str, _Size]:
    return {name: _Size(small, full) for part in read_figures() for name, (small, full) in part.sizes.items()}


class _Size(NamedTuple):
    small: int
    full: int

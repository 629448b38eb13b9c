"""The registry of figures: what is shown, by which tests, at which sizes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_REGISTRY = Path(__file__).parent / "figures.toml"


@dataclass(frozen=True, slots=True)
class Part:
    """What runs together.

    `name` is what PART= asks for, `rows` the figures it shows (each has words in the catalogues), `tests`
    what pytest is given. `sizes`: name -> (small, full). It runs in `pieces`, one after the other, each
    within ten minutes on two cores.
    """

    name: str
    rows: tuple[str, ...]
    tests: tuple[str, ...]
    sizes: Mapping[str, tuple[int, int]]
    pieces: int = 1

    @property
    def keys(self) -> list[str]:
        """The names under which results of the pieces are kept."""
        if self.pieces == 1:
            return [self.name]
        return [f"{self.name}-{number}" for number in range(1, self.pieces + 1)]


@cache
def read_figures(path: Path = _REGISTRY) -> tuple[Part, ...]:
    """Read the registry."""
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Part(
            name,
            tuple(part.get("rows", [name])),
            tuple(part["tests"]),
            {size: (small, full) for size, (small, full) in part.get("sizes", {}).items()},
            part.get("pieces", 1),
        )
        for name, part in found.items()
    )

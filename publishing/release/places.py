"""Where releases are kept and which of them visitors see, as publishing needs them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime


class TurnedMeanwhileError(Exception):
    """Somebody else published or rolled back since the switch was read."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What is known of a stored file: its ETag, and when it was last written."""

    etag: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Position:
    """What the switch says, and the version of it that was read."""

    version: str
    settings: Mapping[str, str]

    @property
    def release(self) -> str | None:
        """The release that visitors see; None before the first."""
        return self.settings.get("release")


class Shelf(Protocol):
    """The bucket."""

    def put(self, key: str, content: bytes, content_type: str, cache_control: str) -> str:
        """Store a file and return its ETag."""

    def get(self, key: str) -> bytes | None:
        """Return a file; None where there is none."""

    def below(self, prefix: str) -> dict[str, Stored]:
        """Return what is stored below a prefix, by key."""

    def delete(self, keys: Iterable[str]) -> None:
        """Remove files."""


class Switch(Protocol):
    """What visitors see: one place, changed at once."""

    def read(self) -> Position:
        """Return what it says now."""

    def turn(self, position: Position, settings: Mapping[str, str]) -> None:
        """Put `settings` in place of what `position` says, all at once.

        Raises:
            TurnedMeanwhileError: it is no longer at `position`.
        """

"""Unpacking deflated bytes piece by piece: what asks for more can stop before memory runs out."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCK = 1 << 16
_PIECE = 1 << 20


def unpacked(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what the packed bytes (RFC 1950) in `parts` unpack to, at most 1 MiB at a time, up to their end.

    Raises:
        zlib.error: they are no such bytes.
    """
    unpacker = zlib.decompressobj()
    for part in parts:
        view = memoryview(part)
        for at in range(0, len(view), _BLOCK):
            rest: bytes | memoryview = view[at : at + _BLOCK]
            while not unpacker.eof:
                piece = unpacker.decompress(rest, _PIECE)
                rest = unpacker.unconsumed_tail
                yield piece
                if len(piece) < _PIECE:
                    break
            if unpacker.eof:
                return

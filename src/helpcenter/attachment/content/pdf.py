"""PDF: ISO 32000-2 (https://pdfa.org/resource/iso-32000-2/), 7.5 file structure, 12.6.4 actions."""

from __future__ import annotations

import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from helpcenter.attachment.content.anatomy import Anatomy
from helpcenter.attachment.content.pdf_filters import Undoing, undoable
from helpcenter.attachment.content.pdf_streams import chains_by_stream, named_chains, unescaped
from helpcenter.attachment.content.unpacking import unpacked
from helpcenter.attachment.refusal import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpcenter.attachment.content.pdf_streams import Chain

_TAIL = 2048  # bytes; readers look for the end in the last 1024
_END = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF[\s\0]*\Z")
_CROSS_REFERENCES = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")
_LOCKED = re.compile(rb"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)")
# What runs, starts programs or carries files (12.6.4.17, 12.6.4.6, 7.11.4, 13.7). Pages need none of it.
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
# Packed objects whose bytes are told as differences, as those of pictures are (7.4.4.4): that can only hide.
_DISGUISED = re.compile(
    rb"/ObjStm\b(?:(?!stream)[\s\S]){0,300}?/Predictor\b|/Predictor\b(?:(?!stream)[\s\S]){0,300}?/ObjStm\b"
)
_STREAM = re.compile(rb"\bstream\r?\n")
_UNPACKED_MAX = 1_000_000_000  # bytes of all streams: ten scanned pages in colour at 600 dpi
_SEARCHED_MAX = 16_000_000  # bytes of one stream; objects are packed by the hundred, not by the million
_BLOCK = 1 << 16


def read_pdf(data: bytes) -> Anatomy:
    """Look at the end, where reading begins, and for what does more than show pages.

    The word `stream` in a wrong place misleads nobody here: names are looked for in all bytes, and in
    all that unpacks.

    Raises:
        RefusedError: damaged, cut short, encrypted, active, or a bomb.
    """
    end = _END.search(data[-_TAIL:])
    start = data.index(b"%PDF-")
    if not end or not _OBJECT.search(data):
        raise RefusedError(Reason.DAMAGED)
    place = int(end[1])
    if not any(_CROSS_REFERENCES.match(data, start_at) for start_at in (place, start + place)):
        raise RefusedError(Reason.DAMAGED)
    plain = unescaped(data)
    if _LOCKED.search(plain):
        raise RefusedError(Reason.LOCKED)
    if _DISGUISED.search(plain):
        raise RefusedError(Reason.DAMAGED)
    chains = named_chains(plain)
    if _ACTIVE.search(plain) or any(_ACTIVE.search(unescaped(text)) for text in _unpacked(data, chains)):
        raise RefusedError(Reason.ACTIVE)
    return Anatomy(data, _outside_streams(data))


def _unpacked(data: bytes, named: set[Chain]) -> Iterator[bytes]:
    """Yield what each stream unpacks to, by flate and by its filters, as far as objects can be in it.

    What looks like a stream and is none of an object that can be read is tried with every chain that is
    `named` anywhere.

    Raises:
        RefusedError: all of them unpack to more than anybody needs, or that takes too long.
    """
    budget, undoing, any_way = _UNPACKED_MAX, Undoing(len(data)), undoable(named)
    known = chains_by_stream(data, undoing.spend) if any_way else {}
    ends = _ends(data)
    for found in _STREAM.finditer(data):
        at = found.end()
        if at in known:
            tried = [undoing.pieces(data, at, len(data), chain) for chain in undoable(known[at])]
        else:
            tried = [undoing.pieces(data, at, ends(at), chain) for chain in any_way]
        for pieces in [_inflated(data, at), *tried] if _begins_packed(data, at) else tried:
            kept, size = [], 0
            for piece in pieces:
                size += len(piece)
                if size > budget:
                    raise RefusedError(Reason.TOO_LARGE)
                if size <= _SEARCHED_MAX:
                    kept.append(piece)
            budget -= size
            yield b"".join(kept)


def _ends(data: bytes) -> Callable[[int], int]:
    """Return what finds the next `endstream` behind places in their order, looking at each byte once."""
    end = -1

    def find(at: int) -> int:
        nonlocal end
        if end < at:
            end = data.find(b"endstream", at)
            end = len(data) if end < 0 else end
        return end

    return find


def _begins_packed(data: bytes, at: int) -> bool:
    """Tell whether packed bytes may begin at a place (RFC 1950, 2.2)."""
    return data[at : at + 1] != b"" and data[at] & 0x0F == 8 and int.from_bytes(data[at : at + 2]) % 31 == 0


def _inflated(data: bytes, at: int) -> Iterator[bytes]:
    with suppress(zlib.error):  # a picture that begins like packed bytes, or a page that will look broken
        yield from unpacked(data[block : block + _BLOCK] for block in range(at, len(data), _BLOCK))


def _outside_streams(data: bytes) -> bytes:
    """Return the bytes without what stands between `stream` and `endstream`."""
    parts, at = [], 0
    while (start := data.find(b"stream", at)) >= 0 and (end := data.find(b"endstream", start)) >= 0:
        parts.append(data[at:start])
        at = end + len(b"endstream")
    return b"\n".join([*parts, data[at:]])

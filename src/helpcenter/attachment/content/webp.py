"""WebP: RFC 9649; its lossy pictures are VP8 key frames (RFC 6386, 9.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.attachment.content.anatomy import Anatomy, check_pixels
from helpcenter.attachment.refusal import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNKS_AT = 12
_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ICCP", b"ANIM", b"ANMF"}
_HIDDEN_FLAGS = 0x0C  # of VP8X: there are Exif and XMP chunks
_FRAME_HEADER = 16  # of ANMF
_FRAMES_MAX = 500


def read_webp(data: bytes) -> Anatomy:
    """Walk the chunks, and leave out what is not the picture.

    Raises:
        RefusedError: damaged, cut short, or too many pixels.
    """
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) or end < _CHUNKS_AT:
        raise RefusedError(Reason.DAMAGED)
    shown, hidden, pictures, pixels = [b"WEBP"], [], 0, [0]
    for name, chunk in _chunks(data, _CHUNKS_AT, end):
        if name not in _KEPT:
            hidden.append(chunk)
            continue
        if name == b"VP8X":
            chunk = _without_flags(chunk)  # noqa: PLW2901 - the chunk that is passed on
        pictures += _check_picture(name, chunk, pixels)
        shown.append(chunk)
    if not pictures or pictures > _FRAMES_MAX:
        raise RefusedError(Reason.DAMAGED)
    check_pixels(1, 1, pixels[0])
    content = b"".join(shown)
    return Anatomy(b"RIFF" + len(content).to_bytes(4, "little") + content, b"\n".join([*hidden, data[end:]]))


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and bytes, header and padding included, of each chunk."""
    while at < end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        padded = 8 + size + size % 2
        if at + 8 > end or at + 8 + size > end:
            raise RefusedError(Reason.DAMAGED)
        yield data[at : at + 4], data[at : at + 8 + size] + b"\0" * (size % 2)
        at += padded


def _without_flags(chunk: bytes) -> bytes:
    if len(chunk) != 18:
        raise RefusedError(Reason.DAMAGED)
    check_pixels(1 + int.from_bytes(chunk[12:15], "little"), 1 + int.from_bytes(chunk[15:18], "little"))
    return chunk[:8] + bytes([chunk[8] & ~_HIDDEN_FLAGS]) + chunk[9:]


def _check_picture(name: bytes, chunk: bytes, pixels: list[int]) -> int:
    """Return how many pictures a chunk holds, and add their pixels; a frame of an animation has its own."""
    if name == b"ANMF":
        parts = _chunks(chunk, 8 + _FRAME_HEADER, len(chunk))
        return sum(_check_picture(inner, part, pixels) for inner, part in parts)
    if name not in {b"VP8 ", b"VP8L"}:
        return 0
    width, height = _lossy(chunk[8:]) if name == b"VP8 " else _lossless(chunk[8:])
    check_pixels(width, height)
    pixels[0] += width * height
    return 1


def _lossy(body: bytes) -> tuple[int, int]:
    tag = int.from_bytes(body[:3], "little")
    if len(body) < 10 or tag & 1 or body[3:6] != b"\x9d\x01\x2a" or 10 + (tag >> 5) > len(body):
        raise RefusedError(Reason.DAMAGED)
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    if len(body) < 6 or body[0] != 0x2F:
        raise RefusedError(Reason.DAMAGED)
    bits = int.from_bytes(body[1:5], "little")
    return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)

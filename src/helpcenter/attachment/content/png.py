"""PNG: https://www.w3.org/TR/png-3/."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from helpcenter.attachment.content.anatomy import Anatomy, check_pixels
from helpcenter.attachment.content.unpacking import unpacked
from helpcenter.attachment.refusal import Reason, RefusedError
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGNATURE_LENGTH = 8
_CHUNK_FRAME = 12  # length, type, checksum
_PROFILE_MAX = 8_000_000  # bytes of an unpacked colour profile
# Colour type -> samples a pixel, allowed depths (section 11.2.1).
_COLOURS = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
# What changes how the picture looks; texts, times, thumbnails of editors and the rest are left behind.
_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT"}
_KEPT |= {b"pHYs", b"bKGD"}
# Interlaced pictures come in seven passes (section 8.1): first column, first row, steps.
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


@record
class _Header:
    width: int
    height: int
    pixel_bits: int
    interlaced: bool

    @property
    def unpacked(self) -> int:
        """How many bytes the pixels must unpack to: each line has one byte for its filter."""
        passes = _PASSES if self.interlaced else ((0, 0, 1, 1),)
        total = 0
        for column, row, across, down in passes:
            width, height = -(-(self.width - column) // across), -(-(self.height - row) // down)
            if width > 0 and height > 0:
                total += height * (1 + (width * self.pixel_bits + 7) // 8)
        return total


def read_png(data: bytes) -> Anatomy:
    """Walk the chunks, unpack the pixels without keeping them, and leave out what is not the picture.

    Raises:
        RefusedError: damaged, cut short, too many pixels, or a bomb.
    """
    shown, hidden, pixels = [data[:_SIGNATURE_LENGTH]], [], []
    header, end = None, _SIGNATURE_LENGTH
    for name, chunk in _chunks(data):
        body = chunk[8:-4]
        end += len(chunk)
        if (name == b"IHDR") is not (header is None):
            raise RefusedError(Reason.DAMAGED)
        if name == b"IHDR":
            header = _header(body)
        if name not in _KEPT:
            hidden.append(body)
            continue
        if zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise RefusedError(Reason.DAMAGED)
        if name == b"iCCP":
            _check_profile(body)
        if name == b"IDAT":
            pixels.append(body)
        shown.append(chunk)
    if header is None or not pixels:
        raise RefusedError(Reason.DAMAGED)
    _check_pixels(pixels, header.unpacked)
    return Anatomy(b"".join(shown), b"\n".join([*hidden, data[end:]]))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and bytes of each chunk, up to the last.

    Raises:
        RefusedError: the file ends before.
    """
    at = _SIGNATURE_LENGTH
    while True:
        size = _CHUNK_FRAME + int.from_bytes(data[at : at + 4])
        chunk = data[at : at + size]
        if len(chunk) < size:
            raise RefusedError(Reason.DAMAGED)
        yield chunk[4:8], chunk
        if chunk[4:8] == b"IEND":
            return
        at += size


def _header(body: bytes) -> _Header:
    if len(body) != 13:
        raise RefusedError(Reason.DAMAGED)
    width, height = int.from_bytes(body[:4]), int.from_bytes(body[4:8])
    depth, colour, compression, filtering, interlacing = body[8:]
    samples, depths = _COLOURS.get(colour, (0, ()))
    if depth not in depths or compression or filtering or interlacing > 1:
        raise RefusedError(Reason.DAMAGED)
    check_pixels(width, height)
    return _Header(width, height, samples * depth, bool(interlacing))


def _check_pixels(parts: Sequence[bytes], expected: int) -> None:
    """Return if the pixels unpack to exactly what the header says; a bomb is stopped as soon as it is one."""
    size = 0
    try:
        for piece in unpacked(parts):
            size += len(piece)
            if size > expected:
                raise RefusedError(Reason.TOO_LARGE)
    except zlib.error as error:
        raise RefusedError(Reason.DAMAGED) from error
    if size != expected:
        raise RefusedError(Reason.DAMAGED)


def _check_profile(body: bytes) -> None:
    """Return if the colour profile (name, zero, method, packed bytes) unpacks to a sensible size."""
    size = 0
    try:
        for piece in unpacked([body[body.index(b"\0") + 2 :]]):
            size += len(piece)
            if size > _PROFILE_MAX:
                raise RefusedError(Reason.TOO_LARGE)
    except (ValueError, zlib.error) as error:
        raise RefusedError(Reason.DAMAGED) from error

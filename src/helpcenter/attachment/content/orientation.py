"""Which side of a photo is up: the one thing of Exif that is passed on.

Exif is a TIFF file (https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E, 4.5, 4.6.5);
it also holds where and when the photo was made, with what, and often a thumbnail of what was cut off.
"""

from __future__ import annotations

_ORIENTATION = 0x0112
_UPRIGHT = 1
_ENTRY = 12  # bytes


def orientation_segment(tiff: bytes) -> bytes:
    """Return a JPEG segment, marker included, that says which side is up; nothing for an upright photo."""
    orientation = _orientation(tiff)
    if orientation == _UPRIGHT:
        return b""
    entry = _ORIENTATION.to_bytes(2) + b"\0\3" + b"\0\0\0\1" + orientation.to_bytes(2) + b"\0\0"
    content = b"Exif\0\0" + b"MM\0\x2a" + b"\0\0\0\x08" + b"\0\1" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2) + content


def _orientation(tiff: bytes) -> int:
    """Read the orientation, 1 to 8; upright where nothing sensible stands."""
    order = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)  # type: ignore[arg-type]  # one of the two

    directory = number(4, 4)
    for index in range(min(number(directory, 2), 200)):
        entry = directory + 2 + index * _ENTRY
        if number(entry, 2) == _ORIENTATION:
            found = number(entry + 8, 2)
            return found if 1 <= found <= 8 else _UPRIGHT
    return _UPRIGHT

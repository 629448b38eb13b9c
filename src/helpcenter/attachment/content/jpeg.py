"""JPEG: ITU-T T.81 (https://www.w3.org/Graphics/JPEG/itu-t81.pdf), annex B, and JFIF (ITU-T T.871)."""

from __future__ import annotations

from helpcenter.attachment.content.anatomy import Anatomy, check_pixels
from helpcenter.attachment.content.orientation import orientation_segment
from helpcenter.attachment.refusal import Reason, RefusedError

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SHOWN_BY_BROWSERS = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_APPLICATIONS, _COMMENT = range(0xE0, 0xF0), 0xFE
_SCANS_MAX = 200  # each costs a walk over the picture; encoders make ten
# Application data that change how the picture looks: density, colour profile, colour transform.
_KEPT = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_EXIF = b"Exif\0\0"


def read_jpeg(data: bytes) -> Anatomy:
    """Walk the segments to the end of the picture, and leave out what is not the picture.

    Phones put their data behind the end, such as a second picture or a film: nothing of it is passed on. Of
    what cameras write (Exif), only which side is up is.

    Raises:
        RefusedError: damaged, cut short, too many pixels or scans, or of a sort that browsers don't show.
    """
    shown, hidden = [data[:2]], []
    at, scans, framed = 2, 0, False
    while True:
        marker, at = _marker(data, at)
        if marker == _END:
            break
        segment = _segment(data, at)
        if marker in _FRAMES:
            _check_frame(marker, segment)
            framed = True
        at += len(segment)
        kept, rest = _sort(marker, segment)
        shown.append(kept)
        hidden.append(rest)
        if marker == _SCAN:
            scans += 1
            end = _end_of_scan(data, at)
            shown.append(data[at:end])
            at = end
        if scans > _SCANS_MAX:
            raise RefusedError(Reason.TOO_LARGE)
    if not framed or not scans:
        raise RefusedError(Reason.DAMAGED)
    return Anatomy(b"".join([*shown, b"\xff\xd9"]), b"\n".join([*hidden, data[at:]]))


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """Return the marker at a place, and where it ends; it may be led by any number of 0xFF."""
    start = at
    while data[at : at + 1] == b"\xff":
        at += 1
    if at == start or at >= len(data) or data[at] in {0, _START} or data[at] in _ALONE:
        raise RefusedError(Reason.DAMAGED)
    return data[at], at + 1


def _segment(data: bytes, at: int) -> bytes:
    """Return the segment at a place: its length, which counts itself, and its content."""
    size = int.from_bytes(data[at : at + 2])
    segment = data[at : at + size]
    if size < 2 or len(segment) < size:
        raise RefusedError(Reason.DAMAGED)
    return segment


def _check_frame(marker: int, segment: bytes) -> None:
    if marker not in _SHOWN_BY_BROWSERS:
        raise RefusedError(Reason.WRONG_KIND)
    if len(segment) < 11:
        raise RefusedError(Reason.DAMAGED)
    check_pixels(int.from_bytes(segment[5:7]), int.from_bytes(segment[3:5]))


def _sort(marker: int, segment: bytes) -> tuple[bytes, bytes]:
    """Return what of a segment is passed on, and what is left behind."""
    content = segment[2:]
    if marker == 0xE1 and content.startswith(_EXIF):
        return orientation_segment(content.removeprefix(_EXIF)), content
    if marker == 0xE0 and content.startswith(b"JFIF\0"):
        _check_density(content)
    if marker == _COMMENT or (
        marker in _APPLICATIONS and not content.startswith(_KEPT.get(marker, b"\xff\xff"))
    ):
        return b"", content
    return bytes([0xFF, marker]) + segment, b""


def _check_density(content: bytes) -> None:
    """Return if the JFIF segment is as long as its thumbnail says: scripts hide in a longer one."""
    if len(content) < 14 or len(content) != 14 + 3 * content[12] * content[13]:
        raise RefusedError(Reason.TWO_KINDS)


def _end_of_scan(data: bytes, at: int) -> int:
    """Return where the coded picture ends: at the next marker that is not part of it."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1 : at + 2]
        if not following:
            break
        if following[0] == 0xFF:
            at += 1
        elif following[0] == 0 or following[0] in _ALONE:
            at += 2
        else:
            return at
    raise RefusedError(Reason.DAMAGED)

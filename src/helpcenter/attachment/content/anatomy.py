"""What a reader of a format found, and the limits that all readers hold."""

from __future__ import annotations

from helpcenter.attachment.refusal import Reason, RefusedError
from helpcenter.records import record

PIXELS_MAX = 100_000_000  # twice the largest photo of a phone that fits into the size; 400 MB when decoded
SIDE_MAX = 65_535  # pixels; a screenshot of a long page is high


@record
class Anatomy:
    """`shown` is what is passed on, `hidden` what no viewer shows: comments, unknown parts, the tail."""

    shown: bytes
    hidden: bytes


def check_pixels(width: int, height: int, frames: int = 1) -> None:
    """Return if a picture of that size can be opened without harm.

    Raises:
        RefusedError: it has no pixels, or too many.
    """
    if width < 1 or height < 1:
        raise RefusedError(Reason.DAMAGED)
    if max(width, height) > SIDE_MAX or width * height * frames > PIXELS_MAX:
        raise RefusedError(Reason.TOO_LARGE)

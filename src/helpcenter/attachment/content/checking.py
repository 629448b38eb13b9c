"""From bytes to what may be passed on, or to a refusal."""

from __future__ import annotations

from helpcenter.attachment.content.foreign import refuse_foreign, refuse_test_virus
from helpcenter.attachment.content.jpeg import read_jpeg
from helpcenter.attachment.content.pdf import read_pdf
from helpcenter.attachment.content.png import read_png
from helpcenter.attachment.content.webp import read_webp
from helpcenter.attachment.kind import Kind
from helpcenter.attachment.refusal import Reason, RefusedError
from helpcenter.records import record

_READERS = {Kind.PNG: read_png, Kind.JPEG: read_jpeg, Kind.WEBP: read_webp, Kind.PDF: read_pdf}


@record
class Checked:
    """A file that may be passed on, as `content` says it: an image has lost its hidden data."""

    kind: Kind
    content: bytes


def check_content(data: bytes, size_max: int) -> Checked:
    """Return what of a file may be passed on. `size_max` in bytes.

    Raises:
        RefusedError: it is none of the kinds, or not only that, or harmful to whoever opens it.
    """
    if not data:
        raise RefusedError(Reason.EMPTY)
    if len(data) > size_max:
        raise RefusedError(Reason.TOO_LARGE)
    refuse_test_virus(data)
    kind = claimed_kind(data)
    if kind is None:
        raise RefusedError(Reason.WRONG_KIND)
    anatomy = _READERS[kind](data)
    refuse_foreign(data, anatomy.hidden, is_image=kind is not Kind.PDF)
    return Checked(kind, anatomy.shown)


def claimed_kind(data: bytes) -> Kind | None:
    """Return the kind that the first bytes claim, or None; whether it is one is not known yet.

    https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern; white space in front of a PDF's header
    is what some servers put there.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[:16].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    return None

"""The kinds of files that are taken."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of file; the value is its media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"
    PDF = "application/pdf"

    @property
    def extension(self) -> str:
        """The end of a file's name, with its dot."""
        return ".jpg" if self is Kind.JPEG else f".{self.value.partition('/')[2]}"


def kind_of(media_type: object) -> Kind | None:
    """Return the kind of a media type, or None when such files are not taken."""
    return Kind(media_type) if isinstance(media_type, str) and media_type in set(Kind) else None

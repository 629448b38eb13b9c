"""Names of files, which customers choose and others read."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpcenter.attachment.kind import Kind
    from helpcenter.redaction.guard import SecretGuard

NAME_MAX = 80  # characters, without the extension
_FORBIDDEN = set('/\\:*?"<>|')  # by one system or another
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # controls of text direction among them


def safe_name(name: str, kind: Kind | None, guard: SecretGuard | None = None) -> str:
    """Return a name that is a name everywhere: no path, nothing unseen, secrets masked, the kind's extension.

    Only what stands before the last dot is the customer's: `receipt.pdf.exe` that is a PDF becomes
    `receipt.pdf.pdf`, and what is no file name at all becomes `file`. A file of no kind, which nobody is
    given, keeps its own end as a part of its name.
    """
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    stem, dot, _ = text.replace("\\", "/").rpartition("/")[2].rpartition(".")
    stem = stem if dot and kind else text.replace("\\", "/").rpartition("/")[2]
    if guard:
        stem, _ = guard.mask(stem)
    kept = (c if c not in _FORBIDDEN else "_" for c in stem if unicodedata.category(c) not in _UNSEEN)
    stem = " ".join("".join(kept).split()).strip(". ")[:NAME_MAX].rstrip(". ")
    return f"{stem or 'file'}{kind.extension if kind else ''}"


def ascii_name(name: str) -> str:
    """Return the name for a reader that knows ASCII alone (RFC 6266, 4.3)."""
    return "".join(c if " " <= c <= "~" and c not in '%"\\' else "_" for c in name)

"""Files that are also something else, for whoever reads them another way."""

from __future__ import annotations

import re

from helpcenter.attachment.refusal import Reason, RefusedError

_HEADER_WINDOW = 1024  # where readers of PDF look for its header
# Found anywhere: archives and programs that bring their own beginning, long enough never to be chance.
_ANYWHERE = re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|__HALT_COMPILER\(\)\s*;", re.IGNORECASE)
# Found where no viewer looks: a web page or a script.
_PAGE = re.compile(
    rb"<(?:script|html|svg|iframe|body|object|embed|meta)[\s>/]|<!doctype\s+(?:html|svg)|<\?php\b|javascript:",
    re.IGNORECASE,
)
_TAR_AT, _DISC_AT = 257, 0x8001
_ZIP_END, _ZIP_ENTRY = b"PK\x05\x06", b"PK\x01\x02"
_ZIP_END_SIZE, _ZIP_COMMENT_MAX = 22, 65_535
# https://www.eicar.org/download-anti-malware-testfile/, in two parts, lest this file is taken for it.
_TEST_VIRUS = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def refuse_test_virus(data: bytes) -> None:
    """Return if the file does not hold the harmless virus that every scanner must find.

    Raises:
        RefusedError: it does.
    """
    if _TEST_VIRUS in data:
        raise RefusedError(Reason.MALWARE)


def refuse_foreign(data: bytes, hidden: bytes, *, is_image: bool) -> None:
    """Return if the file is one thing. `hidden` is what of it no viewer shows.

    Raises:
        RefusedError: it is also a PDF, an archive, a disc, a web page or a script.
    """
    also = (
        (is_image and b"%PDF-" in data[:_HEADER_WINDOW])
        or _ANYWHERE.search(data)
        or _PAGE.search(hidden)
        or data[_TAR_AT : _TAR_AT + 5] == b"ustar"
        or data[_DISC_AT : _DISC_AT + 5] == b"CD001"
        or _is_zip(data)
    )
    if also:
        raise RefusedError(Reason.TWO_KINDS)


def _is_zip(data: bytes) -> bool:
    """Tell whether a ZIP reader, which begins at the end, finds its directory.

    https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.16. Office files, apps and Java archives
    are such.
    """
    at = len(data)
    first = max(0, len(data) - _ZIP_END_SIZE - _ZIP_COMMENT_MAX)
    while (at := data.rfind(_ZIP_END, first, at)) >= 0:
        directory = at - int.from_bytes(data[at + 12 : at + 16], "little")
        if directory >= 0 and (directory == at or data[directory : directory + 4] == _ZIP_ENTRY):
            return True
    return False

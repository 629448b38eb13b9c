"""What must be taken, by name."""

from __future__ import annotations

import base64
import random
import zlib
from typing import TYPE_CHECKING

from tests.unit.attachment.files import (
    PNG_SIGNATURE,
    animated,
    chunk,
    exif,
    extended,
    filtered,
    frame,
    jpeg,
    lossless,
    lossy,
    lzw,
    pdf,
    png,
    png_header,
    riff,
    run_length,
    segment,
    stream,
    webp_chunk,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_XMP = (
    b"<?xpacket begin='' id=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/></x:xmpmeta><?xpacket end='w'?>"
)


_SAMSUNG = b"\0\0\1\nImage_UTC_Data1700000000000SEFHk\0\0\0\1\0\0\0\0\0\1\n$\0\0\0#\0\0\0\x18\0\0\0SEFT"


_PAGE_TEXT = b"BT /F1 12 Tf (Receipt no. 1024, 3 December) Tj ET\n" * 20


_FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(range(256)) * 20


def _noise(size: int) -> bytes:
    return random.Random(size).randbytes(size)  # noqa: S311 - no secret


def _profile() -> bytes:
    return chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(bytes(3000)))


VALID: dict[str, Callable[[], bytes]] = {
    "png of one pixel": lambda: png(1, 1),
    "png in black and white": lambda: png(9, 4, depth=1, colour=0),
    "png in deep grey": lambda: png(9, 4, depth=16, colour=0),
    "png with a palette": lambda: png(9, 4, depth=4, colour=3),
    "png with transparency": lambda: png(9, 4, colour=6),
    "png in many parts": lambda: png(300, 200, parts=7),
    "png of a long page": lambda: png(1, 60_000),
    "png of a screenshot tool": lambda: png(
        5, 3, chunk(b"tEXt", b"Software\0gnome-screenshot"), chunk(b"pHYs", bytes(9)), _profile()
    ),
    "png with xmp": lambda: png(5, 3, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + _XMP)),
    "png with a broken comment": lambda: png(5, 3, chunk(b"tEXt", b"a\0b")[:-4] + bytes(4)),
    "interlaced png": lambda: (
        PNG_SIGNATURE
        + png_header(5, 5, 8, 0, 1)
        # passes of 1x1, 1x1, 2x1, 1x2, 3x1, 2x3, 5x2 pixels, each line with one byte more
        + chunk(b"IDAT", zlib.compress(bytes(2 + 2 + 3 + 2 * 2 + 4 + 3 * 3 + 2 * 6)))
        + chunk(b"IEND", b"")
    ),
    "animated png": lambda: png(5, 3, chunk(b"acTL", bytes(8)), chunk(b"fcTL", bytes(26))),
    "jpeg": jpeg,
    "jpeg of a browser": lambda: jpeg(start=b""),
    "progressive jpeg": lambda: jpeg(sized=frame(16, 16, 0xC2), scans=10),
    "jpeg of an editor": lambda: jpeg(
        segment(0xEE, b"Adobe\0\x64" + bytes(5)), segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(500))
    ),
    "jpeg with a comment": lambda: jpeg(segment(0xFE, b"CREATOR: gd-jpeg v1.0")),
    "jpeg with xmp": lambda: jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _XMP)),
    "photo of a camera": lambda: jpeg(exif(6), start=b""),
    "photo in the other byte order": lambda: jpeg(exif(8, "little"), start=b""),
    "photo of one phone": lambda: jpeg(exif(1), start=b"", tail=_SAMSUNG),
    "photo with a film behind it": lambda: jpeg(exif(1), start=b"", tail=_FILM),
    "photo with a second photo": lambda: jpeg(segment(0xE2, b"MPF\0" + bytes(80)), tail=jpeg()),
    "photo of 50 megapixels": lambda: jpeg(sized=frame(8160, 6120)),
    "lossy webp": lambda: riff(lossy()),
    "lossless webp": lambda: riff(lossless()),
    "webp with everything": lambda: riff(
        extended(0x2C),
        webp_chunk(b"ICCP", bytes(100)),
        lossy(),
        webp_chunk(b"EXIF", b"GPS"),
        webp_chunk(b"XMP ", _XMP),
    ),
    "webp with alpha": lambda: riff(extended(0x10), webp_chunk(b"ALPH", bytes(33)), lossy()),
    "animated webp": lambda: animated(lossy(), lossless()),
    "webp with a tail": lambda: riff(lossy()) + b"\0",
    "pdf": pdf,
    "pdf with carriage returns": lambda: pdf(tail=b"\r\n\r\n"),
    "pdf without a last line": lambda: pdf(tail=b""),
    "pdf behind an empty line": lambda: pdf(head=b"\r\n%PDF-1.4\n"),
    "pdf with a mark of its encoding": lambda: pdf(head=b"\xef\xbb\xbf%PDF-1.4\n"),
    "pdf with a link": lambda: pdf(b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://a.example/)>>>>"),
    "pdf that opens at a page": lambda: pdf(b"<</S/GoTo/D[3 0 R/Fit]>>"),
    "pdf with a picture": lambda: pdf(
        stream(bytes(3000), more=b"/Type/XObject/Subtype/Image"),
        stream(jpeg(exif(1)), more=b"/Filter/DCTDecode", packed=False),
    ),
    "pdf with packed objects": lambda: pdf(stream(b"1 0 <</Type/Font>>", more=b"/Type/ObjStm/N 1/First 4")),
    "pdf with xmp": lambda: pdf(stream(_XMP, more=b"/Type/Metadata/Subtype/XML", packed=False)),
    "pdf about html": lambda: pdf(stream(b"BT (<html><script>) Tj ET", packed=False)),
    "pdf of an old scanner": lambda: pdf(filtered(lzw(_PAGE_TEXT * 300), "LZWDecode")),
    "pdf of another old scanner": lambda: pdf(
        filtered(lzw(_PAGE_TEXT * 300, early=0), "LZWDecode", more=b"/DecodeParms<</EarlyChange 0>>")
    ),
    "pdf in letters": lambda: pdf(
        filtered(base64.a85encode(zlib.compress(_PAGE_TEXT)) + b"~>", "ASCII85Decode", "FlateDecode"),
        filtered(base64.a85encode(jpeg()) + b"~>", "A85", "DCTDecode"),
        filtered(_PAGE_TEXT.hex(" ", 32).encode() + b">", "ASCIIHexDecode"),
    ),
    "pdf with runs": lambda: pdf(filtered(run_length(bytes(5000) + _PAGE_TEXT), "RunLengthDecode")),
    "pdf with runs and a thousand pictures": lambda: pdf(
        filtered(run_length(bytes(500)), "RunLengthDecode"),
        *[filtered(_noise(900), "DCTDecode")] * 1000,
        *[filtered(lzw(b"q Q"), "LZWDecode")] * 20,
    ),
    "pdf with a packed index": lambda: pdf(
        stream(bytes(50), more=b"/Type/XRef/DecodeParms<</Columns 4/Predictor 12>>"),
        stream(b"1 0 <</Type/Font>>", more=b"/Type/ObjStm/N 1/First 4"),
    ),
    "signed pdf": lambda: pdf(b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached>>"),
    "pdf about pdf": lambda: pdf(stream(b"BT (The /Filter of a stream, and /Filters.) Tj ET", packed=False)),
    "pdf saved twice": lambda: (
        pdf()
        + b"9 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(pdf()) + len(b"9 0 obj\n<<>>\nendobj\n"))
    ),
}

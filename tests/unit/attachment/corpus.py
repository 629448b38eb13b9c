"""Two collections: what must be taken, and what must not, by name; the second with the reason."""

from __future__ import annotations

import base64
import io
import random
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.unit.attachment.files import (
    EICAR,
    JFIF,
    PNG_SIGNATURE,
    SCAN,
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
    lzw_bomb,
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

SIZE_MAX = 10_000_000
_XMP = (
    b"<?xpacket begin='' id=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF/></x:xmpmeta><?xpacket end='w'?>"
)
_SAMSUNG = b"\0\0\1\nImage_UTC_Data1700000000000SEFHk\0\0\0\1\0\0\0\0\0\1\n$\0\0\0#\0\0\0\x18\0\0\0SEFT"
_OBJECTS = b"/Type/ObjStm/N 1/First 4"
_PAGE_TEXT = b"BT /F1 12 Tf (Receipt no. 1024, 3 December) Tj ET\n" * 20
_FILM = b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(range(256)) * 20


def _zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("evil.exe", b"MZ" + bytes(50))
    return content.getvalue()


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


def _bomb() -> bytes:
    return (
        PNG_SIGNATURE
        + png_header(10, 10)
        + chunk(b"IDAT", zlib.compress(bytes(50_000_000), 9))
        + chunk(b"IEND", b"")
    )


def _twice_packed() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(5_000_000), 9), 9)
    return pdf(
        b"<</Filter[/FlateDecode /FlateDecode]/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    )


def _pdf_bomb() -> bytes:
    packed = zlib.compress(bytes(150_000_000), 9)
    body = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf(*[body] * 8)


def _bomb_in_letters() -> bytes:
    packed = base64.a85encode(zlib.compress(bytes(150_000_000), 9)) + b"~>"
    return pdf(*[filtered(packed, "ASCII85Decode", "FlateDecode")] * 8)


def _packed_in_letters_in_packed() -> bytes:
    packed = zlib.compress(zlib.compress(bytes(5_000_000), 9).hex().encode(), 9)
    return pdf(filtered(packed, "FlateDecode", "ASCIIHexDecode", "FlateDecode"))


_PROGRAM = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("empty", lambda: b""),
    "too much": ("too_large", lambda: png() + bytes(SIZE_MAX)),
    "svg": ("wrong_kind", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "svg with a declaration": ("wrong_kind", lambda: b'<?xml version="1.0"?><svg onload="alert(1)"/>'),
    "html": ("wrong_kind", lambda: b"<!doctype html><script>alert(1)</script>"),
    "text": ("wrong_kind", lambda: b"An error appears"),
    "gif": ("wrong_kind", lambda: b"GIF89a" + bytes(30)),
    "bmp": ("wrong_kind", lambda: b"BM" + bytes(60)),
    "tiff": ("wrong_kind", lambda: b"II*\0" + bytes(60)),
    "heic": ("wrong_kind", lambda: b"\0\0\0\x18ftypheic" + bytes(60)),
    "program called .png": ("wrong_kind", lambda: b"MZ\x90\0" + bytes(100)),
    "archive called .pdf": ("wrong_kind", _zip),
    "postscript": ("wrong_kind", lambda: b"%!PS-Adobe-3.0\n"),
    "wave in the same wrapping as webp": ("wrong_kind", lambda: b"RIFF\x24\0\0\0WAVE" + bytes(36)),
    "web page in front of a pdf": ("wrong_kind", lambda: pdf(head=b"<script>1</script>\n%PDF-1.4\n")),
    "eicar": ("malware", lambda: EICAR),
    "eicar in a png": ("malware", lambda: png(5, 3, chunk(b"tEXt", b"a\0" + EICAR))),
    "eicar behind a jpeg": ("malware", lambda: jpeg(tail=EICAR)),
    "eicar in a pdf": ("malware", lambda: pdf(stream(EICAR, packed=False))),
    "png cut short": ("damaged", lambda: png(300, 200)[:-40]),
    "png without its end": ("damaged", lambda: png()[:-12]),
    "png with too few pixels": ("damaged", lambda: png(5, 3, pixels=bytes(20))),
    "png with wrong checksum": ("damaged", lambda: png().replace(b"IDATx", b"IDATy")),
    "png without pixels": ("damaged", lambda: PNG_SIGNATURE + png_header(5, 3) + chunk(b"IEND", b"")),
    "png of an impossible sort": (
        "damaged",
        lambda: PNG_SIGNATURE + png_header(5, 3, 3, 2) + chunk(b"IEND", b""),
    ),
    "png without a header": ("damaged", lambda: PNG_SIGNATURE + chunk(b"IDAT", b"") + chunk(b"IEND", b"")),
    "png without size": ("damaged", lambda: png(0, 3)),
    "png signature alone": ("damaged", lambda: PNG_SIGNATURE),
    "png bomb": ("too_large", _bomb),
    "png of ten billion pixels": (
        "too_large",
        lambda: PNG_SIGNATURE + png_header(50_000, 50_000) + chunk(b"IEND", b""),
    ),
    "png with a bomb for a profile": (
        "too_large",
        lambda: png(5, 3, chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(50_000_000), 9))),
    ),
    "jpeg cut short": ("damaged", lambda: jpeg()[:-2]),
    "jpeg cut in a segment": ("damaged", lambda: jpeg()[:30]),
    "jpeg without a picture": ("damaged", lambda: b"\xff\xd8" + JFIF + b"\xff\xd9"),
    "jpeg without a size": ("damaged", lambda: b"\xff\xd8" + JFIF + SCAN + b"\xff\xd9"),
    "jpeg without height": ("damaged", lambda: jpeg(sized=frame(16, 0))),
    "jpeg of four billion pixels": ("too_large", lambda: jpeg(sized=frame(65_535, 65_535))),
    "jpeg of a thousand scans": ("too_large", lambda: jpeg(scans=1000)),
    "jpeg that no browser shows": ("wrong_kind", lambda: jpeg(sized=frame(16, 16, 0xC3))),
    "webp cut short": ("damaged", lambda: riff(lossy())[:-10]),
    "webp without a picture": ("damaged", lambda: riff(extended(0))),
    "webp that is no key frame": ("damaged", lambda: riff(lossy()).replace(b"\x9d\x01\x2a", b"\x9d\x01\x2b")),
    "webp of a thousand large frames": ("too_large", lambda: animated(*[lossless(16_000, 2_000)] * 4)),
    "pdf cut short": ("damaged", lambda: pdf()[:-30]),
    "pdf header alone": ("damaged", lambda: b"%PDF-1.7\n"),
    "pdf without an index": ("damaged", lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n3\n%%EOF\n"),
    "pdf in name only": ("damaged", lambda: b"%PDF-1.7\n<script>alert(1)</script>"),
    "locked pdf": ("locked", lambda: pdf(b"<</Filter/Standard/V 2>>", trailer=b"/Encrypt 5 0 R")),
    "pdf with a program": ("active", lambda: pdf(_PROGRAM)),
    "pdf with a hidden program": (
        "active",
        lambda: pdf(_PROGRAM.replace(b"/JavaScript", b"/J#61va#53cript")),
    ),
    "pdf with a packed program": (
        "active",
        lambda: pdf(stream(b"5 0 " + _PROGRAM, more=b"/Type/ObjStm/N 1/First 4")),
    ),
    "pdf with a program in a false stream": (
        "active",
        lambda: pdf(b"(stream\n) " + _PROGRAM + b" (endstream)"),
    ),
    "pdf that starts a program": ("active", lambda: pdf(b"<</S/Launch/F(cmd.exe)>>")),
    "pdf with a file": ("active", lambda: pdf(stream(b"MZ", more=b"/Type/EmbeddedFile"))),
    "pdf with a film": ("active", lambda: pdf(b"<</Type/Annot/Subtype/RichMedia>>")),
    "pdf packed twice": ("too_large", _twice_packed),
    "pdf bomb": ("too_large", _pdf_bomb),
    "pdf bomb of lzw": ("too_large", lambda: pdf(filtered(lzw_bomb(1_100_000_000), "LZWDecode"))),
    "pdf bomb of late lzw": (
        "too_large",
        lambda: pdf(filtered(lzw_bomb(1_100_000_000, early=0), "LZW", more=b"/DP<</EarlyChange 0>>")),
    ),
    "pdf bomb in letters": ("too_large", _bomb_in_letters),
    "pdf with runs of runs": (
        "too_large",
        lambda: pdf(filtered(run_length(b"\x81" * 50_000), "RunLengthDecode", "RunLengthDecode")),
    ),
    "pdf packed twice, in letters between": ("too_large", _packed_in_letters_in_packed),
    "pdf with too many ways to read it": (
        "too_large",
        lambda: pdf(*[filtered(b"", *["ASCIIHexDecode"] * count, "LZWDecode") for count in range(9)]),
    ),
    "pdf that takes forever": (
        "too_large",
        lambda: pdf(filtered(b"stream\n" * 300_000, "ASCII85Decode")),
    ),
    "pdf with a filter elsewhere": ("damaged", lambda: pdf(b"/LZWDecode", b"<</Filter 5 0 R>>")),
    "pdf with a filter elsewhere in a list": (
        "damaged",
        lambda: pdf(b"/LZWDecode", b"<</Filter[/FlateDecode 5 0 R]>>"),
    ),
    "pdf with a remark between filters": ("damaged", lambda: pdf(b"<</Filter%\n/LZWDecode>>")),
    "pdf with objects in disguise": (
        "damaged",
        lambda: pdf(stream(b"5 0 " + _PROGRAM, more=b"/DecodeParms<</Predictor 11>>/Type/ObjStm/N 1")),
    ),
    "pdf with a program in runs": (
        "active",
        lambda: pdf(filtered(run_length(b"5 0 " + _PROGRAM), "RunLengthDecode", more=_OBJECTS)),
    ),
    "pdf with a program in lzw": (
        "active",
        lambda: pdf(filtered(lzw(b"5 0 " + _PROGRAM), "LZWDecode", more=_OBJECTS)),
    ),
    "pdf with a program in lzw, of an object in a string": (
        "active",
        lambda: pdf(
            filtered(lzw(b"endstream 5 0 " + _PROGRAM), "LZWDecode", more=_OBJECTS + b"/X(2 0 obj<</A \\()")
        ),
    ),
    "pdf with a program in packed letters": (
        "active",
        lambda: pdf(
            filtered(zlib.compress(b"5 0 " + _PROGRAM).hex(" ").encode(), "AHx", "FlateDecode", more=_OBJECTS)
        ),
    ),
    "jpeg and zip": ("two_kinds", lambda: jpeg(tail=_zip())),
    "png and zip": ("two_kinds", lambda: png() + _zip()),
    "png and zip with a comment": ("two_kinds", lambda: png() + _zip()[:-2] + b"\x05\0hello"),
    "webp and zip": ("two_kinds", lambda: riff(lossy()) + _zip()),
    "png with a zip inside": ("two_kinds", lambda: png(5, 3, chunk(b"ziPp", _zip()))),
    "pdf and zip": ("two_kinds", lambda: pdf(stream(_zip(), packed=False))),
    "jpeg and pdf": ("two_kinds", lambda: jpeg(segment(0xFE, b"%PDF-1.4\n1 0 obj"), tail=pdf())),
    "png and pdf": ("two_kinds", lambda: png(5, 3, chunk(b"tEXt", b"a\0%PDF-1.4\n"), chunk(b"prVt", pdf()))),
    "webp and pdf": ("two_kinds", lambda: riff(webp_chunk(b"JUNK", b"%PDF-1.4"), lossy())),
    "jpeg and web page": ("two_kinds", lambda: jpeg(segment(0xFE, b"<script>alert(1)</script>"))),
    "jpeg with a web page behind it": ("two_kinds", lambda: jpeg(tail=b"<HTML><body onload=alert(1)>")),
    "jpeg and javascript": (
        "two_kinds",
        lambda: jpeg(start=segment(0xE0, b"JFIF\0" + bytes(9) + b"*/=alert(1);/*" + bytes(12_000))),
    ),
    "photo with a script for a name": (
        "two_kinds",
        lambda: jpeg(segment(0xE1, b"Exif\0\0MM\0*<?php system($_GET[0]);")),
    ),
    "png and svg": ("two_kinds", lambda: png(5, 3, chunk(b"iTXt", b"a\0\0\0\0\0<svg onload=alert(1)>"))),
    "png and php archive": ("two_kinds", lambda: png() + b"<?php __HALT_COMPILER(); ?>" + bytes(40)),
    "webp and web page": ("two_kinds", lambda: riff(lossy(), webp_chunk(b"XMP ", b"<iframe src=x>"))),
    "pdf and web page": ("two_kinds", lambda: pdf(head=b"%PDF-1.7\n%<script>alert(1)</script>\n")),
    "pdf with a web page behind it": ("damaged", lambda: pdf(tail=b"\n<script>alert(1)</script>")),
    "png and rar": ("two_kinds", lambda: png() + b"Rar!\x1a\x07\x01\0" + bytes(30)),
    "jpeg and 7z": ("two_kinds", lambda: jpeg(tail=b"7z\xbc\xaf\x27\x1c" + bytes(30))),
    "jpeg and tar": ("two_kinds", lambda: jpeg(segment(0xFE, bytes(233) + b"ustar\x0000" + bytes(300)))),
    "png and disc image": (
        "two_kinds",
        lambda: png(5, 3, chunk(b"prVt", bytes(0x8001 - 41) + b"CD001" + bytes(50))),
    ),
}

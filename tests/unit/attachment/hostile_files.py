"""What must not be taken, by name, with the reason."""

from __future__ import annotations

import base64
import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.unit.attachment.files import (
    EICAR,
    JFIF,
    PNG_SIGNATURE,
    SCAN,
    SIZE_MAX,
    animated,
    chunk,
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

_PROGRAM = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


_OBJECTS = b"/Type/ObjStm/N 1/First 4"


def _zip() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("evil.exe", b"MZ" + bytes(50))
    return content.getvalue()


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

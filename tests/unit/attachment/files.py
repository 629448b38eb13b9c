"""Files as cameras, browsers and office programs make them, byte by byte, and parts of hostile ones."""

from __future__ import annotations

import zlib

SIZE_MAX = 10_000_000
"""The most bytes of a file that the checks are asked to take."""
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)


def png_header(width: int, height: int, depth: int = 8, colour: int = 2, interlaced: int = 0) -> bytes:
    """Return the first chunk."""
    return chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + bytes([depth, colour, 0, 0, interlaced]))


def png(
    width: int = 5,
    height: int = 3,
    *more: bytes,
    depth: int = 8,
    colour: int = 2,
    parts: int = 1,
    pixels: bytes | None = None,
) -> bytes:
    """Return a PNG; `more` are chunks in front of the pixels, which come in `parts`."""
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    line = b"\0" + bytes((width * samples * depth + 7) // 8)
    packed = zlib.compress(line * height if pixels is None else pixels)
    step = -(-len(packed) // parts)
    data = b"".join(chunk(b"IDAT", packed[at : at + step]) for at in range(0, len(packed), step))
    palette = chunk(b"PLTE", bytes(6)) if colour == 3 else b""
    header = png_header(width, height, depth, colour)
    return PNG_SIGNATURE + header + palette + b"".join(more) + data + chunk(b"IEND", b"")


def segment(marker: int, body: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2) + body


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def frame(width: int = 16, height: int = 16, marker: int = 0xC0) -> bytes:
    """Return the segment that says how large a JPEG is."""
    body = b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x01\x01\x11\0"
    return segment(marker, body)


SCAN = segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"\x12\xff\x00\x34\xff\xd0\x56"


def jpeg(*more: bytes, start: bytes = JFIF, sized: bytes = b"", scans: int = 1, tail: bytes = b"") -> bytes:
    """Return what is built as a JPEG is; `more` are segments, `tail` stands behind the end."""
    tables = segment(0xDB, bytes(65)) + segment(0xC4, bytes(20))
    return (
        b"\xff\xd8" + start + b"".join(more) + tables + (sized or frame()) + SCAN * scans + b"\xff\xd9" + tail
    )


def exif(orientation: int, order: str = "big") -> bytes:
    """Return what a camera writes: its maker, which side is up, and a place."""
    big = order == "big"

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, "big" if big else "little")

    def entry(tag: int, kind: int, value: bytes) -> bytes:
        return number(tag, 2) + number(kind, 2) + number(1, 4) + value

    entries = [
        entry(0x010F, 2, b"ABC\0"),
        entry(0x0112, 3, number(orientation, 2) + b"\0\0"),
        entry(0x8825, 4, number(62, 4)),
    ]
    tiff = (b"MM" if big else b"II") + number(42, 2) + number(8, 4)
    tiff += number(len(entries), 2) + b"".join(entries) + bytes(4) + b"GPS 37.5665N 126.9780E"
    return segment(0xE1, b"Exif\0\0" + tiff)


def riff(*chunks: bytes) -> bytes:
    """Return a WebP of chunks."""
    content = b"WEBP" + b"".join(chunks)
    return b"RIFF" + len(content).to_bytes(4, "little") + content


def webp_chunk(name: bytes, body: bytes) -> bytes:
    """Return a chunk of a WebP, padded."""
    return name + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)


def lossy(width: int = 16, height: int = 16) -> bytes:
    """Return a lossy picture."""
    first = (20 << 5).to_bytes(3, "little")
    size = width.to_bytes(2, "little") + height.to_bytes(2, "little")
    return webp_chunk(b"VP8 ", first + b"\x9d\x01\x2a" + size + bytes(25))


def lossless(width: int = 16, height: int = 16) -> bytes:
    """Return a lossless picture."""
    bits = (width - 1) | (height - 1) << 14
    return webp_chunk(b"VP8L", b"\x2f" + bits.to_bytes(4, "little") + bytes(8))


def extended(flags: int, width: int = 16, height: int = 16) -> bytes:
    """Return the chunk that announces more."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + size)


def animated(*pictures: bytes) -> bytes:
    """Return an animation."""
    frames = [webp_chunk(b"ANMF", bytes(16) + picture) for picture in pictures]
    return riff(extended(2), webp_chunk(b"ANIM", bytes(6)), *frames)


def pdf(
    *objects: bytes, head: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", trailer: bytes = b"", tail: bytes = b"\n"
) -> bytes:
    """Return a PDF with a page; `objects` are further ones, `trailer` goes into the trailer."""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        stream(b"BT /F1 12 Tf (Receipt) Tj ET"),
        *objects,
    ]
    content, places = head, []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\n" % (
        size,
        table,
        size,
        trailer,
    )
    return content + end + b"startxref\n%d\n%%%%EOF" % len(content) + tail


def stream(content: bytes, *, more: bytes = b"", packed: bool = True) -> bytes:
    """Return a stream object's body."""
    data = zlib.compress(content) if packed else content
    kind = b"/Filter/FlateDecode" if packed else b""
    return b"<<%s%s/Length %d>>\nstream\n%s\nendstream" % (kind, more, len(data), data)


def filtered(content: bytes, *filters: str, more: bytes = b"") -> bytes:
    """Return a stream object's body with filters named, `content` being packed already."""
    names = b" ".join(b"/" + name.encode() for name in filters)
    return b"<</Filter[%s]%s/Length %d>>\nstream\n%s\nendstream" % (names, more, len(content), content)


def run_length(content: bytes) -> bytes:
    """Pack as RunLengthDecode undoes it: runs where there are any, the rest byte by byte."""
    made, at = bytearray(), 0
    while at < len(content):
        run = 1
        while run < 128 and content[at : at + run + 1] == content[at : at + 1] * (run + 1):
            run += 1
        made += bytes([257 - run if run > 1 else 0, content[at]])
        at += run
    return bytes(made) + b"\x80"


def lzw(content: bytes, early: int = 1) -> bytes:
    """Pack as LZWDecode undoes it (TIFF 6.0, section 13; with `early` 0 codes widen one later)."""
    table: dict[bytes, int] = {}
    codes, width, word = [(256, 9)], 9, b""
    for value in content:
        longer = word + bytes([value])
        if len(longer) == 1 or longer in table:
            word = longer
            continue
        codes.append((table.get(word, word[0]), width))
        word = longer[-1:]
        table[longer] = 258 + len(table)
        width += 257 + len(table) + early >= 1 << width
        if len(table) == 4095 - 258:
            codes.append((256, width))
            table, width = {}, 9
    codes += [(table.get(word, word[0]), width)] if word else []
    width += bool(word) and 258 + len(table) + early >= 1 << width
    return _in_bits([*codes, (257, width)])


def lzw_bomb(size: int, early: int = 1) -> bytes:
    """Return zeros packed as tightly as it goes: each code stands for one byte more than the one before."""
    codes, made, known = [(256, 9), (0, 9)], 1, 258
    while made < size:
        width = min(12, (known + early).bit_length())
        codes.append((min(known, 4095), max(width, 9)))
        made += min(known, 4095) - 256
        known += 1
    return _in_bits(codes)


def _in_bits(codes: list[tuple[int, int]]) -> bytes:
    made, held, bits = bytearray(), 0, 0
    for code, width in codes:
        held, bits = held << width | code, bits + width
        while bits >= 8:
            bits -= 8
            made.append(held >> bits)
            held &= (1 << bits) - 1
    return bytes(made) + bytes([held << 8 - bits & 255])

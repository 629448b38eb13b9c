"""The filters that streams of a PDF are packed with, undone piece by piece (ISO 32000-2, 7.4).

Who wants to hide something in a stream, or a bomb, may write its dictionary so that only some readers
understand it. So a chain of filters that is named anywhere is tried on every stream: where it does not fit it
comes to nothing after a few bytes.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import TYPE_CHECKING

from helpcenter.attachment.content.refusal import Reason, RefusedError
from helpcenter.attachment.content.unpacking import unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Chain = tuple[bytes, ...]

_CHAINS = re.compile(rb"/Filter(?![A-Za-z])[\s\0]*(?:(/[^\s\0/\[\]<>(){}%]*)|(\[[^\]]{0,500}\]?)|(\d|%))")
_NAME = re.compile(rb"/([^\s\0/\[\]<>(){}%]*)")
_NAMES_ALONE = re.compile(rb"\[(?:[\s\0]*/[^\s\0/\[\]<>(){}%]*)*[\s\0]*\]")
# 7.4.1, table 6, and the short names of inline images (8.9.7, table 92), which some readers take anywhere.
_NAMES = {
    b"Fl": b"FlateDecode",
    b"LZW": b"LZWDecode",
    b"RL": b"RunLengthDecode",
    b"AHx": b"ASCIIHexDecode",
    b"A85": b"ASCII85Decode",
}
_PACKERS = {b"FlateDecode", b"LZWDecode", b"RunLengthDecode"}
_CHAINS_MAX = 8  # a file has one or two
_LATE = b"LZWDecode, EarlyChange 0"
_SPARE = 1_000_000
_PIECE, _BLOCK, _PROBE = 1 << 20, 1 << 16, 1 << 6  # bytes; where a filter does not fit, the first few tell
_HEX = re.compile(rb"[0-9A-Fa-f\s\0]*")
_BASE85 = re.compile(rb"[!-uz\s\0]*")
_BLANKS = b" \t\n\r\0\x0b\x0c"
_CLEAR, _END = 256, 257  # codes of LZW
_SINGLE = [*(bytes([value]) for value in range(256)), b"", b""]
_NARROW, _WIDE = 9, 12  # bits
_CODES = 1 << _WIDE


def chains_of(plain: bytes) -> set[Chain]:
    """Return the chains of filters that are named in a file, up to what only shows pictures.

    Raises:
        RefusedError: something is packed twice, or it cannot be told how.
    """
    chains: set[Chain] = set()
    for name, array, elsewhere in _CHAINS.findall(plain):
        if elsewhere or (array and not _NAMES_ALONE.fullmatch(array)):
            raise RefusedError(Reason.DAMAGED)  # nobody's program writes them so
        names = [_NAMES.get(each, each) for each in _NAME.findall(name or array)]
        if sum(each in _PACKERS for each in names) > 1:
            raise RefusedError(Reason.TOO_LARGE)
        known: list[bytes] = []
        for each in names:
            if each not in _UNDO:
                break
            known.append(each)
        chains.add(tuple(known))
    chains -= {(), (b"FlateDecode",)}  # what flate makes is known by its first bytes
    # Whether codes widen early stands in a dictionary that may be anywhere; the wrong way fails soon.
    chains |= {
        tuple(_LATE if name == b"LZWDecode" else name for name in chain)
        for chain in chains
        if b"LZWDecode" in chain
    }
    if len(chains) > _CHAINS_MAX:
        raise RefusedError(Reason.TOO_LARGE)
    return chains


class Undoing:
    """Undoes chains of filters, as long as that takes no more time than a file of `size` bytes should."""

    def __init__(self, size: int) -> None:
        # Bytes to read: one chain reads each stream once, the others stop where they begin.
        self._left = 3 * size + _SPARE

    def pieces(self, data: bytes, at: int, chain: Chain) -> Iterator[bytes]:
        """Yield what the bytes from a place on come to, a MiB or so at a time; nothing where it does not fit.

        Raises:
            RefusedError: it takes too long.
        """
        content: Iterable[bytes] = self._blocks(data, at)
        for name in chain:
            content = _UNDO[name](content)
        try:
            yield from content
        except (zlib.error, ValueError):
            return

    def _blocks(self, data: bytes, at: int) -> Iterator[bytes]:
        size = _PROBE
        while at < len(data):
            block = data[at : at + size]
            self._left -= len(block)
            if self._left < 0:
                raise RefusedError(Reason.TOO_LARGE)
            yield block
            at += size
            size = min(2 * size, _BLOCK)


def _hex(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Undo ASCIIHexDecode, up to its `>` or to what is none of it."""
    rest = b""
    for part in parts:
        digits = _HEX.match(part)[0]  # type: ignore[index] # matches anything
        text = rest + digits.translate(None, _BLANKS)
        even = len(text) & ~1
        yield bytes.fromhex(text[:even].decode())
        rest = text[even:]
        if len(digits) < len(part):
            break
    yield bytes.fromhex((rest + b"0").decode()) if rest else b""


def _base85(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Undo ASCII85Decode, up to its `~>` or to what is none of it."""
    rest = b""
    for part in parts:
        digits = _BASE85.match(part)[0]  # type: ignore[index] # matches anything
        # `z` is a group by itself; as what it stands for, groups have one length.
        text = rest + digits.translate(None, _BLANKS).replace(b"z", b"!!!!!")
        whole = len(text) - len(text) % 5
        yield base64.a85decode(text[:whole])
        rest = text[whole:]
        if len(digits) < len(part):
            break
    yield base64.a85decode(rest) if len(rest) > 1 else b""


def _run_length(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Undo RunLengthDecode, up to its end."""
    rest = b""
    for part in parts:
        data, at, made = rest + part, 0, bytearray()
        while at < len(data):
            length = data[at]
            if length == 128:
                yield bytes(made)
                return
            taken = length + 2 if length < 128 else 2
            if at + taken > len(data):
                break
            if length < 128:
                made += data[at + 1 : at + taken]
            else:
                made += data[at + 1 : at + 2] * (257 - length)
            at += taken
        yield bytes(made)
        rest = data[at:]


def _lzw(parts: Iterable[bytes], early: int = 1) -> Iterator[bytes]:
    """Undo LZWDecode, up to its end; codes widen one early, as they do by default (7.4.4.3), or not."""
    table, before, made, size = [*_SINGLE], b"", list[bytes](), 0
    for code in _lzw_codes(parts, early):
        if code == _CLEAR:
            table, before = [*_SINGLE], b""
            continue
        if code < len(table):
            entry = table[code]
        elif code == len(table) and before and len(table) < _CODES:
            entry = before + before[:1]
        else:
            break  # no such code yet
        if before and len(table) < _CODES:
            table.append(before + entry[:1])
        before = entry
        made.append(entry)
        size += len(entry)
        if size >= _PIECE:
            yield b"".join(made)
            made, size = [], 0
    yield b"".join(made)


def _lzw_codes(parts: Iterable[bytes], early: int) -> Iterator[int]:
    """Yield the codes up to that of the end. Each but the first after a clearing makes one more known."""
    held, bits, width, known = 0, 0, _NARROW, len(_SINGLE) - 1
    for part in parts:
        for byte in part:
            held, bits = held << 8 | byte, bits + 8
            if bits < width:
                continue
            bits -= width
            code, held = held >> bits, held & ((1 << bits) - 1)
            if code == _END:
                return
            yield code
            if code == _CLEAR:
                width, known = _NARROW, len(_SINGLE) - 1
                continue
            known += 1
            if known + early >= 1 << width and width < _WIDE:
                width += 1


_UNDO: dict[bytes, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    b"FlateDecode": unpacked,
    b"ASCIIHexDecode": _hex,
    b"ASCII85Decode": _base85,
    b"RunLengthDecode": _run_length,
    b"LZWDecode": _lzw,
    _LATE: lambda parts: _lzw(parts, early=0),
}

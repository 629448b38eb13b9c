"""The filters that streams of a PDF are packed with, undone piece by piece (ISO 32000-2, 7.4)."""

from __future__ import annotations

import base64
import re
import zlib
from itertools import takewhile
from typing import TYPE_CHECKING

from helpcenter.attachment.content.unpacking import unpacked
from helpcenter.attachment.refusal import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from helpcenter.attachment.content.pdf_streams import Chain, Spend

_CHAINS_MAX = 8  # a file has one or two
_LATE = b"/LZWDecode, EarlyChange 0"
_SPARE = 1_000_000  # steps
_PIECE, _BLOCK, _PROBE = 1 << 20, 1 << 16, 1 << 6  # bytes
_HEX = re.compile(rb"[0-9A-Fa-f\s\0]*")
_BASE85 = re.compile(rb"[!-uz\s\0]*")
_BLANKS = b" \t\n\r\0\x0b\x0c"
_NO_MORE = 128  # up to 127 that many bytes and one more are as they are, from 129 on one is repeated
_CLEAR, _END = 256, 257  # codes of LZW
_SINGLE = [*(bytes([value]) for value in range(256)), b"", b""]
_NARROW, _WIDE = 9, 12  # bits
_CODES = 1 << _WIDE


def undoable(chains: Iterable[Chain]) -> set[Chain]:
    """Return the chains as far as they can be undone here: what only shows pictures ends them.

    That of flate alone is left out: what flate makes is known by its first bytes. Whether codes of LZW widen
    early stands in a dictionary that may be anywhere; the wrong way fails soon, so that both are tried.

    Raises:
        RefusedError: there are more ways than any file needs.
    """
    known = {tuple(takewhile(_UNDO.__contains__, chain)) for chain in chains} - {(), (b"/FlateDecode",)}
    known |= {tuple(_LATE if name == b"/LZWDecode" else name for name in chain) for chain in known}
    if len(known) > _CHAINS_MAX:
        raise RefusedError(Reason.TOO_LARGE)
    return known


class Undoing:
    """Undoes chains of filters, as long as that takes no more steps than a file of `size` bytes should.

    A step is what Python does for one byte, run or token: about a microsecond.
    """

    def __init__(self, size: int) -> None:
        self._left = 2 * size + _SPARE

    def pieces(self, data: bytes, at: int, end: int, chain: Chain) -> Iterator[bytes]:
        """Yield what the bytes between two places come to, a MiB or so at a time; nothing if it does not fit.

        Raises:
            RefusedError: it takes too long.
        """
        content: Iterable[bytes] = _blocks(data, at, end)
        for name in chain:
            content = _UNDO[name](content, self.spend)
        try:
            yield from content
        except (zlib.error, ValueError):
            return

    def spend(self, steps: int) -> None:
        """Count steps.

        Raises:
            RefusedError: there are no more.
        """
        self._left -= steps
        if self._left < 0:
            raise RefusedError(Reason.TOO_LARGE)


def _blocks(data: bytes, at: int, end: int) -> Iterator[bytes]:
    """Yield the bytes between two places; where a filter does not fit, the first few tell."""
    size = _PROBE
    while at < end:
        yield data[at : min(at + size, end)]
        at += size
        size = min(2 * size, _BLOCK)


def _flate(parts: Iterable[bytes], _spend: Spend) -> Iterator[bytes]:
    return unpacked(parts)


def _hex(parts: Iterable[bytes], spend: Spend) -> Iterator[bytes]:
    """Undo ASCIIHexDecode, up to its `>` or to what is none of it."""
    rest = b""
    for part in parts:
        spend(len(part))
        digits = _HEX.match(part)[0]  # type: ignore[index] # matches anything
        text = rest + digits.translate(None, _BLANKS)
        even = len(text) & ~1
        yield bytes.fromhex(text[:even].decode())
        rest = text[even:]
        if len(digits) < len(part):
            break
    yield bytes.fromhex((rest + b"0").decode()) if rest else b""


def _base85(parts: Iterable[bytes], spend: Spend) -> Iterator[bytes]:
    """Undo ASCII85Decode, up to its `~>` or to what is none of it."""
    rest = b""
    for part in parts:
        spend(len(part))
        digits = _BASE85.match(part)[0]  # type: ignore[index] # matches anything
        # `z` is a group by itself; as what it stands for, groups have one length.
        text = rest + digits.translate(None, _BLANKS).replace(b"z", b"!!!!!")
        whole = len(text) - len(text) % 5
        yield base64.a85decode(text[:whole])
        rest = text[whole:]
        if len(digits) < len(part):
            break
    yield base64.a85decode(rest) if len(rest) > 1 else b""


def _run_length(parts: Iterable[bytes], spend: Spend) -> Iterator[bytes]:
    """Undo RunLengthDecode, up to its end."""
    rest = b""
    for part in parts:
        data, at, made, runs = rest + part, 0, bytearray(), 0
        while at < len(data) and (length := data[at]) != _NO_MORE:
            taken = length + 2 if length < _NO_MORE else 2
            if at + taken > len(data):
                break
            made += data[at + 1 : at + taken] * (1 if length < _NO_MORE else 257 - length)
            at, runs = at + taken, runs + 1
        spend(runs)
        yield bytes(made)
        if at < len(data) and data[at] == _NO_MORE:
            return
        rest = data[at:]


def _lzw(parts: Iterable[bytes], spend: Spend, early: int = 1) -> Iterator[bytes]:
    """Undo LZWDecode, up to its end; codes widen one early, as they do by default (7.4.4.3), or not."""
    table, before, made, size = [*_SINGLE], b"", list[bytes](), 0
    for code in _lzw_codes(parts, spend, early):
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


def _lzw_codes(parts: Iterable[bytes], spend: Spend, early: int) -> Iterator[int]:
    """Yield the codes up to that of the end. Each but the first after a clearing makes one more known."""
    held, bits, width, known = 0, 0, _NARROW, len(_SINGLE) - 1
    for part in parts:
        spend(len(part))
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


_UNDO: dict[bytes, Callable[[Iterable[bytes], Spend], Iterator[bytes]]] = {
    b"/FlateDecode": _flate,
    b"/ASCIIHexDecode": _hex,
    b"/ASCII85Decode": _base85,
    b"/RunLengthDecode": _run_length,
    b"/LZWDecode": _lzw,
    _LATE: lambda parts, spend: _lzw(parts, spend, early=0),
}

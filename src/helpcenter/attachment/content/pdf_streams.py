"""Where the streams of a PDF begin, and by which filters they are packed (ISO 32000-2, 7.2, 7.3 and 7.4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpcenter.attachment.refusal import Reason, RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    Chain = tuple[bytes, ...]
    Spend = Callable[[int], None]

_NAME = rb"/[^\s\0/\[\]<>(){}%]*"
_OBJECT = re.compile(rb"\b\d+[\s\0]+\d+[\s\0]+obj\b")
_BLANK = re.compile(rb"(?:[\s\0]++|%[^\r\n]*+)*+")
_TOKEN = re.compile(rb"<<|>>|[\[\](]|" + _NAME + rb"|<[0-9A-Fa-f\s\0]*+>|[^\s\0/\[\]<>(){}%]+")
_IN_STRING = re.compile(rb"\\.|[()]", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_FILTER = re.compile(rb"/Filter(?![A-Za-z])[\s\0]*(?:(" + _NAME + rb")|(\[[^\]]{0,500}\]?)|(\d|%))")
_NAMES = re.compile(_NAME)
_NAMES_ALONE = re.compile(rb"\[(?:[\s\0]*" + _NAME + rb")*[\s\0]*\]")
# 7.4.1, table 6, and the short names of inline images (8.9.7, table 92), which some readers take anywhere.
_SHORT = {
    b"/Fl": b"/FlateDecode",
    b"/LZW": b"/LZWDecode",
    b"/RL": b"/RunLengthDecode",
    b"/AHx": b"/ASCIIHexDecode",
    b"/A85": b"/ASCII85Decode",
}
_PACKERS = {b"/FlateDecode", b"/LZWDecode", b"/RunLengthDecode"}


def unescaped(text: bytes) -> bytes:
    """Return the bytes with names as they are meant: `/J#61vaScript` is `/JavaScript` (7.3.5)."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def named_chains(plain: bytes) -> set[Chain]:
    """Return the chains of filters that are named anywhere in a file, whose names are unescaped.

    Raises:
        RefusedError: something is packed twice, or it cannot be told how.
    """
    chains = set()
    for name, names, elsewhere in _FILTER.findall(plain):
        if elsewhere or (names and not _NAMES_ALONE.fullmatch(names)):
            raise RefusedError(Reason.DAMAGED)  # nobody's program writes them so
        chain = _chain(_NAMES.findall(name or names))
        if sum(each in _PACKERS for each in chain) > 1:
            raise RefusedError(Reason.TOO_LARGE)
        chains.add(chain)
    return chains


def chains_by_stream(data: bytes, spend: Spend) -> dict[int, set[Chain]]:
    """Return the chains of each stream, as who reads its object finds them, by where its bytes begin.

    `spend` is told how many bytes were read, and raises when they were too many: objects overlap in no file.
    """
    found: dict[int, set[Chain]] = {}
    for start in _OBJECT.finditer(data):
        place, chains = _read(data, start.end(), spend)
        if place:  # perhaps not for the first time: an object may begin inside another one's string
            found.setdefault(place, set()).update(chains)
    return found


def _read(data: bytes, at: int, spend: Spend) -> tuple[int, set[Chain]]:
    """Read the dictionary at a place; return where its stream begins, 0 if there is none, and its chains."""
    depth, value = 0, _Value()
    at = _after_blanks(data, at, spend)
    while found := _TOKEN.match(data, at):
        token, end = found[0], found.end()
        if token == b"(":
            end = _after_string(data, end)
        spend(end - at)
        at = _after_blanks(data, end, spend)
        depth += (token == b"<<") - (token == b">>")
        if depth == 0:
            break
        if depth == 1:
            value.take(token)
    begun = _STREAM.match(data, at)
    return (begun.end(), value.chains) if begun else (0, value.chains)


def _after_blanks(data: bytes, at: int, spend: Spend) -> int:
    end = _BLANK.match(data, at).end()  # type: ignore[union-attr] # matches anything
    spend(end - at)
    return end


class _Value:
    """Gathers what stands behind each `/Filter`: a name, or a list of names."""

    def __init__(self) -> None:
        self.chains: set[Chain] = set()
        self._names: list[bytes] | None = None
        self._in_list = False

    def take(self, token: bytes) -> None:
        """Take the next token of the dictionary."""
        if self._names is None:
            if unescaped(token) == b"/Filter":
                self._names = []
            return
        if token.startswith(b"/"):
            self._names.append(unescaped(token))
        elif token == b"[" and not self._in_list:
            self._in_list = True
            return
        if not (self._in_list and token.startswith(b"/")):
            self.chains.add(_chain(self._names))
            self._names, self._in_list = None, False


def _after_string(data: bytes, at: int) -> int:
    """Return the place behind a string's end (7.3.4.2), `at` being behind its first parenthesis."""
    depth = 1
    for found in _IN_STRING.finditer(data, at):
        depth += (found[0] == b"(") - (found[0] == b")")
        if depth == 0:
            return found.end()
    return len(data)


def _chain(names: list[bytes]) -> Chain:
    return tuple(_SHORT.get(name, name) for name in names)

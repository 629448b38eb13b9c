"""Text as the rules read it: NFKC, look-alikes made one, and the way back to what was written."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PLAIN = r"[\t\n\r -~가-힣]*"
# What is composed with the character before it: marks, vowels and finals of decomposed Hangul, voicing marks.
_COMPOSED = "[\u0300-\u036f\u1160-\u11ff\u3099\u309a]"
# Characters that stay as they are, and any other with what is composed with it. A backtick is a look-alike.
_PART = rf"([\t\n\r -_a-~가-힣]+(?!{_COMPOSED}))|[\s\S]{_COMPOSED}{{0,16}}"
_PLACEHOLDER = (
    "\ufffd"  # for what lies outside the BMP: browsers count it as two, rules need only know it is there
)


class Folded(NamedTuple):
    """A folded text. `starts[i]` and `ends[i]`: where its i-th character comes from in the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that the folded span `start:end` (not empty) comes from."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str, table: Mapping[str, str]) -> Folded:
    """Fold a text: each cluster to NFKC, then each character as `table` says (to nothing, to another)."""
    if re.fullmatch(_PLAIN, text):
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for part in re.finditer(_PART, text):
        if part[1]:
            out.append(part[1])
            starts.extend(range(part.start(), part.end()))
            ends.extend(range(part.start() + 1, part.end() + 1))
            continue
        for character in unicodedata.normalize("NFKC", part[0]):
            kept = table.get(character, character)
            if kept:
                out.append(_PLACEHOLDER if kept > "\uffff" or "\ud800" <= kept <= "\udfff" else kept)
                starts.append(part.start())
                ends.append(part.end())
    return Folded("".join(out), starts, ends)

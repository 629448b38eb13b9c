"""Whether two spellings are of the same word.

There is no dictionary here, and Korean words lie close together ("해지" is not "해제"), so a difference in
letters is only a typo in forms that real words seldom differ in:

- Korean: what sounds the same (돼/되, 었/엇), a particle or ending in its other form (을/를), a letter that
  is no syllable, and known misspellings.
- Latin letters without accents: two letters swapped, one doubled or not, a vowel or s/z/c within a long word,
  a letter missing within a very long one, and known misspellings.

What the lists of `spelling.json` call different always is. Whatever else differs is another word.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterator

_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]+$")
_LOOSE_JAMO = re.compile(r"[\u1100-\u11ff]+")
_AFTER_J = re.compile(r"(?<=[\u110c-\u110e])[\u1163\u1167\u116d\u1172]")  # ㅑㅕㅛㅠ after ㅈㅉㅊ, heard as:
_HEARD_AFTER_J = {"\u1163": "\u1161", "\u1167": "\u1165", "\u116d": "\u1169", "\u1172": "\u116e"}
_AFTER_CONSONANT = re.compile(r"([\u1100-\u110a\u110c-\u1112])\u1174")  # ㅢ
_VOWELS = frozenset("aeiouy")
_SWAPPABLE = (frozenset("sz"), frozenset("cs"))
_LONG, _LONGER, _VERY_LONG = 5, 6, 8  # letters


@cache
def spelling() -> dict[str, Any]:
    """Return the lists of `spelling.json`."""
    lists: dict[str, Any] = json.loads(Path(__file__).with_name("spelling.json").read_text(encoding="utf-8"))
    return lists


@lru_cache(maxsize=4096)
def is_same_word(old: str, new: str) -> bool:
    """Tell whether two words, in lower case and NFKC, are one, spelt in two ways."""
    if _are_different(old, new):
        return False
    old, new = _LOOSE_JAMO.sub("", old), _LOOSE_JAMO.sub("", new)
    if not (old and new):
        return False
    if _HANGUL.match(old) and _HANGUL.match(new):
        return _is_same_korean(_known_form(old), _known_form(new))
    return old == new or (old.isascii() and new.isascii() and _is_slip(old, new))


def _are_different(old: str, new: str) -> bool:
    known = [[word for word in spelling()["different"] if _begins(text, word)] for text in (old, new)]
    return all(known) and known[0] != known[1]


def _begins(text: str, word: str) -> bool:
    """Korean words go on with particles; the short ones are only meant alone."""
    return text == word or (len(word) > 1 and text.startswith(word) and _HANGUL.match(word) is not None)


def _known_form(word: str) -> str:
    for form, same in spelling()["same_form"].items():
        word = word.replace(form, same)
    return word


def _is_same_korean(old: str, new: str) -> bool:
    return _sound(old) == _sound(new) or any(
        _sound(old_stem) == _sound(new_stem) for old_stem, new_stem in _stems(old, new)
    )


def _stems(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield both words without their endings, for each pair of endings that are the same."""
    lists = spelling()
    for group in (*lists["same_ending"], *lists["same_ending_after_vowel"]):
        for one, other in permutations(group, 2):
            stems = old.removesuffix(one), new.removesuffix(other)
            fits = group in lists["same_ending"] or not _ends_in_consonant(stems[0])
            if fits and stems[0] != old and stems[1] != new:
                yield stems


def _ends_in_consonant(word: str) -> bool:
    """A Hangul syllable decomposes into two letters, or three when it ends in a consonant."""
    return bool(word) and len(normalize("NFD", word[-1])) > 2


def _sound(word: str) -> str:
    """Return the word with one letter for all that are pronounced alike."""
    heard = normalize("NFD", word).translate(_heard())
    heard = _AFTER_J.sub(lambda found: _HEARD_AFTER_J[found[0]], heard)
    return _AFTER_CONSONANT.sub("\\1\u1175", heard)


@cache
def _heard() -> dict[int, str]:
    letters = {}
    for kind, place in (("same_vowel", 1), ("same_final", 2)):
        for group in spelling()[kind]:
            first, *others = (normalize("NFD", syllable)[place] for syllable in group)
            letters.update({ord(other): first for other in others})
    return letters


def _is_slip(old: str, new: str) -> bool:
    short, long = sorted((old, new), key=len)
    if len(short) < _LONG or short[0] != long[0]:
        return False
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) == len(short) + 1:
        return short[start:] == long[start + 1 :] and _may_be_missing(long, start)
    if len(long) != len(short):
        return False
    if short[start + 1 :] == long[start + 1 :]:
        return start < len(short) - 1 and _may_be_swapped(short[start], long[start], len(short))
    swapped = long[start + 1 : start + 2] + long[start : start + 1]
    return short[start:] == swapped + long[start + 2 :]


def _may_be_missing(word: str, place: int) -> bool:
    if word[place] == word[place - 1]:
        return True
    return place < len(word) - 1 and (word[place] in _VOWELS or len(word) > _VERY_LONG)


def _may_be_swapped(one: str, other: str, length: int) -> bool:
    letters = {one, other}
    return (letters <= _VOWELS and length >= _LONGER) or any(letters <= pair for pair in _SWAPPABLE)

"""What a block says, and whether a change of it is one of substance.

A translator has nothing to do when only spacing, punctuation, capitals, markup, articles or the spelling of
words changed. A change of substance is everything else, above all of: a number, a unit or a comparison; a
reference to a fact (the value of a fact is none: it is shown right anyway); where a link leads; code; a word
that comes, goes or becomes another. When in doubt it is one: a needless note costs a look, a missed one
misleads.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from publishing.translations.spelling import is_same_word, spelling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Token(NamedTuple):
    """A word, or what counts to the letter: a number, a symbol, a reference, a link's target, code."""

    text: str
    is_word: bool


_MARK = re.compile(r'(?:#{1,6}|[-*+]|\d{1,3}[.)]|(?:!!!|\?\?\?|===)[^"]*)(?=\s|")')
# Hangul stands alone: particles after Latin letters are words of their own. The other letters are all that is
# no sign, not \w, which would leave out the vowel signs of many scripts.
_HANGUL = r"\uac00-\ud7a3\u1100-\u11ff"
_SIGNS = r"!-/:-@\[-`{-~\xa1-\xbf\u2000-\u2bff\u3000-\u303f\u30fb\ufe00-\ufe0f\U0001f000-\U0001ffff"
_LETTER = rf"[^\s\d_{_SIGNS}{_HANGUL}]"
_PARTS = re.compile(
    r"""
    (?P<literal> \{\{.*?\}\} | \{%.*?%\} | (?P<tick>`+).+?(?P=tick) | https?://[^\s<>)\]]*[^\W_] )
  | \]\(\s*<?(?P<target>\{\{.*?\}\}[^)\s>]* | [^)\s>]*)[^)]*\)
  | (?:href|src)="(?P<address>[^"]*)"[^>]*>?
  | (?P<markup> \{[:\#.\s][^{}]*\} | :[a-z][\w+-]*: | </?[a-z]+(?=[\s>])(?:(?!href|src)[^>])*>? )
  | (?P<number> \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)? | \d+(?:[.:]\d+)* )
  | (?P<dash> [~\u223c\u301c] | (?<=\d)\s*[-\u2010-\u2015](?=\s*\d) | (?<!\w)[-\u2212](?=\d) )
  | (?P<symbol> [%\u00b0$\u20ac\u20a9\u00a3\u00a5+<>=\u2264\u2265\u00b1\u00d7&@] | [\u2192\u203a\u00bb] )
  | (?P<word> [HANGUL]+ | LETTER+(?:'LETTER+)* )
    """.replace("HANGUL", _HANGUL).replace("LETTER", _LETTER),
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_PATH_SIGNS = str.maketrans("\u2192\u203a\u00bb", ">>>")  # ways to write the step of a menu path
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """Return what the text of a block says, without what is only its form."""
    if text.startswith(("```", "~~~")):
        return (Token("\n".join(text.split("\n")[1:-1]), is_word=False),)
    mark = _MARK.match(text)
    return tuple(
        chain.from_iterable(map(_of_part, _PARTS.finditer(_plain(text[mark.end() if mark else 0 :]))))
    )


def is_same_substance(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Tell whether whoever translated the old text has nothing to do for the new one."""
    old, new = (tuple(token for token in side if not _is_filler(token)) for side in (old, new))
    if [token for token in old if not token.is_word] != [token for token in new if not token.is_word]:
        return False  # found quickly, before words are aligned
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(kind == "equal" or _is_same(old[a:b], new[c:d]) for kind, a, b, c, d in steps)


def _is_same(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Tell whether two stretches are the same words."""
    if not (old and new and all(token.is_word for token in (*old, *new))):
        return False
    if len(old) == len(new) and all(map(is_same_word, _texts(old), _texts(new))):
        return True
    return is_same_word("".join(_texts(old)), "".join(_texts(new)))


def _plain(text: str) -> str:
    """Return the text with one way to write each letter and apostrophe."""
    return normalize("NFKC", unescape(text)).translate(_APOSTROPHES)


def _of_part(found: re.Match[str]) -> Iterator[Token]:
    part = found[0]
    match found.lastgroup:
        case "literal":
            yield Token("".join(part.split()) if part.startswith("{") else part, is_word=False)
        case "target" | "address":
            target = found["target"] or found["address"] or ""
            yield Token(f"({''.join(target.split())})", is_word=False)
        case "number":
            yield Token(part.replace(",", ""), is_word=False)
        case "dash":
            yield Token("-", is_word=False)
        case "symbol":
            yield Token(part.translate(_PATH_SIGNS), is_word=False)
        case "word":
            yield from (Token(word, is_word=True) for word in _words(part.casefold()))


def _words(word: str) -> list[str]:
    """Take a contraction apart; an apostrophe that is left says nothing."""
    phrases: dict[str, str] = spelling()["same_phrase"]
    suffixes: dict[str, str] = spelling()["same_suffix"]
    if word in phrases:
        return phrases[word].split()
    ending = next((suffix for suffix in suffixes if word.endswith(suffix)), None)
    rest = word.removesuffix(ending) if ending else word
    return [rest.replace("'", ""), *([suffixes[ending]] if ending else [])]


def _is_filler(token: Token) -> bool:
    return token.is_word and token.text in spelling()["fillers"]


def _texts(side: Sequence[Token]) -> list[str]:
    return [token.text for token in side]

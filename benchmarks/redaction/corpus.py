"""Labelled lines: by hand, and made by chance from sentences and values.

A line is text with its secrets marked, `비밀번호는 [[password|abcd1234]]입니다`; what is not marked must pass
untouched. The generator takes each sentence in turn and fills its places; the same seed makes the same lines.
No value is real: numbers are drawn, card numbers and dates made valid, keys random.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.redaction.values import HARMLESS, SECRETS

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LANGUAGES = ("ko", "en")
SEED = 20261122
_MARK = re.compile(r"\[\[([a-z_]+)\|(.*?)\]\]", re.DOTALL)
_PLACE = re.compile(r"\{([a-z_.]+)\}")


@dataclass(frozen=True, slots=True)
class Label:
    """A secret in a line: its kind, and the code points from `start` to `end` (exclusive)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A text and the secrets in it."""

    text: str
    labels: tuple[Label, ...]


def by_hand() -> list[Line]:
    """Return the lines written by hand."""
    return [parse(line) for language in LANGUAGES for line in _lines(f"by_hand.{language}.txt")]


def generated(count: int, seed: int = SEED) -> list[Line]:
    """Return `count` lines made by chance, all sentences of all languages in turn."""
    chance = random.Random(seed)  # noqa: S311 - the same corpus each time is what we want
    sentences = [line for language in LANGUAGES for line in _lines(f"sentences.{language}.txt")]
    return [
        parse(_PLACE.sub(partial(_filled, chance=chance), sentences[number % len(sentences)]))
        for number in range(count)
    ]


def parse(marked: str) -> Line:
    """Return the line that the marked text describes; `⏎` is a line break."""
    text, labels, end = "", [], 0
    marked = marked.replace("⏎", "\n")
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        labels.append(Label(mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        end = mark.end()
    return Line(text + marked[end:], tuple(labels))


def _filled(place: re.Match[str], chance: random.Random) -> str:
    name = place[1]
    if name.startswith("a."):
        return HARMLESS[name.removeprefix("a.")](chance)
    kind, make = SECRETS[name]
    return f"[[{kind}|{make(chance)}]]"


def _lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line

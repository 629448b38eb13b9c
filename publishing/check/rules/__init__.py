"""How contradictions are worded in each language: patterns as data, one YAML file a language.

`parts` are named pieces of patterns: `{time}` in a pattern stands for the part `time`. `words` are patterns
that checks look for by name. `rules` are what is wrong to write, see `Rule`: one mapping or a list of them.
`secrets` are the names of what support never asks for; `{secret}` stands for any that the facts have.
`every.yml` holds what is the same in all languages: a language's file adds to it.

In a pattern a space is any white space, line breaks too, and ` ?` is white space or none. Letters match in
either case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from publishing.check.finding import Finding
from publishing.check.rules.gates import Gate, gate_of, held, may_hold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publishing.check.passages import Passage, Sentence, Text

_PART = re.compile(r"\{([a-z_]+)\}")
_NEVER, _ALWAYS = re.compile(r"(?!)"), re.compile("")


class Gated(NamedTuple):
    """A pattern behind its gate."""

    gate: Gate
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing not to write.

    `find` is what it looks like. It is right after all when `before` ends where it begins, when `after`
    begins where it ends, when its sentence has not `only` in it, or has `unless` in it and not `despite`.
    """

    find: tuple[Gated, ...]
    before: re.Pattern[str] = _NEVER
    after: re.Pattern[str] = _NEVER
    only: re.Pattern[str] = _ALWAYS
    unless: re.Pattern[str] = _NEVER
    despite: re.Pattern[str] = _NEVER

    def is_right(self, found: re.Match[str]) -> bool:
        """Tell whether what was found in a sentence is right after all."""
        sentence = found.string
        return bool(
            not self.only.search(sentence)
            or self.before.search(sentence[: found.start()])
            or self.after.match(sentence, found.end())
            or (self.unless.search(sentence) and not self.despite.search(sentence))
        )


class Found(NamedTuple):
    """What a rule has found: where in a passage it begins and ends, its sentence, its words."""

    passage: Passage
    start: int
    end: int
    sentence: Sentence
    text: str

    @property
    def words(self) -> str:
        """Return the words on one line."""
        return " ".join(self.text.split())

    def finding(self, code: str, values: Mapping[str, object]) -> Finding:
        """Return what was found as a finding; `values` are those beside `found`, the words."""
        passage = self.passage
        return Finding(passage.file, passage.line_at(self.start), code, {"found": self.words, **values})


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known about one language. A name that it has nothing for is a pattern that never matches."""

    rules: Mapping[str, tuple[Rule, ...]]
    words: Mapping[str, Gated]
    secrets: Mapping[str, re.Pattern[str]]

    def found(self, name: str, text: Text) -> Iterator[Found]:
        """Yield what the rules of this name find in a text, each place once."""
        places: dict[int, list[Found]] = {}
        for rule in self.rules.get(name, ()):
            for gate, pattern in rule.find:
                for passage in _passages_behind(gate, text):
                    places.setdefault(id(passage), []).extend(_places(rule, gate, pattern, passage))
        for passage in text.passages if any(places.values()) else ():
            end = 0
            for place in sorted(places.get(id(passage), ()), key=lambda place: (place.start, -place.end)):
                if place.start >= end:
                    end = place.end
                    yield place

    def word(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a word."""
        return self.words[name].pattern if name in self.words else _NEVER

    def says(self, name: str, passage: Passage) -> bool:
        """Tell whether a word is in a passage; the answer is kept, headings are asked again and again."""
        if name not in passage.said:
            word = self.words.get(name)
            passage.said[name] = (
                word is not None
                and may_hold(word.gate, passage.small)
                and bool(word.pattern.search(passage.text))
            )
        return passage.said[name]

    def has(self, name: str, text: str) -> bool:
        """Tell whether a word is in a text."""
        word = self.words.get(name)
        return word is not None and may_hold(word.gate, held(text)) and bool(word.pattern.search(text))


@cache
def load_rules(language: str, never_asks: tuple[tuple[str, str], ...] = ()) -> Rules:
    """Read the rules of a language; one without a file has those of every language.

    `never_asks` are id and name of what support never asks for.
    """
    folder = Path(__file__).parent
    files = [path for path in (folder / "every.yml", folder / f"{language}.yml") if path.is_file()]
    data: list[dict[str, Any]] = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    called = {name: pattern for known in data for name, pattern in known.get("secrets", {}).items()}
    secrets = {key: called.get(key, re.escape(name)) for key, name in never_asks}
    parts = {name: part for known in data for name, part in known.get("parts", {}).items()}
    parts["secret"] = "|".join(secrets.values()) or "(?!)"
    rules: dict[str, tuple[Rule, ...]] = {}
    for known in data:
        for name, given in known.get("rules", {}).items():
            each = given if isinstance(given, list) else [given]
            rules[name] = (*rules.get(name, ()), *(_rule(rule, parts) for rule in each))
    words = {name: _gated(word, parts) for known in data for name, word in known.get("words", {}).items()}
    patterns = {key: _compile(pattern, parts) for key, pattern in secrets.items()}
    words["secret"] = _gated("{secret}", parts)
    return Rules(rules, words, patterns)


def _gated(pattern: str, parts: Mapping[str, str]) -> Gated:
    compiled = _compile(pattern, parts)
    return Gated(gate_of(compiled), compiled)


def _passages_behind(gate: Gate, text: Text) -> Iterable[Passage]:
    """Return the passages of a text in which a pattern has a chance."""
    if not may_hold(gate, text.small):
        return ()
    return text.passages_with(gate[0]) if gate else text.passages


def _places(rule: Rule, gate: Gate, pattern: re.Pattern[str], passage: Passage) -> Iterator[Found]:
    if may_hold(gate, passage.small):
        for sentence in passage.sentences:
            for place in pattern.finditer(sentence.text) if may_hold(gate, sentence.small) else ():
                if not rule.is_right(place):
                    start, end = (sentence.offset + offset for offset in place.span())
                    yield Found(passage, start, end, sentence, place[0])


def _rule(data: dict[str, Any], parts: Mapping[str, str]) -> Rule:
    patterns: dict[str, Any] = {name: _compile(data[name], parts) for name in data if name != "find"}
    if "before" in data:
        patterns["before"] = _compile(data["before"], parts, "$")
    find = data["find"] if isinstance(data["find"], list) else [data["find"]]
    return Rule(find=tuple(_gated(pattern, parts) for pattern in find), **patterns)


def _compile(given: str | list[str], parts: Mapping[str, str], end: str = "") -> re.Pattern[str]:
    pattern = "|".join(given) if isinstance(given, list) else given
    while _PART.search(pattern):
        pattern = _PART.sub(lambda name: f"(?:{parts[name[1]]})", pattern)
    spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(f"(?:{spaced}){end}", re.IGNORECASE)

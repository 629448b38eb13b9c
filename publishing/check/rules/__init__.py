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
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PART = re.compile(r"\{([a-z_]+)\}")
_NEVER, _ALWAYS = re.compile(r"(?!)"), re.compile("")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing not to write.

    `find` is what it looks like. It is right after all when `before` ends where it begins, when `after`
    begins where it ends, when its sentence has not `only` in it, or has `unless` in it and not `despite`.
    `needs` are literals of which a text has at least one, or the rule is not tried: they are there for speed.
    """

    find: re.Pattern[str]
    before: re.Pattern[str] = _NEVER
    after: re.Pattern[str] = _NEVER
    only: re.Pattern[str] = _ALWAYS
    unless: re.Pattern[str] = _NEVER
    despite: re.Pattern[str] = _NEVER
    needs: tuple[str, ...] = ()

    def found(self, sentence: str) -> Iterator[re.Match[str]]:
        """Yield what is wrong in a sentence."""
        if self.needs and not any(literal in sentence for literal in self.needs):
            return
        for found in self.find.finditer(sentence):
            right = (
                not self.only.search(sentence)
                or self.before.search(sentence[: found.start()])
                or self.after.match(sentence, found.end())
            )
            if not right and (not self.unless.search(sentence) or self.despite.search(sentence)):
                yield found


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known about one language. A name that it has nothing for is a pattern that never matches."""

    rules: Mapping[str, tuple[Rule, ...]]
    words: Mapping[str, re.Pattern[str]]
    secrets: Mapping[str, re.Pattern[str]]

    def found(self, name: str, sentence: str) -> Iterator[re.Match[str]]:
        """Yield what the rules of this name find in a sentence, each place once."""
        end = 0
        for found in sorted(
            (found for rule in self.rules.get(name, ()) for found in rule.found(sentence)),
            key=lambda found: (found.start(), -found.end()),
        ):
            if found.start() >= end:
                end = found.end()
                yield found

    def word(self, name: str) -> re.Pattern[str]:
        """Return the pattern of a word."""
        return self.words.get(name, _NEVER)

    def has(self, name: str, text: str) -> bool:
        """Tell whether a word is in a text."""
        return bool(self.word(name).search(text))


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
    words = {name: _compile(word, parts) for known in data for name, word in known.get("words", {}).items()}
    return Rules(rules, words, {key: _compile(pattern, parts) for key, pattern in secrets.items()})


def _rule(data: dict[str, Any], parts: Mapping[str, str]) -> Rule:
    patterns: dict[str, Any] = {name: _compile(data[name], parts) for name in data if name != "needs"}
    if "before" in data:
        patterns["before"] = _compile(data["before"], parts, "$")
    return Rule(**patterns, needs=tuple(data.get("needs", ())))


def _compile(given: str | list[str], parts: Mapping[str, str], end: str = "") -> re.Pattern[str]:
    pattern = "|".join(given) if isinstance(given, list) else given
    while _PART.search(pattern):
        pattern = _PART.sub(lambda name: f"(?:{parts[name[1]]})", pattern)
    spaced = pattern.replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(f"(?:{spaced}){end}", re.IGNORECASE)

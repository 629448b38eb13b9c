"""The rule set as it stands in `rules.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

RULES = Path(__file__).with_name("rules.json")

Ranges = tuple[tuple[str, str, frozenset[int]], ...]


class CardShapes(NamedTuple):
    """What a card number looks like. A range is first prefix, last prefix, lengths (ISO/IEC 7812).

    `ranges_near` are believed only where something near speaks of a card: Korean domestic cards begin with 9,
    as many other numbers do.
    """

    shapes: frozenset[tuple[int, ...]]
    ranges: Ranges
    ranges_near: Ranges


class Rule(NamedTuple):
    """How one kind of secret is recognised. Group 1 of a pattern is the secret; README.md has the rest."""

    kind: str
    find: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    digits: int = 0
    keep: int = 0
    cased: bool = False
    against: bool = False
    check: str = ""
    unless: str = ""
    starts: frozenset[str] = frozenset()
    """The characters with which labels begin, of a rule that has nothing else to go by."""


class RuleSet(NamedTuple):
    """All rules, in the order in which they are asked."""

    mark: str
    folding: Mapping[str, str]
    not_secret: str
    other_numbers: tuple[str, ...]
    after: str
    card: CardShapes
    rules: tuple[Rule, ...]
    keep: Mapping[str, int]


def load_rules(path: Path = RULES) -> RuleSet:
    """Read the rule set."""
    data = json.loads(path.read_text(encoding="utf-8"))
    rules = tuple(_rule(rule, data) for rule in data["rules"])
    card = data["card"]
    return RuleSet(
        mark=data["mark"],
        folding={mine: whole for whole, all_mine in data["folding"].items() for mine in all_mine},
        not_secret=data["not_secret"],
        other_numbers=tuple(data["other_numbers"]),
        after=data["after"],
        card=CardShapes(
            frozenset(tuple(shape) for shape in card["shapes"]),
            _ranges(card["ranges"]),
            _ranges(card["ranges_near"]),
        ),
        rules=rules,
        keep={rule.kind: rule.keep for rule in rules if rule.keep},
    )


def _rule(data: Mapping[str, Any], whole: Mapping[str, Any]) -> Rule:
    """Return one rule with its `%parts%` put in and its exception looked up."""
    fields: dict[str, Any] = {name: value for name, value in data.items() if name != "except"}
    for name in ("labels", "near", "hints"):
        fields[name] = tuple(data.get(name, ()))
    for name in ("find", "before", "then"):
        fields[name] = tuple(_assembled(pattern, whole["parts"]) for pattern in data.get(name, ()))
    by_label = not ("find" in data or "check" in data)
    starts = frozenset(label[0] for label in fields["labels"]) if by_label else frozenset()
    return Rule(**fields, unless=whole[data["except"]] if "except" in data else "", starts=starts)


def _assembled(pattern: str, parts: Mapping[str, str]) -> str:
    """Return the pattern with each `%name%` replaced; a part may name earlier ones."""
    for name, part in reversed(list(parts.items())):
        pattern = pattern.replace(f"%{name}%", part)
    return pattern


def _ranges(data: list[list[Any]]) -> Ranges:
    return tuple((first, last, frozenset(lengths)) for first, last, lengths in data)

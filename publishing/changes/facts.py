"""What is different between two states of the facts, in the words in which pages show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from publishing.site.opening_hours import hours_words
from publishing.site.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages
    from publishing.site.vocabulary import Words

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that is new, gone or another.

    `place` names it as pages do, like `channels.pay_phone.number`; `name` is what visitors know its entry by.
    `old` and `new` are its words in `language`; None where there is none.
    """

    place: str
    name: str
    language: str
    old: str | None
    new: str | None


def fact_changes(
    before: Facts, after: Facts, catalogues: Mapping[str, Messages], today: date, reader: str = ""
) -> list[FactChange]:
    """Return what is different in any language of the center.

    What is the same in several is told in the language of the `reader`, else in the center's first.
    """
    found: list[FactChange] = []
    told: set[tuple[str, str | None, str | None]] = set()
    for language in sorted(after.languages, key=lambda code: code != reader):
        if language not in before.languages:
            continue
        old, new = (dict(_leaves(_tree(facts, catalogues[language], today))) for facts in (before, after))
        names = {**_names(old), **_names(new)}
        for place in sorted({*old, *new}):
            was, now = old.get(place), new.get(place)
            if was != now and (place, was, now) not in told:
                told.add((place, was, now))
                found.append(FactChange(place, _name_of(place, names), language, was, now))
    return _entries_whole(found)


def _tree(facts: Facts, messages: Messages, today: date) -> Mapping[str, Words]:
    language = messages.language
    announced = {key: told.text[language] for key, told in facts.announcements.items()}
    special = {
        f"{key} {day}": f"{hours_words(spans.hours, messages)} ({spans.reason[language]})"
        for key, schedule in facts.schedules.items()
        for day, spans in schedule.special.items()
    }
    return {**vocabulary(facts, messages, today), "announcements": announced, "special_days": special}


def _leaves(tree: Mapping[str, Words], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, str):
            words = " ".join(unescape(_TAG.sub(" ", value)).split())
            if words:
                yield f"{above}{key}", words
        else:
            yield from _leaves(value, f"{above}{key}.")


def _names(leaves: Mapping[str, str]) -> dict[str, str]:
    return {place.removesuffix(".name"): words for place, words in leaves.items() if place.endswith(".name")}


def _name_of(place: str, names: Mapping[str, str]) -> str:
    return names.get(place.rpartition(".")[0], "")


def _entries_whole(changes: list[FactChange]) -> list[FactChange]:
    """Return the changes with one line for an entry that is new or gone, not one for each of its words."""
    whole = {
        (change.place.removesuffix(".name"), change.old is None)
        for change in changes
        if change.place.endswith(".name") and None in (change.old, change.new)
    }
    return [
        change
        for change in changes
        if change.place.endswith(".name")
        or not any(change.place.startswith(f"{entry}.") for entry, _ in whole)
    ]

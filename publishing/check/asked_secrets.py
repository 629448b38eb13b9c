"""Texts that ask for what the center says it never asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.passages import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publishing.check.center import CheckedCenter
    from publishing.check.finding import Finding
    from publishing.check.passages import Passage
    from publishing.check.rules import Found, Rules


def find_asked_secrets(center: CheckedCenter) -> Iterable[Finding]:
    """Find requests for a secret, also to have it ready, alone or in a list of such things."""
    asking = list(center.found("asks_secret"))
    told = {id(found.passage) for found in asking}
    for found in asking:
        yield from _findings(center, found)
    for text in center.texts:
        rules = center.rules[text.language]
        ready = [item for item in text.passages if id(item) not in told and _is_to_be_ready(rules, item)]
        for found in rules.found("names_secret", Text(text.language, ready)):
            yield from _findings(center, found)


def _findings(center: CheckedCenter, found: Found) -> Iterator[Finding]:
    language = found.passage.language
    for key, pattern in center.rules[language].secrets.items():
        if pattern.search(found.text):
            values = {
                "fact": center.place("never_asks", key),
                "says": center.facts.never_asks[key].get(language, key),
                "instead": "{{ never_asks.sentence }}",
            }
            yield found.finding("asks_secret", values)


def _is_to_be_ready(rules: Rules, passage: Passage) -> bool:
    """Tell whether a passage is an item in a list of what to have ready for a contact, and no warning."""
    is_sentence = passage.text.rstrip().endswith((".", "!", "?"))
    return (
        passage.kind in {"item", "step"}
        and not is_sentence
        and any(rules.says("prepare", above) for above in passage.above[:1])
        and any(rules.says("contact", above) for above in passage.above)
        and not rules.says("not_handed", passage)
    )

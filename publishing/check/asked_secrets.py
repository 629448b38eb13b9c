"""Texts that ask for what the center says it never asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publishing.check.center import CheckedCenter
    from publishing.check.passages import Passage


def find_asked_secrets(center: CheckedCenter) -> Iterable[Finding]:
    """Find requests for a secret, also to have it ready, alone or in a list of such things."""
    for passage in center.passages:
        if passage.kind == "question":
            continue
        rules = center.rules(passage.language)
        places = [
            (sentence.offset + found.start(), found[0])
            for sentence in passage.sentences
            for found in rules.found("asks_secret", sentence.text)
        ]
        for start, words in places or _listed(center, passage):
            for key, pattern in rules.secrets.items():
                if pattern.search(words):
                    yield Finding(
                        passage.file,
                        passage.line_at(start),
                        "asks_secret",
                        {
                            "found": " ".join(words.split()),
                            "fact": center.place("never_asks", key),
                            "says": center.facts.never_asks[key].get(passage.language, key),
                            "instead": "{{ never_asks.sentence }}",
                        },
                    )


def _listed(center: CheckedCenter, passage: Passage) -> Iterator[tuple[int, str]]:
    """Yield a list item that is a secret, under words that say to have things ready for a contact."""
    rules = center.rules(passage.language)
    if passage.kind not in {"item", "step"} or not passage.above:
        return
    lead, over = passage.above[0].text, "\n".join(above.text for above in passage.above)
    if (
        not rules.has("prepare", lead)
        or not rules.has("contact", over)
        or rules.has("not_handed", passage.text)
    ):
        return
    for pattern in rules.secrets.values():
        found = pattern.search(passage.text)
        if found:
            yield found.start(), found[0]

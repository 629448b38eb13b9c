"""Opening hours written into texts, and hours of which nobody says whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding
from publishing.check.mentions import clause_around, spoken_of
from publishing.check.naming import names_channel, says_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter


def find_loose_hours(center: CheckedCenter) -> Iterable[Finding]:
    """Find opening hours that are no reference: they would go on being shown when the fact has changed."""
    for passage in center.passages:
        if passage.kind == "question":
            continue
        rules = center.rules(passage.language)
        for sentence in passage.sentences:
            for found in rules.found("loose_hours", sentence.text):
                start, end = (sentence.offset + place for place in found.span())
                first, last = clause_around(center, passage, start, end)
                if rules.has("others", passage.text[first:last]):
                    continue
                channel = spoken_of(center, passage, start, end).channels[0]
                yield Finding(
                    passage.file,
                    passage.line_at(start),
                    "loose_hours",
                    {"found": " ".join(found[0].split()), **center.hours(channel, passage.language)},
                )


def find_hours_without_channel(center: CheckedCenter) -> Iterable[Finding]:
    """Find references to hours beside which nothing says which channel keeps them."""
    for passage in center.passages:
        for reference in passage.references:
            if reference.path[0] != "channels" or reference.path[2:] != ("hours",):
                continue
            channel = reference.path[1]
            if channel not in center.facts.channels or names_channel(center, passage, channel):
                continue
            if not says_kind(center, passage, channel):
                yield Finding(
                    passage.file,
                    passage.line_at(reference.offset),
                    "hours_without_channel",
                    {
                        "found": f"{{{{ channels.{channel}.hours }}}}",
                        "fact": center.place("channels", channel, "name"),
                        "says": center.facts.channels[channel].name.get(passage.language, ""),
                        "instead": f"{{{{ channels.{channel}.name }}}}",
                    },
                )

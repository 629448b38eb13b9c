"""Opening hours written into texts, and hours of which nobody says whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding
from publishing.check.mentions import of_others, spoken_of
from publishing.check.naming import names_channel, says_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter


def find_loose_hours(center: CheckedCenter) -> Iterable[Finding]:
    """Find opening hours that are no reference: they would go on being shown when the fact has changed."""
    for found in center.found("loose_hours"):
        if not of_others(center, found):
            channel = spoken_of(center, found).channels[0]
            yield found.finding("loose_hours", center.hours(channel, found.passage.language))


def find_hours_without_channel(center: CheckedCenter) -> Iterable[Finding]:
    """Find references to hours beside which nothing says which channel keeps them."""
    for passage in center.every_passage():
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

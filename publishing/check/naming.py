"""Whether a reader is told which channel a number or an hour belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.mentions import services_of
from publishing.check.passages import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publishing.check.center import CheckedCenter
    from publishing.check.passages import Passage


def names_channel(center: CheckedCenter, passage: Passage, channel: str) -> bool:
    """Tell whether a paragraph, list item or table, or the heading it stands under, says name or purpose."""
    name = center.facts.channels[channel].name.get(passage.language, "")
    wanted = {("channels", channel, "name"), ("channels", channel, "purpose")}
    return any(
        any(path in wanted for path, _ in part.references) or (name and name in part.text)
        for part in _read_together(center, passage)
    )


def says_kind(center: CheckedCenter, passage: Passage, channel: str) -> bool:
    """Tell whether they say at least its kind, and the channel is the only one of it that could be meant."""
    kind = center.facts.channels[channel].kind
    services = services_of(center, passage)
    meant = [
        key
        for key, item in center.facts.channels.items()
        if item.kind == kind and (not services or item.service in services)
    ]
    word = center.rules[passage.language].word(kind)
    return meant == [channel] and any(word.search(part.text) for part in _read_together(center, passage))


def _read_together(center: CheckedCenter, passage: Passage) -> Iterator[Passage]:
    yield from center.units[unit_of(passage)]
    yield from [above for above in passage.above if above.kind == "heading"][:1]

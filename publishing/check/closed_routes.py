"""Urgent matters sent to a line that is closed at night, with nothing said about the night."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.always_open import is_limited
from publishing.check.finding import Finding
from publishing.check.mentions import named_channels, offers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpcenter.center.facts import Channel
    from publishing.check.center import CheckedCenter
    from publishing.check.passages import Passage


def find_closed_routes(center: CheckedCenter) -> Iterable[Finding]:
    """Find "at once" with a limited channel for urgent topics, and no word on its closed hours."""
    for page in center.every_page():
        passages = center.page_texts[page.path].passages
        for passage in passages:
            rules = center.rules[passage.language]
            if not rules.says("at_once", passage):
                continue
            for mention in named_channels(center, passage):
                channel = mention.channels[0]
                urgent = _takes_urgent(center, channel) and is_limited(center, channel, page.language)
                if urgent and not _says_otherwise(center, passage, passages):
                    yield Finding(
                        passage.file,
                        passage.line_at(mention.start),
                        "closed_route",
                        {
                            "found": channel.name.get(passage.language, channel.id),
                            **center.hours(channel, passage.language),
                            "instead": _instead(center, channel),
                        },
                    )
                    break


def _takes_urgent(center: CheckedCenter, channel: Channel) -> bool:
    return any(topic.urgent and offers(center, channel, topic) for topic in center.facts.topics.values())


def _says_otherwise(center: CheckedCenter, passage: Passage, passages: Iterable[Passage]) -> bool:
    """Tell whether the section names a channel that does not close, or what to do meanwhile."""
    section = _section(passage)
    for part in passages:
        if part is not passage and _section(part) is not section:
            continue
        if any(path[0] == "topics" and path[-1] == "when_closed" for path, _ in part.references):
            return True
        if center.rules[part.language].says("outside", part) and (part.links or part.references):
            return True
        if any(
            not is_limited(center, mention.channels[0], part.language)
            for mention in named_channels(center, part)
        ):
            return True
    return False


def _section(passage: Passage) -> Passage | None:
    if passage.kind == "heading":
        return passage
    return next((above for above in passage.above if above.kind == "heading"), None)


def _instead(center: CheckedCenter, channel: Channel) -> str:
    topics = [
        topic.id
        for topic in center.facts.topics.values()
        if topic.urgent and topic.when_closed and offers(center, channel, topic)
    ]
    return ", ".join(f"{{{{ topics.{key}.when_closed }}}}" for key in topics)

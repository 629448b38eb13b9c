"""Which channel a text speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from publishing.check.cleaning import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from helpcenter.center.facts import Channel, Topic
    from publishing.check.center import CheckedCenter
    from publishing.check.passages import Passage
    from publishing.check.rules import Found

KINDS = ("phone", "chat", "inquiry", "mail", "community")
_LIVE = frozenset({"phone", "chat"})


class Mention(NamedTuple):
    """Where in a passage channels are spoken of. `by_name` is false for a mere word like "chat"."""

    start: int
    end: int
    channels: tuple[Channel, ...]
    by_name: bool


@dataclass(frozen=True)
class Spoken:
    """The channels a statement is about, and whether it says so itself."""

    channels: tuple[Channel, ...]
    said: bool


def named_channels(center: CheckedCenter, passage: Passage) -> Iterator[Mention]:
    """Yield the channels that a passage names, by reference or with their own name."""
    channels = center.facts.channels
    for reference in passage.references:
        if reference.path[0] == "channels" and len(reference.path) > 1 and reference.path[1] in channels:
            end = reference.offset + len(REFERENCE)
            yield Mention(reference.offset, end, (channels[reference.path[1]],), by_name=True)
    for channel in channels.values():
        name = channel.name.get(passage.language, "")
        start = passage.text.find(name) if name else -1
        if start >= 0:
            yield Mention(start, start + len(name), (channel,), by_name=True)


def mentions(center: CheckedCenter, passage: Passage) -> list[Mention]:
    """Return the channels that a passage speaks of; a word like "chat" means those of its service."""
    named = list(named_channels(center, passage))
    found = list(named)
    services = services_of(center, passage)
    for kind in KINDS:
        meant = tuple(mention.channels[0] for mention in named if mention.channels[0].kind == kind)
        of_kind = [channel for channel in center.facts.channels.values() if channel.kind == kind]
        ours = tuple(channel for channel in of_kind if channel.service in services)
        channels = meant or ours or tuple(of_kind)
        for word in center.rules[passage.language].word(kind).finditer(passage.text):
            inside = any(mention.start <= word.start() < mention.end for mention in named)
            if channels and not inside:
                found.append(Mention(word.start(), word.end(), channels, by_name=False))
    return sorted(found, key=_start)


def services_of(center: CheckedCenter, passage: Passage) -> frozenset[str]:
    """Return the services that a passage names, else the one its page is about."""
    services = center.facts.services
    named = {path[1] for path, _ in passage.references if path[0] == "services" and len(path) > 1}
    named |= {
        key
        for key, service in services.items()
        if service.name.get(passage.language, REFERENCE) in passage.text
    }
    topic = center.facts.topics.get(passage.about.topic or "")
    own = passage.about.service or (topic.service if topic else None)
    return frozenset(named & set(services) or ({own} if own else ()))


def spoken_of(center: CheckedCenter, found: Found) -> Spoken:
    """Return the channels that what was found is about.

    The nearest mention counts: in the same clause, sentence, passage, in what the passage stands under, then
    what its page is about. What is about nothing at all is about every phone and chat; where there is
    neither, about every channel.
    """
    passage = found.passage
    here = mentions(center, passage)
    for first, last in _scopes(center, found):
        near = [mention for mention in here if first <= mention.start < last]
        if near:
            nearest = min(
                near, key=lambda mention: max(found.start - mention.end, mention.start - found.end, 0)
            )
            return Spoken(nearest.channels, said=True)
    own = center.facts.channels.get(passage.about.channel or "")
    if own:
        return Spoken((own,), said=True)
    for above in passage.above:
        over = {item.id: item for mention in mentions(center, above) for item in mention.channels}
        if over:
            return Spoken(tuple(over.values()), said=False)
    return Spoken(_live_channels(center, passage), said=False)


def of_others(center: CheckedCenter, found: Found) -> bool:
    """Tell whether the clause of what was found speaks of somebody else: a bank, a shop, the police."""
    first, last = next(iter(_scopes(center, found)))
    return center.rules[found.passage.language].has("others", found.passage.text[first:last])


def offers(center: CheckedCenter, channel: Channel, topic: Topic) -> bool:
    """Tell whether a channel is for a topic; a heading is offered what one of its sub-topics is."""
    below = [item for item in center.facts.topics.values() if item.parent == topic.id]
    if any(offers(center, channel, item) for item in below):
        return True
    return topic.id in channel.topics if channel.topics else channel.service in {None, topic.service}


def _start(mention: Mention) -> int:
    return mention.start


def _scopes(center: CheckedCenter, found: Found) -> Iterator[tuple[int, int]]:
    """Yield where the clause, the sentence and the passage around what was found begin and end."""
    passage, sentence = found.passage, found.sentence
    last = sentence.offset + len(sentence.text)
    clauses = center.rules[passage.language].word("clause").finditer(sentence.text)
    breaks = [clause.start() + sentence.offset for clause in clauses]
    yield (
        max((place for place in breaks if place <= found.start), default=sentence.offset),
        min((place for place in breaks if place >= found.end), default=last),
    )
    yield sentence.offset, last
    yield 0, len(passage.text)


def _live_channels(center: CheckedCenter, passage: Passage) -> tuple[Channel, ...]:
    live = [channel for channel in center.facts.channels.values() if channel.kind in _LIVE]
    topic = center.facts.topics.get(passage.about.topic or "")
    services = services_of(center, passage)
    ours = _first(
        [channel for channel in live if topic and offers(center, channel, topic)],
        [channel for channel in live if channel.service in services],
        live,
        center.facts.channels.values(),  # a center without phone and chat
    )
    return tuple(ours)


def _first(*choices: Iterable[Channel]) -> list[Channel]:
    return next((list(choice) for choice in choices if choice), [])

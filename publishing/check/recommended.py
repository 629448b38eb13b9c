"""Channels that a page sends people to although they are of no use there."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from publishing.check.finding import Finding
from publishing.check.mentions import KINDS, Mention, named_channels, offers, services_of
from publishing.check.passages import unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from helpcenter.center.facts import Channel, Topic
    from publishing.check.center import CheckedCenter
    from publishing.check.pages import SourcePage
    from publishing.check.passages import Passage


def find_wrong_channels(center: CheckedCenter) -> Iterable[Finding]:
    """Find channels that don't exist, or aren't offered for the topic, the language or without signing in."""
    yield from _missing_kinds(center)
    for page in center.every_page():
        yield from _wrong_subject(center, page)
        for passage in center.page_texts[page.path].passages:
            yield from _unknown(center, passage)
            named: dict[str, Mention] = {}
            for mention in sorted(named_channels(center, passage), key=lambda mention: mention.start):
                named.setdefault(mention.channels[0].id, mention)
            for mention in named.values():
                yield from _useless(center, passage, mention)


def _wrong_subject(center: CheckedCenter, page: SourcePage) -> Iterator[Finding]:
    """Yield a topic or service in the front matter that the facts do not have."""
    for key, known in (("topic", center.facts.topics), ("service", center.facts.services)):
        value = page.word(key)
        if value is not None and value not in known:
            near = get_close_matches(value, known, n=1, cutoff=0.5)
            values = {
                "found": value,
                "fact": center.place(f"{key}s"),
                "instead": "".join(near) or ", ".join(known),
            }
            yield Finding(page.path, page.meta_lines[key], f"unknown_{key}", values)


def _unknown(center: CheckedCenter, passage: Passage) -> Iterator[Finding]:
    channels = center.facts.channels
    for path, offset in passage.references:
        if path[0] == "channels" and len(path) > 1 and path[1] not in channels:
            near = get_close_matches(path[1], channels, n=1, cutoff=0.5)
            values = {
                "found": path[1],
                "fact": center.place("channels"),
                "instead": "".join(near) or ", ".join(channels),
            }
            yield Finding(passage.file, passage.line_at(offset), "unknown_channel", values)


def _missing_kinds(center: CheckedCenter) -> Iterator[Finding]:
    """Yield advice like "call us" where nobody can be called about this, or not in this language.

    Messages of the catalogues are said only where the thing is there: one about a chat, to who had a chat.
    """
    for kind in (*KINDS, "other"):
        for found in center.found(f"send_to_{kind}"):
            if found.passage.kind != "message" and not _offered(center, found.passage, kind):
                yield found.finding("missing_kind", {"fact": center.place("channels")})


def _offered(center: CheckedCenter, passage: Passage, kind: str) -> bool:
    topic, services = center.facts.topics.get(passage.about.topic or ""), services_of(center, passage)
    told = any(path[-1] == "languages" for path, _ in passage.references)
    return any(
        channel.kind == kind
        and (told or passage.language in channel.languages)
        and (
            offers(center, channel, topic) if topic else not services or channel.service in {None, *services}
        )
        for channel in center.facts.channels.values()
    ) or any(mention.channels[0].kind == kind for mention in named_channels(center, passage))


def _useless(center: CheckedCenter, passage: Passage, mention: Mention) -> Iterator[Finding]:
    """Yield why somebody who reads this passage cannot use the channel it names."""
    channel = mention.channels[0]
    topic, service = center.facts.topics.get(passage.about.topic or ""), passage.about.service
    read = center.units[unit_of(passage)]
    told = {path[2] for part in read for path, _ in part.references if path[:2] == ("channels", channel.id)}
    values = {"found": channel.name.get(passage.language, channel.id), "id": channel.id}
    line = passage.line_at(mention.start)
    if passage.language not in channel.languages and "languages" not in told:
        fact = center.place("channels", channel.id, "languages")
        instead = f"{{{{ channels.{channel.id}.languages }}}}"
        yield Finding(passage.file, line, "channel_language", {**values, "fact": fact, "instead": instead})
    wrong_topic = topic and not offers(center, channel, topic)
    wrong_service = not topic and service and channel.service not in {None, service}
    if (
        (wrong_topic or wrong_service)
        and "purpose" not in told
        and not _leads_elsewhere(center, read, channel)
    ):
        fact = center.place("channels", channel.id, "topics" if channel.topics else "service")
        instead = _others(center, passage, topic, service)
        topic_name = topic.name.get(passage.language, topic.id) if topic else service
        yield Finding(
            passage.file,
            line,
            "channel_topic",
            {**values, "topic": topic_name, "fact": fact, "instead": instead},
        )
    if channel.sign_in and "sign_in" not in told and _cannot_sign_in(center, passage, topic):
        fact = center.place("channels", channel.id, "sign_in")
        instead = _others(center, passage, topic, service, sign_in=False)
        yield Finding(passage.file, line, "channel_sign_in", {**values, "fact": fact, "instead": instead})


def _leads_elsewhere(center: CheckedCenter, read: Iterable[Passage], channel: Channel) -> bool:
    """Tell whether the passages also name a topic that the channel is for: then it is for that."""
    topics = center.facts.topics
    named = {path[1] for part in read for path, _ in part.references if path[0] == "topics" and len(path) > 1}
    pages = {page.uri: page.word("topic") for page in center.pages[next(iter(read)).language]}
    linked = {pages.get(link.partition("#")[0].lstrip("./")) or "" for part in read for link in part.links}
    return any(offers(center, channel, topics[key]) for key in named | linked if key in topics)


def _cannot_sign_in(center: CheckedCenter, passage: Passage, topic: Topic | None) -> bool:
    """Tell whether the reader of a passage may be locked out, and the passage does not mind that."""
    rules = center.rules[passage.language]
    locked_out = (topic and topic.sign_in_trouble) or any(
        rules.says("locked_out", part) for part in (passage, *passage.above)
    )
    return locked_out and not rules.says("sign_in_said", passage)


def _others(
    center: CheckedCenter, passage: Passage, topic: Topic | None, service: str | None, *, sign_in: bool = True
) -> str:
    """Return references to the channels that would be right."""
    right = [
        channel.id
        for channel in center.facts.channels.values()
        if passage.language in channel.languages
        and (sign_in or not channel.sign_in)
        and (offers(center, channel, topic) if topic else channel.service in {None, service})
        and channel.kind in {"phone", "chat", "inquiry"}
    ]
    return ", ".join(f"{{{{ channels.{key}.name }}}}" for key in right)

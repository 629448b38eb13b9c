"""Ways to start a chat that are told twice, and not the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publishing.check.finding import Finding
from publishing.check.mentions import mentions, services_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publishing.check.center import CheckedCenter
    from publishing.check.pages import SourcePage
    from publishing.check.passages import Passage


class _Route(NamedTuple):
    """Steps that end in a chat: where they stand, whose they are, whether the page declares to be the way."""

    declared: bool
    file: str
    line: int
    steps: tuple[str, ...]
    channels: frozenset[str]


def find_second_routes(center: CheckedCenter) -> Iterable[Finding]:
    """Find two descriptions of how to start the same chat; a page declares the right one with `route:`."""
    for pages in center.pages.values():
        yield from _twice_declared(center, pages)
        routes = [route for page in pages for route in _routes(center, page)]
        routes.sort(key=lambda route: (not route.declared, route.file, route.line))
        for position, route in enumerate(routes):
            for first in routes[:position]:
                if route.steps != first.steps and route.channels & first.channels:
                    values = {"found": " > ".join(route.steps), "other": f"{first.file}:{first.line}"}
                    yield Finding(route.file, route.line, "second_route", values)
                    break


def _twice_declared(center: CheckedCenter, pages: Iterable[SourcePage]) -> Iterator[Finding]:
    declared: dict[str, SourcePage] = {}
    for page in pages:
        for channel in _declared(page):
            if channel not in center.facts.channels:
                known = ", ".join(center.facts.channels)
                values = {"found": channel, "fact": center.place("channels"), "instead": known}
                yield Finding(page.path, page.meta_lines["route"], "unknown_channel", values)
            first = declared.setdefault(channel, page)
            if first is not page:
                other = f"{first.path}:{first.meta_lines['route']}"
                yield Finding(
                    page.path, page.meta_lines["route"], "route_twice", {"found": channel, "other": other}
                )


def _routes(center: CheckedCenter, page: SourcePage) -> Iterator[_Route]:
    rules = center.rules[page.language]
    lists: dict[int, list[Passage]] = {}
    for passage in center.page_texts[page.path].passages:
        if passage.kind == "step":
            lists.setdefault(passage.group, []).append(passage)
        elif rules.says("start", passage) and rules.says("arrow", passage):
            steps = tuple(" ".join(step.split()) for step in rules.word("arrow").split(passage.text))
            yield _route(center, page, passage, steps)
    for steps_of in lists.values():
        if len(steps_of) > 1 and any(rules.says("start", step) for step in steps_of):
            yield _route(center, page, steps_of[0], tuple(" ".join(step.text.split()) for step in steps_of))


def _route(center: CheckedCenter, page: SourcePage, passage: Passage, steps: tuple[str, ...]) -> _Route:
    declared = frozenset(_declared(page))
    services = services_of(center, passage)
    chats = [channel for channel in center.facts.channels.values() if channel.kind == "chat"]
    named = {
        mention.channels[0].id
        for part in (passage, *passage.above)
        for mention in mentions(center, part)
        if mention.by_name
    }
    ours = {channel.id for channel in chats if channel.service in services}
    channels = declared or named & {channel.id for channel in chats} or ours or {chat.id for chat in chats}
    return _Route(bool(declared), page.path, passage.line, steps, frozenset(channels))


def _declared(page: SourcePage) -> list[str]:
    """Return the channels to which a page declares to be the way: `route: video_chat`, or a list."""
    value = page.meta.get("route", [])
    return [str(item) for item in (value if isinstance(value, list) else [value])]

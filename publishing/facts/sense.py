"""What the schema cannot say: facts that are well formed and still cannot be true, or must not be public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publishing.facts.dates import date_problems
from publishing.facts.places import places
from publishing.facts.problems import Problem
from publishing.facts.spans import parse_days, parse_hours, parse_span, without_breaks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publishing.facts.source import Place, Source


def sense_problems(source: Source) -> Iterator[Problem]:
    """Yield contradictions inside single facts."""
    for place, promise in places(source.data, "topics.*.promise"):
        if ("open_hours" in promise) == ("business_days" in promise):
            yield source.problem(place, "facts.promise_one_of")
    for place, wait in places(source.data, "channels.*.usual_wait_minutes"):
        if wait[0] > wait[1]:
            yield source.problem(place, "facts.wait_reversed", least=str(wait[0]), most=str(wait[1]))
    for pattern in ("schedules.*", "schedules.*.dated.*"):
        for place, week in places(source.data, pattern):
            yield from _week_problems(source, place, week)
    for place, topic in places(source.data, "topics.*"):
        for name in sorted({*topic.get("required", ())} & {*topic.get("optional", ())}):
            yield source.problem((*place, "optional"), "facts.field_twice", value=name)
    yield from date_problems(source)


def privacy_problems(source: Source) -> Iterator[Problem]:
    """Yield every mail address but the public ones of channels: the file and its comments are public."""
    public = [address for _, address in places(source.data, "channels.*.address")]
    for line, address in source.mail_addresses():
        if address not in public:
            yield Problem(source.file, line, "facts.private_address", {"value": address})


def _week_problems(source: Source, place: Place, week: dict[str, Any]) -> Iterator[Problem]:
    for part in ("hours", "breaks"):
        seen: set[int] = set()
        for days in week.get(part, {}):
            if seen & set(parse_days(days)):
                yield source.problem((*place, part, days), "facts.day_twice", value=days)
            seen.update(parse_days(days))
    spans = {day: parse_hours(hours) for days, hours in week["hours"].items() for day in parse_days(days)}
    for days, breaks in week.get("breaks", {}).items():
        for text in breaks:
            cut = [parse_span(text)]
            if any(without_breaks(spans.get(day, ()), cut) == spans.get(day, ()) for day in parse_days(days)):
                yield source.problem((*place, "breaks", days), "facts.break_outside", value=text)

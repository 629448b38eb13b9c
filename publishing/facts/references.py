"""Names in the center file that must be names of something."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from publishing.facts.places import places, texts
from publishing.facts.problems import suggestion
from publishing.facts.public_holidays import known_countries

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publishing.facts.problems import Problem
    from publishing.facts.source import Source

# The kind of name, and where such names are used. The names themselves are the keys of the section.
_USES = {
    "schedule": (
        "schedules",
        (
            "business_schedule",
            "closures.*.schedules.*",
            "openings.*.schedules.*",
            "channels.*.schedule",
            "channels.*.language_schedules.*",
            "topics.*.promise.schedule",
        ),
    ),
    "service": ("services", ("channels.*.service", "topics.*.service")),
    "department": ("departments", ("topics.*.department",)),
    "parent": ("topics", ("topics.*.parent",)),
    "topic": ("topics", ("channels.*.topics.*",)),
    "channel": ("channels", ("peaks.*.channels.*",)),
    "field": ("fields", ("topics.*.required.*", "topics.*.optional.*")),
    "language": ("spoken_languages", ("languages.*", "channels.*.languages.*")),
}


def reference_problems(source: Source) -> Iterator[Problem]:
    """Yield every name that names nothing, with the nearest one that does, and every missing translation."""
    data = source.data
    for kind, (section, patterns) in _USES.items():
        yield from _unknown(source, kind, patterns, data.get(section, {}))
    yield from _unknown(source, "zone", ("time_zone",), available_timezones())
    yield from _unknown(source, "country", ("country", "schedules.*.country"), known_countries())
    yield from _unknown_keys(source)
    yield from _circles(source)
    yield from _translations(source, data["languages"])


def _unknown(source: Source, kind: str, patterns: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
    names = list(known)
    for pattern in patterns:
        for place, value in places(source.data, pattern):
            if value not in names:
                yield source.problem(place, f"facts.unknown_{kind}", value=value, **suggestion(value, names))


def _unknown_keys(source: Source) -> Iterator[Problem]:
    countries = known_countries()
    for country in source.data.get("holidays", {}):
        if country not in countries:
            near = suggestion(country, countries)
            yield source.problem(("holidays", country), "facts.unknown_country", value=country, **near)
    languages: list[str] = source.data["languages"]
    for language in source.data.get("synonyms", {}):
        if language not in languages:
            near = suggestion(language, languages)
            yield source.problem(("synonyms", language), "facts.unknown_language", value=language, **near)
    for place, schedules in places(source.data, "channels.*.language_schedules"):
        spoken = source.data["channels"][place[1]]["languages"]
        for code in schedules:
            if code not in spoken:
                yield source.problem(
                    (*place, code), "facts.unknown_language", value=code, **suggestion(code, spoken)
                )


def _circles(source: Source) -> Iterator[Problem]:
    topics: dict[str, dict[str, Any]] = source.data["topics"]
    for key, topic in topics.items():
        seen, above = {key}, topic.get("parent")
        while above in topics and above not in seen:
            seen.add(above)
            above = topics[above].get("parent")
        if above == key:
            yield source.problem(("topics", key, "parent"), "facts.parent_circle", value=key)


def _translations(source: Source, languages: list[str]) -> Iterator[Problem]:
    for place, words in texts(source.data):
        for language in languages:
            if language not in words:
                yield source.problem(place, "facts.missing_language", name=str(place[-1]), language=language)
        for language in words:
            if language not in languages:
                near = suggestion(language, languages)
                yield source.problem((*place, language), "facts.unknown_language", value=language, **near)

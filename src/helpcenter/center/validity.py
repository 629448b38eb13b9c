"""Facts that are true for a time only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from helpcenter.center.facts import Facts
    from helpcenter.center.texts import Record


class _Fact(Protocol):
    @property
    def record(self) -> Record: ...


_AnyFact = TypeVar("_AnyFact", bound=_Fact)


def facts_in_force(facts: Facts, day: date) -> Facts:
    """Return the facts without what is not true on `day`, a day in the center's zone.

    Hours stay: a schedule that is not in force is closed, and says so itself. A channel may name topics
    that are gone; nobody asks it about them.
    """
    iso_day = day.isoformat()

    def held(section: Mapping[str, _AnyFact]) -> dict[str, _AnyFact]:
        return {key: fact for key, fact in section.items() if fact.record.holds_on(iso_day)}

    fields, channels = held(facts.fields), held(facts.channels)
    return replace(
        facts,
        services=held(facts.services),
        departments=held(facts.departments),
        fields=fields,
        channels=channels,
        topics={
            key: replace(
                topic,
                required=tuple(field for field in topic.required if field in fields),
                optional=tuple(field for field in topic.optional if field in fields),
            )
            for key, topic in held(facts.topics).items()
        },
        peaks=tuple(
            replace(peak, channels=tuple(channel for channel in peak.channels if channel in channels))
            for peak in facts.peaks
            if peak.record.holds_on(iso_day)
        ),
    )

"""What is true about the center, as the compiled facts say it.

`publishing.facts` writes the file from `center.yml`, checked and complete; here it is only read, with
nothing but the standard library, because this runs at each cold start of a function. Mappings keep the
order of `center.yml`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from helpcenter.center.announcements import Announcement, announcement_from_json
from helpcenter.center.channels import Channel, Peak, channel_from_json, peak_from_json
from helpcenter.center.clock import Transition
from helpcenter.center.schedules import Schedule, Week, schedule_from_json, week_from_json
from helpcenter.center.texts import Record, record_from_json
from helpcenter.center.topics import Field, Promise, Topic, field_from_json, topic_from_json
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from helpcenter.center.texts import Json, Texts

__all__ = [
    "Announcement",
    "AttachmentLimits",
    "Brand",
    "Channel",
    "Department",
    "Facts",
    "Field",
    "Peak",
    "Promise",
    "Record",
    "Schedule",
    "Service",
    "Topic",
    "Transition",
    "facts_from_json",
    "load_facts",
]

_Fact = TypeVar("_Fact")


@record
class Brand:
    """Whose center it is; `legal_name` is what contracts and the privacy notice say."""

    name: Texts
    legal_name: Texts
    center_name: Texts
    record: Record


@record
class Service:
    """One of the organisation's services."""

    id: str
    name: Texts
    summary: Texts | None
    record: Record


@record
class Department:
    """Who answers. Its mailbox is a private setting of the functions, never a fact."""

    id: str
    name: Texts
    record: Record


@record
class DirectoryEntry:
    """Somebody else's center. `week` is None where its hours are not known."""

    id: str
    name: Texts
    purpose: Texts
    number: str | None
    week: Week | None
    record: Record


@record
class AttachmentLimits:
    """How many files an inquiry may have, and how large each may be (a megabyte is a million bytes)."""

    files: int = 5
    megabytes_each: int = 10

    @property
    def bytes_each(self) -> int:
        """The size of the largest file, in bytes."""
        return self.megabytes_each * 1_000_000


@record
class Facts:
    """Everything `center.yml` says.

    `version` changes when anything in the facts does. `languages` are the site's, the default first;
    `spoken_languages` (code -> name) also those that only some channels speak. `holidays` is country ->
    ISO date -> name. `calling_code` is the country's telephone code without a plus, None when nobody said it.
    `never_asks` is what support never asks for, id -> name. `synonyms` are lists of what means the same, by
    language; only search reads them. `counting` tells whether the center counts what helped and what did not.
    `proof_of_work` is the cost of what a browser computes for an inquiry, None without. Days are in
    `time_zone`, and both `covers_from` and `covers_to` are covered.
    """

    version: str
    site_url: str
    time_zone: str
    languages: tuple[str, ...]
    spoken_languages: Mapping[str, Texts]
    brand: Brand
    services: Mapping[str, Service]
    departments: Mapping[str, Department]
    topics: Mapping[str, Topic]
    fields: Mapping[str, Field]
    channels: Mapping[str, Channel]
    directory: Mapping[str, DirectoryEntry]
    announcements: Mapping[str, Announcement]
    peaks: tuple[Peak, ...]
    schedules: Mapping[str, Schedule]
    business_schedule: str
    calling_code: str | None
    holidays: Mapping[str, Mapping[str, Texts]]
    never_asks: Mapping[str, Texts]
    synonyms: Mapping[str, Sequence[Sequence[str]]]
    counting: bool
    transcript_retention_days: int
    attachments: AttachmentLimits
    proof_of_work: int | None
    covers_from: date
    covers_to: date
    clock: tuple[Transition, ...]

    @property
    def choices(self) -> dict[str, Topic]:
        """Return the topics that can be written about: one with sub-topics is only their heading."""
        headings = {topic.parent for topic in self.topics.values()}
        return {key: topic for key, topic in self.topics.items() if key not in headings}

    @property
    def own_numbers(self) -> tuple[str, ...]:
        """Return the digits of the center's own telephone numbers, which anybody may write."""
        numbers = (channel.number for channel in self.channels.values() if channel.number)
        return tuple("".join(filter(str.isdigit, number)) for number in numbers)


def load_facts(path: Path) -> Facts:
    """Read the compiled facts.

    Raises:
        OSError: the file cannot be read.
        ValueError, KeyError: it was not written by `publishing.facts`.
    """
    return facts_from_json(json.loads(path.read_text(encoding="utf-8")))


def facts_from_json(data: Json) -> Facts:
    """Turn the compiled JSON object into facts."""
    return Facts(
        version=data["version"],
        site_url=data["site_url"],
        time_zone=data["time_zone"],
        languages=tuple(data["languages"]),
        spoken_languages=_in_order(data["spoken_languages"], lambda _, item: item["name"]),
        brand=_brand(data["brand"]),
        services=_in_order(data["services"], _service),
        departments=_in_order(data["departments"], _department),
        topics=_in_order(data["topics"], topic_from_json),
        fields=_in_order(data["fields"], field_from_json),
        channels=_in_order(data["channels"], channel_from_json),
        directory=_in_order(data["directory"], _directory_entry),
        announcements=_in_order(data["announcements"], announcement_from_json),
        peaks=tuple(peak_from_json(peak) for peak in data["peaks"]),
        schedules=_in_order(data["schedules"], schedule_from_json),
        business_schedule=data["business_schedule"],
        calling_code=data.get("calling_code"),
        holidays=data["holidays"],
        never_asks=_in_order(data["never_asks"], lambda _, item: item["name"]),
        synonyms=data.get("synonyms", {}),
        counting=data.get("counting", True),
        transcript_retention_days=data["transcript_retention_days"],
        attachments=AttachmentLimits(**data.get("attachments", {})),
        proof_of_work=data.get("proof_of_work"),
        covers_from=date.fromisoformat(data["covers"][0]),
        covers_to=date.fromisoformat(data["covers"][1]),
        clock=tuple(Transition(*transition) for transition in data["clock"]),
    )


def _brand(data: Json) -> Brand:
    return Brand(data["name"], data["legal_name"], data["center_name"], record_from_json(data))


def _service(key: str, data: Json) -> Service:
    return Service(key, data["name"], data.get("summary"), record_from_json(data))


def _department(key: str, data: Json) -> Department:
    return Department(key, data["name"], record_from_json(data))


def _directory_entry(key: str, data: Json) -> DirectoryEntry:
    week = week_from_json(data["week"]) if data["week"] else None
    return DirectoryEntry(
        key, data["name"], data["purpose"], data.get("number"), week, record_from_json(data)
    )


def _in_order(section: Mapping[str, Json], read: Callable[[str, Json], _Fact]) -> dict[str, _Fact]:
    """Read each entry of a section, in the order of `center.yml`, which sorted JSON keys have lost."""
    keys = sorted(section, key=lambda key: section[key]["order"])
    return {key: read(key, section[key]) for key in keys}

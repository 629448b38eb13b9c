"""From the checked center file to the compiled facts."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from publishing.facts.clock import offset_changes
from publishing.facts.problems import CenterFileError
from publishing.facts.public_holidays import public_holidays, years_without_holidays
from publishing.facts.references import reference_problems
from publishing.facts.schema import shape_problems
from publishing.facts.sense import privacy_problems, sense_problems
from publishing.facts.source import read_source
from publishing.facts.spans import parse_days, parse_span
from publishing.facts.weeks import compile_special_days, compile_weeks

if TYPE_CHECKING:
    from pathlib import Path

    from publishing.facts.source import Source

YEARS_AHEAD = 3

_RECORD = ("source", "verified_on", "review_after", "valid_from", "valid_to")
# What a sub-topic takes from its parent unless it says something else.
_INHERITED = (
    "service",
    "department",
    "urgent",
    "sign_in_trouble",
    "promise",
    "retention_days",
    "when_closed",
    "required",
    "optional",
    "source",
    "valid_from",
    "valid_to",
)

# Characters that an answer may have, by the kind of its field; a choice and a date have a form instead.
_FIELD_LIMITS = {"line": 200, "text": 1000, "moment": 100, "amount": 40}


def compile_facts(path: Path, today: date | None = None) -> dict[str, object]:
    """Check a center file and return the facts in the form that functions, pages and browsers read.

    The facts cover the days from last year to three years ahead of `today`, which is the current day in
    the center's zone unless given; nothing else depends on it.

    Raises:
        CenterFileError: the file cannot be read, is malformed or contradicts itself.
    """
    source = read_source(path)
    problems = [*shape_problems(source), *privacy_problems(source)]
    if not problems:
        problems = [*reference_problems(source), *sense_problems(source)]
    if problems:
        raise CenterFileError(problems)
    year = (today or datetime.now(ZoneInfo(source.data["time_zone"])).date()).year
    facts = _compile(source, (date(year - 1, 1, 1), date(year + YEARS_AHEAD, 12, 31)))
    # Through JSON and back: what the caller gets is what is written.
    plain: dict[str, object] = json.loads(json.dumps(facts))
    content = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return {**plain, "version": hashlib.sha256(content.encode()).hexdigest()[:12]}


def _compile(source: Source, covers: tuple[date, date]) -> dict[str, Any]:
    data = source.data
    holidays = _holidays(source, covers)
    return {
        "generated_by": "python -m publishing.facts",
        **{key: data[key] for key in ("site_url", "time_zone", "languages", "business_schedule")},
        **{key: data[key] for key in ("calling_code", "attachments") if key in data},
        "brand": _with_record(data["brand"]),
        "transcript_retention_days": data["transcript_retention_days"],
        "proof_of_work": data.get("proof_of_work", {}).get("cost"),
        "synonyms": data.get("synonyms", {}),
        "counting": data.get("counting", True),
        "covers": [day.isoformat() for day in covers],
        "clock": offset_changes(ZoneInfo(data["time_zone"]), *covers),
        "holidays": holidays,
        "spoken_languages": _ordered(
            {code: {"name": name} for code, name in data["spoken_languages"].items()}
        ),
        **{
            section: _ordered({key: _with_record(fact) for key, fact in data.get(section, {}).items()})
            for section in ("services", "departments", "announcements", "never_asks")
        },
        "fields": _ordered({key: _field(field) for key, field in data.get("fields", {}).items()}),
        "topics": _ordered({key: _topic(key, data) for key in data["topics"]}),
        "channels": _ordered({key: _channel(channel) for key, channel in data.get("channels", {}).items()}),
        "directory": _ordered(
            {key: _directory_entry(entry) for key, entry in data.get("directory", {}).items()}
        ),
        "schedules": _ordered({key: _schedule(key, data, holidays, covers) for key in data["schedules"]}),
        "peaks": [_peak(peak) for peak in data.get("peaks", [])],
    }


def _ordered(section: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Note the order of the file in each entry: the keys of the compiled facts are sorted."""
    return {key: {**item, "order": order} for order, (key, item) in enumerate(section.items())}


def _with_record(fact: dict[str, Any]) -> dict[str, Any]:
    record = {key: fact[key] for key in _RECORD if key in fact}
    return {**{key: value for key, value in fact.items() if key not in _RECORD}, "record": record}


def _topic(key: str, data: dict[str, Any]) -> dict[str, Any]:
    topic: dict[str, Any] = data["topics"][key]
    above = topic
    while parent := above.get("parent"):
        above = data["topics"][parent]
        topic = {**{name: above[name] for name in _INHERITED if name in above}, **topic}
    promise = {"schedule": data["business_schedule"], **topic["promise"]}
    required = topic.get("required", [])
    # A sub-topic may require what its parent leaves open.
    optional = [field for field in topic.get("optional", []) if field not in required]
    return _with_record({**topic, "required": required, "optional": optional, "promise": promise})


def _field(field: dict[str, Any]) -> dict[str, Any]:
    choices = field.get("choices", {})
    limit = field.get("limit", _FIELD_LIMITS.get(field["kind"]))
    return _with_record(
        {**field, "limit": limit, "choices": [{"id": key, "name": name} for key, name in choices.items()]}
    )


def _channel(channel: dict[str, Any]) -> dict[str, Any]:
    return _with_record({"topics": [], "language_schedules": {}, **channel})


def _directory_entry(entry: dict[str, Any]) -> dict[str, Any]:
    # What is not said about holidays is not known, and nothing is claimed about them.
    weeks = compile_weeks({"on_holidays": "as_usual", **entry}) if "hours" in entry else [None]
    told = {key: value for key, value in entry.items() if key not in {"hours", "on_holidays"}}
    return _with_record({**told, "week": weeks[0]})


def _schedule(
    key: str, data: dict[str, Any], holidays: dict[str, dict[str, Any]], covers: tuple[date, date]
) -> dict[str, Any]:
    schedule: dict[str, Any] = data["schedules"][key]
    compiled = {
        "name": schedule["name"],
        "country": schedule.get("country", data["country"]),
        "weeks": compile_weeks(schedule),
        "record": _with_record(schedule)["record"],
    }
    special = compile_special_days(key, compiled, data, holidays[compiled["country"]], covers)
    return {**compiled, "special": special}


def _peak(peak: dict[str, Any]) -> dict[str, Any]:
    start, end = parse_span(peak["hours"])
    return _with_record({**peak, "days": parse_days(peak["days"]), "start": start, "end": end})


def _holidays(source: Source, covers: tuple[date, date]) -> dict[str, dict[str, Any]]:
    data = source.data
    schedules = data["schedules"].values()
    countries = sorted({data["country"], *(item["country"] for item in schedules if "country" in item)})
    changes = data.get("holidays", {})
    # One day more than is covered: last night's shift may belong to it.
    first = covers[0] - timedelta(days=1)
    tables = {
        country: public_holidays(country, first, covers[1], data["languages"], changes.get(country, {}))
        for country in countries
    }
    problems = [
        source.problem(("country",), "facts.no_holidays", country=country, year=str(year))
        for country, table in tables.items()
        for year in years_without_holidays(table, *covers)
    ]
    if problems:
        raise CenterFileError(problems)
    return tables

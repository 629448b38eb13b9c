"""Public holidays as a table of days, from the `holidays` library (lunar and substitute days included)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


def known_countries() -> list[str]:
    """Return the country codes whose holidays can be computed."""
    return sorted(holidays.list_supported_countries())


def public_holidays(
    country: str, first: date, last: date, languages: Sequence[str], changes: dict[str, Any]
) -> dict[str, dict[str, str]]:
    """Return ISO day -> language -> name of each public holiday from `first` to `last`.

    `changes` may `add` named days and `remove` days. A language that the library does not know for the
    country gets English names, else the country's own.
    """
    years = range(first.year, last.year + 1)
    found: dict[str, dict[str, str]] = {}
    for language in languages:
        table = holidays.country_holidays(country, years=years, language=_library_language(country, language))
        for day, name in table.items():
            if first <= day <= last:
                found.setdefault(day.isoformat(), {})[language] = name
    for extra in changes.get("add", []):
        found[extra["date"]] = extra["name"]
    for day in changes.get("remove", []):
        found.pop(day, None)
    return found


def years_without_holidays(days: Iterable[str], first: date, last: date) -> list[int]:
    """Return the years from `first` to `last` in which no day is a holiday."""
    with_holidays = {day[:4] for day in days}
    return [year for year in range(first.year, last.year + 1) if str(year) not in with_holidays]


def _library_language(country: str, language: str) -> str | None:
    supported = holidays.country_holidays(country, years=()).supported_languages
    for wanted in (language, "en"):
        near = [name for name in supported if name.partition("_")[0] == wanted]
        if near:
            return near[0]
    return None

"""The center as schema.org describes one: an Organization with its ContactPoints, for search engines.

Vocabulary: https://schema.org/ContactPoint and https://schema.org/OpeningHoursSpecification. Where these
leave a choice, it is made as in Google's guide to LocalBusiness data: a day of 24 hours is 00:00 to 23:59, a
closed day 00:00 to 00:00, and a shift past midnight closes before it opens.
"""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from publishing.site.addresses import home_of
from publishing.site.vocabulary import page_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from helpcenter.center.facts import Channel, Facts, Schedule
    from helpcenter.center.schedules import Spans

DAYS_AHEAD = 365  # how far special days are told

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_MINUTES = 1440
_ONE_DAY = timedelta(days=1)
_NO_HOURS: Spans = ((0, 0),)


def organization(facts: Facts, language: str, today: date) -> dict[str, object]:
    """Return the organisation with every channel that is in use on `today`, in one language's words."""
    return {
        "@context": "https://schema.org",
        "@type": "Organization",
        "@id": urljoin(facts.site_url, "#organization"),
        "name": facts.brand.name[language],
        "legalName": facts.brand.legal_name[language],
        "url": urljoin(facts.site_url, home_of(language, facts.languages)),
        "contactPoint": [
            point
            for channel in facts.channels.values()
            if _in_use(channel, today)
            for point in _contact_points(channel, facts, language, today)
        ],
    }


def script_json(data: object) -> str:
    """Return JSON that may stand inside a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def international_number(number: str, calling_code: str | None) -> str:
    """Return a national number for callers from anywhere, without the 0 that only national callers dial.

    A number that is international already, or of a country whose code the facts do not have, stays as it is.
    """
    if number.startswith("+") or not calling_code:
        return number
    return f"+{calling_code}-{number.removeprefix('0')}"


def opening_hours(facts: Facts, schedule: Schedule, today: date) -> list[dict[str, object]]:
    """Return the weeks that hold on `today` or later, then the days of the year ahead that differ."""
    iso_today = today.isoformat()
    weeks = [week for week in schedule.weeks if (week.valid_to or iso_today) >= iso_today]
    hours: list[dict[str, object]] = []
    for week in weeks:
        validity = _validity(week.valid_from, week.valid_to)
        for spans in dict.fromkeys(week.days):
            days = [name for name, own in zip(_WEEKDAYS, week.days, strict=True) if own == spans]
            hours += [{**_times(span), "dayOfWeek": days, **validity} for span in spans]
    return [*hours, *_special_days(facts, schedule, today)]


def _contact_points(
    channel: Channel, facts: Facts, language: str, today: date
) -> Iterator[dict[str, object]]:
    """Yield one contact point for each of the channel's timetables, with the languages that keep it."""
    for schedule in dict.fromkeys(channel.schedule_in(code) for code in channel.languages):
        page = page_path(channel, facts, language)
        point = {
            "@type": "ContactPoint",
            "contactType": "customer service",
            "name": channel.name[language],
            "description": channel.purpose[language],
            "telephone": channel.number and international_number(channel.number, facts.calling_code),
            "email": channel.address,
            "url": page and urljoin(facts.site_url, page),
            "availableLanguage": [
                code for code in channel.languages if channel.schedule_in(code) == schedule
            ],
            "hoursAvailable": schedule and opening_hours(facts, facts.schedules[schedule], today),
        }
        yield {key: value for key, value in point.items() if value}


def _special_days(facts: Facts, schedule: Schedule, today: date) -> Iterator[dict[str, object]]:
    """Yield holidays and exceptions; neighbouring days with the same hours are told as one stretch."""
    holidays = facts.holidays.get(schedule.country, {})
    days = (today + ahead * _ONE_DAY for ahead in range(DAYS_AHEAD))
    covered = [day for day in days if day <= facts.covers_to]
    differing = [
        (day, hours)
        for day in covered
        for hours in [schedule.hours_on(day, holiday=day.isoformat() in holidays)]
        if hours != _ordinary_hours(schedule, day)
    ]
    # Neighbours have the same distance from their place in the list.
    numbered = enumerate(differing)
    for _, group in groupby(numbered, key=lambda item: (item[1][0] - item[0] * _ONE_DAY, item[1][1])):
        stretch = [day for _, (day, _) in group]
        hours = schedule.hours_on(stretch[0], holiday=stretch[0].isoformat() in holidays)
        validity = _validity(stretch[0].isoformat(), stretch[-1].isoformat())
        for span in hours or _NO_HOURS:
            yield {**_times(span), **validity}


def _ordinary_hours(schedule: Schedule, day: date) -> Spans:
    week = schedule.week_on(day)
    return week.days[day.weekday()] if week else ()


def _in_use(channel: Channel, today: date) -> bool:
    day, record = today.isoformat(), channel.record
    return (record.valid_from or day) <= day <= (record.valid_to or day)


def _times(span: tuple[int, int]) -> dict[str, object]:
    start, end = span
    times = {
        "opens": start,
        "closes": min(end, start + _DAY_MINUTES - 1),
    }  # a whole day would close as it opens
    clock = {key: f"{minute // 60 % 24:02}:{minute % 60:02}" for key, minute in times.items()}
    return {"@type": "OpeningHoursSpecification", **clock}


def _validity(first: str | None, last: str | None) -> dict[str, object]:
    bounds = {"validFrom": first, "validThrough": last}
    return {key: day for key, day in bounds.items() if day}

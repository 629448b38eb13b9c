"""Hours as the center file writes them, so that an operator finds and mends them there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from publishing.facts.spans import ALL_DAY, WEEKDAYS

if TYPE_CHECKING:
    from datetime import date

    from helpcenter.center.coverage import Hours
    from helpcenter.center.schedules import Spans

_DATES_SHOWN = 3


def hours_notation(hours: Hours) -> str:
    """Return hours like `mon-fri 00:00-09:00, 18:00-24:00; sat-sun 24h; 2026-12-25, 2027-01-01 24h`.

    Of days that are alike the first few are named; a sign stands for the others.
    """
    parts = []
    for spans, group in groupby(range(len(hours.week)), key=lambda weekday: hours.week[weekday]):
        days = [WEEKDAYS[weekday] for weekday in group]
        if spans:
            parts.append(f"{days[0]}{f'-{days[-1]}' if len(days) > 1 else ''} {_spans(spans)}")
    dates: dict[Spans, list[date]] = {}
    for day, spans in hours.days.items():
        dates.setdefault(spans, []).append(day)
    for spans, alike in dates.items():
        shown = ", ".join(str(day) for day in alike[:_DATES_SHOWN])
        parts.append(f"{shown}{', …' if len(alike) > _DATES_SHOWN else ''} {_spans(spans)}")
    return "; ".join(parts)


def _spans(spans: Spans) -> str:
    if spans == ALL_DAY:
        return "24h"
    return ", ".join(f"{_time(start)}-{_time(end)}" for start, end in spans)


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

"""Hours as they are written, and as minutes: sums and differences of spans of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpcenter.center.schedules import Spans

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 1440
ALL_DAY: Spans = ((0, DAY),)


def parse_span(text: str) -> tuple[int, int]:
    """Read `HH:MM-HH:MM` as minutes after midnight; an end before the beginning is on the next day."""
    start, end = (int(time[:2]) * 60 + int(time[3:]) for time in text.split("-"))
    return start, end if end > start else end + DAY


def parse_days(text: str) -> tuple[int, ...]:
    """Read `wed` or `sat-mon` as weekdays, Monday 0; a range may run over the end of the week."""
    first, _, last = text.partition("-")
    start = WEEKDAYS.index(first)
    count = (WEEKDAYS.index(last or first) - start) % 7 + 1
    return tuple((start + step) % 7 for step in range(count))


def parse_hours(hours: str | list[str]) -> Spans:
    """Read `24h` or a list of spans; overlapping ones are joined."""
    return ALL_DAY if isinstance(hours, str) else union(parse_span(text) for text in hours)


def union(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return the spans in order, those that touch joined."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def without(spans: Spans, gap: tuple[int, int]) -> Spans:
    """Return the spans with one stretch of time cut out."""
    parts = [part for start, end in spans for part in ((start, min(end, gap[0])), (max(start, gap[1]), end))]
    return tuple((start, end) for start, end in parts if start < end)


def without_breaks(spans: Spans, breaks: Iterable[tuple[int, int]]) -> Spans:
    """Cut breaks out of a day's spans; in a shift past midnight a break may be on the next day."""
    for start, end in breaks:
        spans = without(without(spans, (start, end)), (start + DAY, end + DAY))
    return spans

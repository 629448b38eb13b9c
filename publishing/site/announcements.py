"""The announcements of a build's day and of the days to come, as pages carry them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from helpcenter.center.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Collection

    from helpcenter.center.facts import Facts

_DAY_MINUTES = 1440


class Announced(NamedTuple):
    """An announcement in the words of one language.

    It holds from the instant `since` and before `until`, both in milliseconds since 1970 in UTC; browsers
    go by them, for a site is read long after it was built. `holds_now` is how it was when it was built.
    `link` is site-relative, a full address, or empty.
    """

    text: str
    link: str
    since: int
    until: int
    holds_now: bool


def announced(facts: Facts, language: str, today: date) -> list[Announced]:
    """Return what is announced on `today`, a day in the center's zone, and what will be."""
    clock, home = Clock(facts.clock), "" if language == facts.languages[0] else f"{language}/"
    found = []
    for announcement in facts.announcements.values():
        record, page = announcement.record, announcement.page or ""
        if not record.valid_from or not record.valid_to or record.valid_to < today.isoformat():
            continue
        since = clock.instant(date.fromisoformat(record.valid_from), 0)
        until = clock.instant(date.fromisoformat(record.valid_to), _DAY_MINUTES)
        link = page if not page or "://" in page else home + page
        found.append(
            Announced(
                announcement.text[language],
                link,
                int(since.timestamp() * 1000),
                int(until.timestamp() * 1000),
                record.holds_on(today.isoformat()),
            )
        )
    return found


def unknown_announced_pages(facts: Facts, home: str, urls: Collection[str]) -> list[tuple[str, str]]:
    """Return (announcement, page) of each that leads to no page of the site.

    `home` is the folder of a language, `urls` the addresses of its pages.
    """
    return [
        (announcement.id, announcement.page)
        for announcement in facts.announcements.values()
        if announcement.page
        and "://" not in announcement.page
        and home + announcement.page.partition("#")[0] not in urls
    ]

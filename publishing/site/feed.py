"""The feed of changes: what writers say they changed, newest first (Atom, RFC 4287).

A page tells its changes in its front matter, a day with a sentence each:

    changed:
      2026-11-15: Now says what to do at night.

Neither a commit nor `reviewed` is a change: the one may mend a comma, the other finds that all is right.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpcenter.center.clock import Clock
    from publishing.site.outline import PageName

NEWEST = 30  # entries in the feed


class ChangesError(ValueError):
    """A page's `changed` is no list of days with a sentence each."""


class Change(NamedTuple):
    """What changed on a page on a day."""

    day: date
    sentence: str


class FeedEntry(NamedTuple):
    """One entry: a lasting ID, the page's title and address, the moment (RFC 3339), what changed."""

    id: str
    title: str
    address: str
    updated: str
    sentence: str


def page_changes(meta: Mapping[str, object]) -> list[Change]:
    """Read a page's front matter; a page without `changed` has no changes.

    Raises:
        ChangesError: it cannot be read.
    """
    told = meta.get("changed", {})
    if not isinstance(told, dict):
        raise ChangesError(told)
    for day, sentence in told.items():
        if type(day) is not date or not isinstance(sentence, str) or not sentence.strip():
            raise ChangesError(day, sentence)
    return [Change(day, sentence.strip()) for day, sentence in told.items()]


def feed_entries(
    pages: Iterable[tuple[PageName, list[Change]]], clock: Clock, today: date, host: str
) -> list[FeedEntry]:
    """Return the newest changes up to `today`; what is dated later waits for its day.

    Args:
        pages: the pages of one language with their changes.
        clock: the center's: a change is made at the beginning of its day.
        today: the day of the build in the center's zone.
        host: the site's own, for IDs that stay the same wherever the site is built for (RFC 4151).
    """
    entries = [
        FeedEntry(
            f"tag:{host},{change.day}:{urlsplit(page.address).path}",
            page.title,
            page.address,
            start_of(change.day, clock),
            change.sentence,
        )
        for page, changes in pages
        for change in changes
        if change.day <= today
    ]
    return sorted(entries, key=lambda entry: (entry.updated, entry.address), reverse=True)[:NEWEST]


def start_of(day: date, clock: Clock) -> str:
    """Return the beginning of a day in the center's zone (RFC 3339)."""
    return clock.local(clock.instant(day, 0)).isoformat()

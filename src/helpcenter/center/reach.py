"""Who can be reached with a topic while some channels are open and others are not."""

from __future__ import annotations

from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from helpcenter.center.channels import Channel
    from helpcenter.center.schedules import Spans
    from helpcenter.center.topics import Topic

_LIVE = frozenset({"phone", "chat"})
# In a community users answer, not the center: that it is open leads nobody out of a dead end.
_OFFICIAL = _LIVE | {"inquiry", "mail"}


class Reach(StrEnum):
    """Who can be reached, the best there is.

    `LIVE`: an agent, without signing in. `LIVE_SIGNED_IN`: an agent, but only after signing in. `WRITTEN`: a
    message is taken, nobody answers now. `NOBODY` is a dead end: not even a message is taken, or only a
    message and the topic is urgent. For sign-in trouble, channels that need a sign-in do not count.
    """

    LIVE = "live"
    LIVE_SIGNED_IN = "live_signed_in"
    WRITTEN = "written"
    NOBODY = "nobody"


class Stretch(NamedTuple):
    """A part of a day, from minute `start` to `end`, in which the same channels are open."""

    start: int
    end: int
    channels: tuple[Channel, ...]
    reach: Reach

    @property
    def locks_out(self) -> bool:
        """Tell whether the center can be reached only by signing in, or not at all."""
        return not any(channel.kind in _OFFICIAL and not channel.sign_in for channel in self.channels)


Day = tuple[Stretch, ...]
"""Stretches from minute 0 to 1440, in order, with nothing between them."""


def reach_of(topic: Topic, channels: Iterable[Channel]) -> Reach:
    """Return who is reached with the topic while these channels are open."""
    trouble = topic.sign_in_trouble
    usable = [one for one in channels if one.kind in _OFFICIAL and not (trouble and one.sign_in)]
    live = [one for one in usable if one.kind in _LIVE]
    if live:
        return Reach.LIVE_SIGNED_IN if all(one.sign_in for one in live) else Reach.LIVE
    return Reach.WRITTEN if usable and not topic.urgent else Reach.NOBODY


def spans_where(day: Day, is_so: Callable[[Stretch], bool]) -> Spans:
    """Return the parts of a day of which something is so, neighbouring ones joined."""
    joined = []
    for so, group in groupby(day, key=is_so):
        stretches = list(group)
        if so:
            joined.append((stretches[0].start, stretches[-1].end))
    return tuple(joined)


def spans_of(day: Day, reach: Reach) -> Spans:
    """Return the parts of a day with this reach, neighbouring ones joined."""
    return spans_where(day, lambda stretch: stretch.reach == reach)

"""What many functions are made of: facts, calendar and words, the clock."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from helpcenter.center.calendar import Calendar
from helpcenter.center.facts import load_facts
from helpcenter.messages import load_messages
from helpcenter.records import record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpcenter.center.facts import Facts
    from helpcenter.messages import Messages

DATA = Path(__file__).parents[1] / "data"
"""What `publishing.layer` puts beside the code: facts, mails, the shells of pages, the lists of articles."""


@record
class Center:
    """What the organisation says of itself, as of the last build."""

    facts: Facts
    calendar: Calendar
    messages: Mapping[str, Messages]


def load_center() -> Center:
    """Return the center that was built into DATA."""
    facts = load_facts(DATA / "facts.json")
    return Center(facts, Calendar(facts), load_messages())


def now() -> datetime:
    """Return the moment (UTC)."""
    return datetime.now(UTC)

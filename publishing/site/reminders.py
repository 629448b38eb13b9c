"""What writers note for themselves: a comment that begins with TODO is no part of the page."""

from __future__ import annotations

import re

_REMINDER = re.compile(r"<!--\s*TODO\b.*?-->\n?", re.DOTALL)


def without_reminders(markdown: str) -> str:
    """Return a page without what is noted there for its writers; visitors could read it in the source."""
    return _REMINDER.sub("", markdown)

"""What is wrong with the front matter of a page, as sentences for writers that name file and line."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from helpcenter.messages import Messages


def front_matter_problems(
    file: str, source: str, meta: Mapping[str, object], pages: Collection[str], messages: Messages
) -> list[str]:
    """Return a sentence for each related page that does not exist, and for a day that is none.

    Args:
        file: the page's path, for the sentences.
        source: the whole file.
        meta: its front matter.
        pages: every page of its language, like `topics/mail/spam-filter.md`.
        messages: the words for writers.
    """
    problems = []
    reviewed = meta.get("reviewed")
    if reviewed is not None and not isinstance(reviewed, date):
        line = _line(source, "reviewed:")
        problems.append(messages.text("reviewed_no_day", file=file, line=line, found=reviewed))
    related = meta.get("related") or []
    for uri in related if isinstance(related, list) else [related]:
        if uri not in pages:
            nearest = get_close_matches(str(uri), pages, n=1, cutoff=0.0)
            line = _line(source, str(uri))
            problems.append(
                messages.text("unknown_related", file=file, line=line, page=uri, nearest="".join(nearest))
            )
    return problems


def _line(source: str, text: str) -> int:
    """Return the first line (from 1) that holds a text; 1 when none does."""
    lines = source.splitlines()
    return next((number for number, line in enumerate(lines, 1) if text in line), 1)

"""Checklists: list items with a box to tick, as Markdown makes them, each given a name."""

from __future__ import annotations

import re

_ITEM = re.compile(
    r'<li class="task-list-item"><input type="checkbox"(?P<checked>[^>]*?) ?/> ?(?P<words>.*?)</li>',
    re.DOTALL,
)
_LABELLED = (
    '<li class="task-list-item"><label class="checklist__item">'
    r'<input type="checkbox"\g<checked> autocomplete="off">'
    r'<span class="checklist__words">\g<words></span></label></li>'
)


def with_labels(html: str) -> str:
    """Return the page with the words of each item as the label of its box.

    Whoever presses the words ticks the box, and a screen reader reads them with it.
    """
    return _ITEM.sub(_LABELLED, html)

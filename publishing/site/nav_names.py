"""Names of the navigation's lists: each is a landmark, and landmarks are told apart by their names."""

from __future__ import annotations

import re

_LIST = re.compile(
    r'(<nav class="md-nav" data-md-level="\d+" aria-labelledby=")(__nav_[\d_]+)_label("[^>]*>\s*'
    r'<label class="md-nav__title" )'
)


def with_nav_names(html: str) -> str:
    """Name each list by the title above it.

    The theme names it by the label of its switch, which is empty where the section has a page of its own
    (navigation.indexes).
    """
    return _LIST.sub(r'\1\2_title\3id="\2_title" ', html)

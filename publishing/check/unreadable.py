"""Pages that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publishing.check.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publishing.check.center import CheckedCenter


def find_unreadable_pages(center: CheckedCenter) -> Iterable[Finding]:
    """Find pages in another encoding, and front matter that is no YAML: nothing in it would be known."""
    for page in center.every_page():
        if page.unreadable:
            yield Finding(page.path, page.unreadable.line, "unreadable", {"reason": page.unreadable.reason})

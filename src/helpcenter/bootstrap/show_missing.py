"""What answers for pages that are not there."""

from __future__ import annotations

from helpcenter.api.missing_page import MissingEndpoint, load_missing_pages
from helpcenter.bootstrap.center import DATA


def show_missing() -> MissingEndpoint:
    """Return what answers for pages that are not there. It reads no settings and calls nothing."""
    return load_missing_pages(DATA)

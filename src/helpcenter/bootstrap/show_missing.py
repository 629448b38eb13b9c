"""What answers for pages that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpcenter.api.missing_page import MissingEndpoint, load_missing_pages
from helpcenter.bootstrap.center import DATA

if TYPE_CHECKING:
    from pathlib import Path


def show_missing(data: Path = DATA) -> MissingEndpoint:
    """Return what answers for pages that are not there. It reads no settings and calls nothing."""
    return load_missing_pages(data)

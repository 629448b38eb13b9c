"""The Chromium that tests, pictures and benchmarks visit the site with."""

from __future__ import annotations

from pathlib import Path

# Debian's package chromium-headless-shell: the whole browser's headless mode keeps windows of its own
# busy, and a visit takes half as long again.
_DEBIAN = Path("/usr/bin/chromium-headless-shell")


def installed_chromium() -> str | None:
    """Path of Debian's Chromium without windows; None where Playwright's own is to be used."""
    return str(_DEBIAN) if _DEBIAN.exists() else None

"""A static site, served compressed, and what Chromium loads of it on a first visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from local.chromium import installed_chromium

if TYPE_CHECKING:
    from pathlib import Path

    from local.asgi import App

_PHONE = {"width": 412, "height": 823}  # pixels, as Lighthouse's phone
_LATER = 2000  # milliseconds in which a page may load more after it was there


@dataclass(frozen=True, slots=True)
class Visit:
    """What a first visit loads: bytes as sent, heads included, by kind (`Script`, …), and requests."""

    sizes: dict[str, int]
    requests: int

    @property
    def size(self) -> int:
        """All of them, in bytes."""
        return sum(self.sizes.values())


def app_of(site: Path) -> App:
    """Return what serves a folder with gzip."""
    app = Starlette(routes=[Mount("/", StaticFiles(directory=site, html=True))])
    return cast("App", GZipMiddleware(app, minimum_size=200, compresslevel=6))


def visit(url: str) -> Visit:
    """Visit an address with an empty cache."""
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_chromium())
        page = browser.new_page(viewport={"width": _PHONE["width"], "height": _PHONE["height"]})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]})
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: int(event["encodedDataLength"])}),
        )
        page.goto(url, wait_until="load")
        page.wait_for_timeout(_LATER)
        browser.close()
    by_kind: dict[str, int] = {}
    for request, size in sizes.items():
        kind = kinds.get(request, "Other")
        by_kind[kind] = by_kind.get(kind, 0) + size
    return Visit(by_kind, len(sizes))

"""A static site, served compressed, and what Chromium loads of it on a first visit."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from local.chromium import installed_chromium
from local.serving import listen, port_of, serve_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder with gzip; yield its address without a slash at the end."""
    app: Any = Starlette(routes=[Mount("/", StaticFiles(directory=site, html=True))])
    bound = listen(0)
    address = f"http://127.0.0.1:{port_of(bound)}"
    loop, stop = asyncio.new_event_loop(), asyncio.Event()
    serving = serve_app(GZipMiddleware(app, minimum_size=200, compresslevel=6), bound, stop)
    thread = threading.Thread(target=loop.run_until_complete, args=(serving,), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


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

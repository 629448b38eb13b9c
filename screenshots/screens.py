"""Screens of the center, as visitors have them: where one goes, what one does there, and on what device."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, Self

from playwright.sync_api import sync_playwright

from local.chromium import installed_chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

# A Tuesday afternoon in Seoul: what is open on it is open on every picture.
MOMENT = datetime(2026, 11, 24, 5, 20, tzinfo=UTC)
SCALE = 1.5  # pixels of the picture for one of the page
_PATIENCE_MS = 60_000


class Device(NamedTuple):
    """A screen: its size in CSS pixels, and whether it is dark."""

    width: int
    height: int
    dark: bool = False


DESKTOP = Device(1120, 800)
PHONE = Device(360, 780)


class Screen(NamedTuple):
    """A picture of one screen: the page, the device, and what is done before it is taken.

    `moment` is the visitor's clock, aware; None is the machine's own, for what the center itself must date.
    """

    path: str
    device: Device
    steps: Callable[[Page], None] = lambda _: None
    moment: datetime | None = MOMENT


class Camera:
    """Takes pictures of a center at an address."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address

    def take(self, screen: Screen) -> bytes:
        """Return a screen as PNG."""
        context = self._browser.new_context(
            viewport={"width": screen.device.width, "height": screen.device.height},
            color_scheme="dark" if screen.device.dark else "light",
            device_scale_factor=SCALE,
            locale="en-GB" if screen.path.startswith("/en/") else "ko-KR",
            reduced_motion="reduce",
            timezone_id="Asia/Seoul",
        )
        context.set_default_timeout(_PATIENCE_MS)
        page = context.new_page()
        if screen.moment:
            page.clock.set_fixed_time(screen.moment)
        page.goto(self._address + screen.path)
        page.wait_for_load_state("networkidle")
        screen.steps(page)
        picture = page.screenshot()
        context.close()
        return picture

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Iterator[Self]:
        """Open a Chromium for it: Debian's where it is installed, else Playwright's own."""
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed_chromium(), args=["--no-sandbox"])
            yield cls(browser, address)
            browser.close()

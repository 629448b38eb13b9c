"""A visitor who looks what is open now, on a day and at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.calendar_days import at, ordinary_monday
from tests.site.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from helpcenter.center.facts import Facts

HOMES = {"ko": "/", "en": "/en/"}
# Who reads English is far away: the center's clock counts all the same.
ZONES = {"ko": "Asia/Seoul", "en": "America/New_York"}


def words(language: str, code: str, **values: object) -> str:
    """Return a text of the theme's catalogue."""
    catalogue = json.loads((ROOT / "theme" / "messages" / f"{language}.json").read_text(encoding="utf-8"))
    return str(catalogue[code]).format_map(values)


class LauncherVisit:
    """One visit; `new_page` opens pages, `url` is the site's."""

    page: Page

    def __init__(self, new_page: Callable[..., Page], url: str, facts: Facts) -> None:
        self._new_page = new_page
        self.url = url
        self.facts = facts
        self.monday = ordinary_monday(facts)
        self.language = "ko"

    def at(self, day: date, time: str) -> datetime:
        """Return the instant of a time in the center's zone."""
        return at(self.facts, day, time)

    def go(self, language: str, place: str, now: datetime, **options: Any) -> Page:  # noqa: ANN401 Playwright's
        """Go to a page at an instant, from the zone of the language."""
        self.language = language
        self.page = self._new_page(timezone_id=ZONES[language], **options)
        self.page.clock.install(time=now)
        self.page.goto(self.url + HOMES[language] + place)
        return self.page

    def show(self, language: str, place: str, now: datetime, topic: str | None = None) -> Locator:
        """Go to a page, open the launcher where it is not inline, and choose a topic."""
        page = self.go(language, place, now)
        if page.locator(".launcher-opener").count():
            page.click("button.launcher-opener__button")
        if topic is not None:
            page.select_option("#launcher-topic", topic)
        expect(self.launcher).to_be_visible()
        return self.launcher

    @property
    def launcher(self) -> Locator:
        """The launcher, wherever it is."""
        return self.page.locator(".launcher")

    @property
    def dialog(self) -> Locator:
        """The launcher's dialog."""
        return self.page.get_by_role("dialog", name=words(self.language, "launcher.title"))

    def channel(self, key: str) -> Locator:
        """Return the entry of a channel."""
        name = self.facts.channels[key].name[self.language]
        heading = self.page.get_by_role("heading", name=name)
        return self.launcher.get_by_role("listitem").filter(has=heading)

    def order(self) -> list[str]:
        """Return the names of the channels in their order."""
        return self.launcher.get_by_role("listitem").get_by_role("heading").all_inner_texts()

    def named(self, *keys: str) -> list[str]:
        """Return the names of channels."""
        return [self.facts.channels[key].name[self.language] for key in keys]

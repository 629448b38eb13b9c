"""The announcement bar on days before, within and after, in Chromium. A center of its own: dates go by."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.site.building import component_address

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from playwright.sync_api import Page

    from helpcenter.center.facts import Facts
    from tests.browser.launcher_visit import LauncherVisit
    from tests.browser.scripted_site import ScriptedSite

PAGE = "/en/chat/"


@pytest.fixture
def span(facts: Facts, visit: LauncherVisit) -> tuple[datetime, datetime]:
    """Two moments: the first of an announcement, and the first after it."""
    since = visit.at(facts.covers_to - timedelta(days=40), "00:00")
    return since, since + timedelta(days=3)


def with_announcement(page: Page, site: ScriptedSite, span: tuple[datetime, datetime]) -> None:
    """Serve the page with an announcement for these moments, as a build writes it."""
    since, until = (int(moment.timestamp() * 1000) for moment in span)
    module = f"{site.url}{component_address(site.folder)}/announcement/announcement.mjs"
    bar = (
        '<aside class="md-banner"><div class="md-banner__inner md-grid md-typeset">'
        '<p class="announcement" data-module="announcement" '
        f'data-since="{since}" data-until="{until}" hidden>'
        "Announced</p></div></aside>"
        f'<script type="module" src="{module}"></script>'
    )

    def change(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        html = response.text().replace('<div data-md-component="announce">', f"<div>{bar}", 1)
        route.fulfill(response=response, body=html)  # type: ignore[attr-defined]

    page.route(site.url + PAGE, change)


@pytest.mark.parametrize(
    ("after_start", "is_shown"),
    [
        (timedelta(minutes=-1), False),
        (timedelta(0), True),
        (timedelta(days=2), True),
        (timedelta(days=3), False),
    ],
)
def test_it_is_shown_on_its_days_only(
    new_page: Callable[..., Page],
    site: ScriptedSite,
    span: tuple[datetime, datetime],
    after_start: timedelta,
    is_shown: bool,  # noqa: FBT001
) -> None:
    """Whenever the site was built, wherever the visitor is; an empty bar takes no room."""
    page = new_page(timezone_id="America/New_York")
    page.clock.install(time=span[0] + after_start)
    with_announcement(page, site, span)
    page.goto(site.url + PAGE)
    expect(page.get_by_text("Announced", exact=True)).to_be_visible(visible=is_shown)
    expect(page.locator(".md-banner").first).to_be_visible(visible=is_shown)

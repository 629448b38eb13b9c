"""Whoever follows a dead link, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.browser.launcher_visit import LauncherVisit
    from tests.site.building import BuiltSite

languages = pytest.mark.parametrize("language", HOMES)


def follow_a_dead_link(page: Page, visit: LauncherVisit, built: BuiltSite, language: str) -> None:
    """Go deep below a home to where nothing is, as the site's host answers."""
    visit.language = language
    body = (built.site / HOMES[language].strip("/") / "404.html").read_text(encoding="utf-8")

    def answer(route: Route) -> None:
        route.fulfill(status=404, body=body, content_type="text/html")

    page.route("**/nowhere/at/all/", answer)
    page.goto(f"{visit.url}{HOMES[language]}nowhere/at/all/")


@languages
def test_a_dead_link_shows_what_is_open_now(
    page: Page, visit: LauncherVisit, built: BuiltSite, language: str
) -> None:
    """However deep the address, the launcher stands on the page with its channels."""
    visit.page = page
    page.clock.install(time=visit.at(visit.monday, "10:00"))
    follow_a_dead_link(page, visit, built, language)
    expect(visit.launcher).to_be_visible()
    expect(visit.channel("inquiry")).to_be_visible()


@languages
def test_search_on_a_dead_link_answers_on_the_spot(
    page: Page, visit: LauncherVisit, built: BuiltSite, language: str
) -> None:
    """What is typed there is searched for in the visitor's language, however deep the address."""
    follow_a_dead_link(page, visit, built, language)
    page.locator(".missing__search input").fill({"ko": "비밀번", "en": "passw"}[language])
    page.locator(".missing__search").get_by_role("option").first.click()
    page.wait_for_url(f"{visit.url}{HOMES[language]}topics/account/forgotten-password/")


@languages
def test_a_dead_link_without_scripts_leads_to_the_contact_page(
    new_page: Callable[..., Page], visit: LauncherVisit, built: BuiltSite, language: str
) -> None:
    """Without scripts there is no empty box, but the way to every channel and every article."""
    page = new_page(java_script_enabled=False)
    follow_a_dead_link(page, visit, built, language)
    expect(page.locator(".launcher-place")).to_be_hidden()
    page.get_by_role("article").get_by_role("link", name=words(language, "missing.contact")).click()
    page.wait_for_url(f"{visit.url}{HOMES[language]}contact/")
    page.go_back()
    page.locator(".missing__search input").fill("123")
    page.locator(".missing__search button").click()
    page.wait_for_url(f"{visit.url}{HOMES[language]}articles/?q=123")

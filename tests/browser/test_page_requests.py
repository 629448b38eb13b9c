"""What a visit to a page asks for: only what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

PLACES = ["/", "/en/", "/en/contact/", "/topics/account/forgotten-password/", "/en/faq/video/", "/404.html"]


@pytest.mark.parametrize("place", PLACES)
def test_a_visit_asks_for_nothing_that_is_missing(page: Page, site: ScriptedSite, place: str) -> None:
    """The theme looks for no sitemap, beside the page or elsewhere, and every other request is answered."""
    asked: list[str] = []
    answers: list[tuple[str, int]] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: answers.append((response.url, response.status)))
    page.goto(site.url + place, wait_until="networkidle")
    assert [url for url in asked if "sitemap" in url or not url.startswith(site.url)] == []
    assert sorted(answers) == sorted((url, 200) for url in asked)

"""Every page once, in Chromium, under the headers that hosts send."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from local.site_headers import read_header_rules
from soak.sizes import counted
from tests.browser.every_page import LANGUAGES, Sight, look_at, paths_of
from tests.browser.scripted_site import ScriptedSite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.site.building import BuiltSite


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"every-page-{name}")) for name in LANGUAGES],
)
def sights(request: pytest.FixtureRequest, built: BuiltSite, browser: Browser) -> Iterator[list[Sight]]:
    """What there was to see on every page of a language."""
    site = ScriptedSite(built.site, read_header_rules(built.headers))
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    paths = paths_of(built.site, request.param)
    assert len(paths) > 90
    yield look_at(context.new_page(), site.url, paths)
    context.close()
    site.stop()


def test_the_policy_blocks_nothing_of_ours(sights: list[Sight]) -> None:
    """No page needs what the content security policy forbids."""
    counted(pages=len(sights), violations=sum(len(sight.blocked) for sight in sights))
    assert {sight.path: sight.blocked for sight in sights if sight.blocked} == {}


def test_no_page_complains(sights: list[Sight]) -> None:
    """No page asks for a file that is not there or fails in its scripts."""
    assert {sight.path: sight.said for sight in sights if sight.said} == {}

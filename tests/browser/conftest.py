"""The built site, and a Chromium to visit it: Debian's where it is installed, else Playwright's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect, sync_playwright

from helpcenter.center.facts import Facts, load_facts
from local.chromium import installed_chromium
from local.site_headers import read_header_rules
from tests.browser.launcher_visit import LauncherVisit
from tests.browser.scripted_site import ScriptedSite
from tests.site.building import BuiltSite, build_site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]
_POLICY = "Content Security Policy"  # Chromium's console names it whenever it blocks something
_PATIENCE_MS = 60_000  # what a page may take before a test fails; nothing waits that long when all is well


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    expect.set_options(timeout=_PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_chromium(), args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages, each with storage of its own, gone after the test.

    A script error in one fails the test, and so does whatever the content security policy blocks.

    What is passed goes to `Browser.new_context`.
    """
    contexts = []
    errors: list[str] = []

    def open_page(**options: Any) -> Page:  # noqa: ANN401 Playwright's own
        context = browser.new_context(
            **{
                "locale": "ko-KR",
                "viewport": {"width": 1280, "height": 860},
                "service_workers": "block",  # what a test serves by hand would not pass through one
                **options,
            }
        )
        contexts.append(context)
        context.set_default_timeout(_PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if _POLICY in said.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    # A page that is left while something of its own loads cuts that off: no error of the page.
    cut_off = ("importScripts", "Network error", "Failed to fetch")
    assert [error for error in errors if not any(part in error for part in cut_off)] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of a Korean browser on a wide screen."""
    return new_page()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site, built once."""
    return build_site(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def facts(built: BuiltSite) -> Facts:
    """The facts that the site was built from."""
    return load_facts(built.site.parent / "facts.json")


@pytest.fixture
def site(built: BuiltSite) -> Iterator[ScriptedSite]:
    """The site with an API that answers as told."""
    site = ScriptedSite(built.site, read_header_rules(built.headers))
    yield site
    site.stop()


@pytest.fixture
def visit(new_page: Callable[..., Page], site: ScriptedSite, facts: Facts) -> LauncherVisit:
    """A visitor who looks what is open now."""
    return LauncherVisit(new_page, site.url, facts)

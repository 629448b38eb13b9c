"""The emergency pages when there is no network, in Chromium."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from local.site_headers import read_header_rules
from tests.browser.launcher_visit import HOMES, words
from tests.browser.scripted_site import ScriptedSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.site.building import BuiltSite

languages = pytest.mark.parametrize("language", HOMES)
ELSEWHERE = {"ko": "/en/faq/video/", "en": "/"}  # whoever came for something else, in the other language too
# Asks for all registrations: Chromium goes on answering that a page has none where it was asked for that page
# while it stored one.
_UNTIL_KEPT = """async (paths) => {
  const until = performance.now() + 30000;
  const isKept = async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    const kept = registrations.filter(({ active }) => active?.state === "activated");
    return paths.every((path) => kept.some(({ scope }) => new URL(scope).pathname === path));
  };
  while (!(await isKept())) {
    if (performance.now() > until) throw new Error("the pages are not kept");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""
_UNTIL_OTHERS = """async (before) => {
  const until = performance.now() + 30000;
  while ((await caches.keys()).some((name) => before.includes(name))) {
    if (performance.now() > until) throw new Error("the copies are the old ones");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""
_CACHES = "async () => (await caches.keys()).sort()"


@pytest.fixture
def folder(built: BuiltSite, tmp_path: Path) -> Path:
    """A copy of the site, to publish it anew."""
    return shutil.copytree(built.site, tmp_path / "site")


@pytest.fixture
def own_site(folder: Path, built: BuiltSite) -> Iterator[ScriptedSite]:
    """The copy, served so that nothing but what was kept on purpose can stand in for it."""
    rules = replace(read_header_rules(built.headers), caching=[("*", "no-cache")])
    site = ScriptedSite(folder, rules)
    yield site
    site.stop()


@pytest.fixture
def visitor(new_page: Callable[..., Page]) -> Page:
    """A page of a browser that runs service workers."""
    return new_page(service_workers="allow")


def visit(page: Page, site: ScriptedSite, path: str) -> None:
    """Go to a page, and stay until it has what it keeps."""
    page.goto(site.url + path)
    page.evaluate(_UNTIL_KEPT, [f"{home}emergency/" for home in HOMES.values()])


@languages
def test_after_one_visit_emergencies_are_there_without_a_network(
    visitor: Page, own_site: ScriptedSite, language: str
) -> None:
    """Whoever saw any page reads in either language what to do, in its own look, and can call from there."""
    visit(visitor, own_site, ELSEWHERE[language])
    own_site.stop()
    visitor.goto(f"{own_site.url}{HOMES[language]}emergency/")
    expect(visitor.locator("html")).to_have_attribute("lang", language)
    expect(visitor.get_by_text(words(language, "offline.note"))).to_be_visible()
    assert visitor.locator('article a[href^="tel:"]').count() >= 2
    assert visitor.evaluate("getComputedStyle(document.querySelector('.md-grid')).maxWidth") != "none"


def test_nothing_else_is_kept(visitor: Page, own_site: ScriptedSite) -> None:
    """A page that may have changed is not shown as if it had not."""
    visit(visitor, own_site, "/en/hours/")
    kept = visitor.evaluate(
        """async () => {
          const names = await caches.keys();
          const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
          return kept.flat().map(({ url }) => new URL(url).pathname).filter((path) => path.endsWith("/"));
        }"""
    )
    assert sorted(kept) == sorted(f"{home}emergency/" for home in HOMES.values())
    own_site.stop()
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        visitor.goto(f"{own_site.url}/en/contact/")


def test_with_a_network_the_page_is_the_one_that_stands_there_now(
    visitor: Page, own_site: ScriptedSite, folder: Path
) -> None:
    """What was kept never stands in for what was published since, and no note says that it does."""
    visit(visitor, own_site, "/en/emergency/")
    page = folder / "en" / "emergency" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h1 data-new", 1), encoding="utf-8")
    visitor.reload()
    expect(visitor.locator("h1[data-new]")).to_be_visible()
    expect(visitor.get_by_text(words("en", "offline.note"))).to_be_hidden()


def test_a_new_build_takes_the_place_of_what_was_kept(
    new_page: Callable[..., Page], own_site: ScriptedSite, folder: Path
) -> None:
    """In the next session the copy of the last build goes, and the new one is there without a network."""
    first = new_page(service_workers="allow")
    visit(first, own_site, "/en/hours/")
    before = first.evaluate(_CACHES)
    page = folder / "en" / "emergency" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1", "<h1 data-new", 1), encoding="utf-8")
    worker = folder / "service-worker.js"
    code = worker.read_text(encoding="utf-8")
    worker.write_text(code.replace('VERSION = "', 'VERSION = "next-'), encoding="utf-8")
    second = first.context.new_page()  # a tab of its own is a session of its own
    second.goto(f"{own_site.url}/en/faq/")
    second.evaluate(_UNTIL_OTHERS, before)
    own_site.stop()
    second.goto(f"{own_site.url}/en/emergency/")
    expect(second.locator("h1[data-new]")).to_be_visible()

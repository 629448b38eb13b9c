"""Every page in a browser that runs no scripts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.every_page import LANGUAGES, paths_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite
    from tests.site.building import BuiltSite

TURN = 1 if "SOAK" in os.environ else 5  # every how many pages one is looked at
_LOOK = """() => {
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const article = document.querySelector("article");
  return {
    title: seen(document.querySelector("h1")),
    words: article.innerText.length,
    idle: [...document.querySelectorAll("button:not(.md-select > *)")]
      .filter((button) => seen(button) && !button.form?.getAttribute("action"))
      .map(({ outerHTML }) => outerHTML.slice(0, 100)),
    ways: [...document.querySelectorAll(".md-tabs a, footer a, .launcher-opener a")]
      .filter(seen).length,
    width: document.documentElement.scrollWidth,
  };
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_without_scripts(
    new_page: Callable[..., Page], site: ScriptedSite, built: BuiltSite, language: str
) -> None:
    """Its text is there, every way on is a link, and no button is in sight that would do nothing."""
    page = new_page(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    broken: dict[str, Any] = {}
    for path in paths_of(built.site, language)[::TURN]:
        page.goto(site.url + path)
        sight = page.evaluate(_LOOK)
        whole = sight["title"] and sight["words"] > 100 and sight["ways"] > 8 and sight["width"] <= 1280
        if sight["idle"] or not whole:
            broken[path] = sight
    assert broken == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_wider_than_a_phone_without_scripts(
    new_page: Callable[..., Page], site: ScriptedSite, built: BuiltSite, language: str
) -> None:
    """Nothing scrolls sideways at 320 px, with the list of languages shut and open."""
    page = new_page(java_script_enabled=False, viewport={"width": 320, "height": 640})
    wide: dict[str, int] = {}
    for path in paths_of(built.site, language)[:: TURN * 4]:
        page.goto(site.url + path)
        page.focus(".md-select button")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
    assert wide == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_changed_without_scripts(
    new_page: Callable[..., Page], site: ScriptedSite, language: str
) -> None:
    """The list opens for whoever reaches its button, and leads to the same page in the other language."""
    page = new_page(java_script_enabled=False)
    places = {"ko": "/hours/", "en": "/en/hours/"}
    page.goto(site.url + places.pop(language))
    [(other, place)] = places.items()
    page.locator(".md-select > button").focus()
    page.locator(f'.md-select a[hreflang="{other}"]').click()
    assert page.url == site.url + place

"""The site without a pointer, in Chromium: every stop is in sight and marked, every switch works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite

languages = pytest.mark.parametrize("language", HOMES)
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
STILL = {"reduced_motion": "reduce"}  # a stop that is still moving can't be judged
WALKS = [
    ("/topics/account/forgotten-password/", WIDE, "Tab"),
    ("/topics/account/forgotten-password/", WIDE, "Shift+Tab"),
    ("/en/topics/account/forgotten-password/", PHONE, "Tab"),
    ("/en/", WIDE, "Tab"),
    ("/", PHONE, "Tab"),
    ("/inquiry/", PHONE, "Tab"),
    ("/en/inquiry/", PHONE, "Shift+Tab"),
    ("/en/contact/", PHONE, "Tab"),
]
_STOP = """() => {
  const focused = document.activeElement;
  if (focused === document.body) return null;
  const stop = focused.type === "file" ? focused.nextElementSibling : focused; // its label shows it
  const { left, right, top, bottom, width, height } = stop.getBoundingClientRect();
  const own = getComputedStyle(stop);
  const field = stop.closest("form")?.matches(":focus-within") ? getComputedStyle(stop.closest("form")) : own;
  const isOnScreen = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  const x = Math.min(Math.max(left + Math.min(width / 2, 20), 0), innerWidth - 1);
  const y = Math.min(Math.max(top + height / 2, 0), innerHeight - 1);
  const there = document.elementFromPoint(x, y);
  return {
    where: [left, top, right, bottom, there?.outerHTML.slice(0, 80)],
    name: stop.outerHTML.slice(0, 120),
    inSight: isOnScreen && width > 1 && height > 1
      && stop.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    free: Boolean(there) && (stop.contains(there) || there.contains(stop) || there.control === stop),
    marked: [own, field].some(
      ({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 1,
    ),
  };
}"""


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """Press Tab from the top of a page to its end, or Shift+Tab from its end, and return each stop."""
    stops: list[dict[str, Any]] = []
    while True:
        page.keyboard.press(key)
        stop = page.evaluate(_STOP)
        if stop is None or (stops and stop["name"] == stops[0]["name"]):
            return stops
        stops.append(stop)
        assert len(stops) < 400, "the keyboard is trapped"


@pytest.mark.parametrize(("path", "viewport", "key"), WALKS)
def test_every_stop_is_in_sight_and_marked(
    new_page: Callable[..., Page], site: ScriptedSite, path: str, viewport: dict[str, int], key: str
) -> None:
    """Whoever presses Tab sees where they are, both ways: nothing is out of sight, covered or unmarked."""
    page = new_page(viewport=viewport, **STILL)
    page.goto(site.url + path, wait_until="networkidle")
    stops = walk(page, key)
    page.wait_for_load_state("networkidle")  # of what reaching for search has brought
    assert len(stops) > 10
    lost = [stop for stop in stops if not (stop["inSight"] and stop["free"] and stop["marked"])]
    assert not lost, "\n".join(str(stop) for stop in lost)


@languages
def test_the_first_stop_leads_past_what_all_pages_have(page: Page, site: ScriptedSite, language: str) -> None:
    """After it, Tab goes on in the text."""
    page.goto(f"{site.url}{HOMES[language]}topics/account/forgotten-password/")
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


@languages
def test_the_language_is_changed_with_the_keyboard(page: Page, site: ScriptedSite, language: str) -> None:
    """The switch opens when it is reached, and leads to the same page in the other language."""
    [other] = set(HOMES) - {language}
    page.goto(f"{site.url}{HOMES[language]}hours/")
    page.locator(".md-select button").focus()
    link = page.locator(f'.md-select a[hreflang="{other}"]')
    for _ in HOMES:
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.hreflang") == other:
            break
    expect(link).to_be_focused()
    expect(link).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.url}{HOMES[other]}hours/")


@languages
def test_the_menu_of_a_phone_is_opened_and_left_with_the_keyboard(
    new_page: Callable[..., Page], site: ScriptedSite, language: str
) -> None:
    """It has a name and says whether it is open; Escape closes it and leads back to its button."""
    page = new_page(viewport=PHONE, **STILL)
    page.goto(f"{site.url}{HOMES[language]}topics/account/forgotten-password/")
    button = page.locator('button.md-header__button[for="__drawer"]')
    expect(button).to_have_attribute("aria-expanded", "false")
    assert button.get_attribute("aria-label")
    button.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@languages
def test_the_colours_are_changed_with_the_keyboard_and_stay(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """The button says what it does next; the choice counts on the next page, from its first moment."""
    page.goto(f"{site.url}{HOMES[language]}hours/")
    button = page.locator(".scheme-switch")
    seen = []
    for _ in range(2):
        seen.append(button.get_attribute("aria-label"))
        button.press("Enter")
    seen.append(button.get_attribute("aria-label"))
    assert len(set(seen)) == 3
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(f"{site.url}{HOMES[language]}contact/", wait_until="commit")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_colours_follow_the_device_until_somebody_chooses(page: Page, site: ScriptedSite) -> None:
    """A phone that turns dark in the evening takes the page along."""
    page.goto(f"{site.url}/en/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize("path", ["/", "/en/contact/", "/topics/account/forgotten-password/"])
def test_nothing_moves_for_those_who_mind(
    new_page: Callable[..., Page], site: ScriptedSite, path: str
) -> None:
    """No element has a transition or an animation when the device asks for less motion."""
    page = new_page(**STILL)
    page.goto(site.url + path)
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((element) => {
          const { transitionDuration, animationName } = getComputedStyle(element);
          const moves = transitionDuration.split(",").some((time) => parseFloat(time) > 0);
          return moves || animationName !== "none";
        }).map((element) => element.outerHTML.slice(0, 100))"""
    )
    assert moving == []


@languages
def test_what_search_finds_is_said_to_a_screen_reader(page: Page, site: ScriptedSite, language: str) -> None:
    """The region that tells of results is there before it has anything to tell, so that it is heard."""
    page.goto(f"{site.url}{HOMES[language]}hours/")
    status = page.locator('.header-search [data-search-part="status"]')
    expect(status).to_have_attribute("role", "status")
    page.locator(".header-search input").fill("1")
    expect(status).not_to_be_empty()

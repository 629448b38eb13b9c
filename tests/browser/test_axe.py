"""Every page before axe: both languages, light and dark, on a wide screen, at 320 px and at 200 %.

With SOAK in the environment every page is looked at in every way; else the slow looks are taken in turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Literal

import pytest

from local.site_headers import read_header_rules
from soak.sizes import is_full
from tests.browser.axe import WHAT_LOOKS_CHANGE, Violation, bring_axe, violations
from tests.browser.every_page import LANGUAGES, paths_of
from tests.browser.launcher_visit import HOMES
from tests.browser.scripted_site import ScriptedSite
from tests.browser.test_page_face import PAGES
from tests.browser.theme_styles import bring_theme_styles, missing_rules, theme_styles

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.site.building import BuiltSite

WIDE, ZOOMED, NARROW = 1280, 640, 320
"""Widths in CSS pixels: a screen of 1280, the same at 200 %, and at 400 %."""

PHONES = ((360, 640), (390, 844), (412, 823))
"""Screens of phones; the last is Lighthouse's."""

TURN = 4  # every how many pages the slow looks are taken; a section has more pages than that
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Look:
    """What a page showed: what axe found, how wide it was at 320 px, the theme's rules it lacks."""

    path: str
    found: dict[str, list[Violation]]
    narrow_width: int
    lacking: list[str]


languages = pytest.mark.parametrize(
    "language", [pytest.param(name, marks=pytest.mark.xdist_group(f"axe-{name}")) for name in LANGUAGES]
)


@pytest.fixture(scope="module")
def looks_of(built: BuiltSite, browser: Browser) -> Callable[[str], list[Look]]:
    """Look at every page of a language."""

    @cache
    def look_at_all(language: str) -> list[Look]:
        site = ScriptedSite(built.site, read_header_rules(built.headers))
        context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
        bring_axe(context)
        bring_theme_styles(context)
        page, theme = context.new_page(), theme_styles()
        paths = paths_of(built.site, language)
        assert len(paths) > 90
        seen = [look(page, site.url, path, theme, number) for number, path in enumerate(paths)]
        context.close()
        site.stop()
        return seen

    return look_at_all


def ways(number: int) -> list[tuple[int, Literal["light", "dark"]]]:
    """Return the widths and schemes in which the page of this number is looked at, the wide ones first."""
    if is_full():
        return list(product((WIDE, ZOOMED, NARROW), SCHEMES))
    one, other = SCHEMES if number % 2 else SCHEMES[::-1]
    return [(WIDE, one), (NARROW, other)] if number % TURN == 0 else [(WIDE, one)]


def look(page: Page, url: str, path: str, theme: str, number: int) -> Look:
    """Open a page once and look at it: for every rule wide, for those that looks change in the other ways.

    The theme's rules are compared at some pages, or at all.
    """
    found: dict[str, list[Violation]] = {}
    page.set_viewport_size({"width": WIDE, "height": 800})
    page.goto(url + path)
    for width, scheme in ways(number):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        # As high as the page: else what stands at the foot of the screen lies over something.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": height})
        found[f"{width} {scheme}"] = violations(page, WHAT_LOOKS_CHANGE if found else None)
    page.set_viewport_size({"width": NARROW, "height": 800})
    narrow_width = page.evaluate("document.documentElement.scrollWidth")
    whole = is_full() or number % TURN == 0
    return Look(path, found, narrow_width, missing_rules(page, theme) if whole else [])


@languages
def test_axe_finds_nothing_on_any_page(looks_of: Callable[[str], list[Look]], language: str) -> None:
    """WCAG 2.2 AA and axe's best practices hold on each page, wide and narrow, light and dark."""
    found = [
        (look.path, how, *one)
        for look in looks_of(language)
        for how, seen in look.found.items()
        for one in seen
    ]
    assert found == []


@languages
def test_no_page_is_wider_than_320_px(looks_of: Callable[[str], list[Look]], language: str) -> None:
    """Who has enlarged a page four times reads it by scrolling down alone (WCAG 1.4.10)."""
    assert {look.path: look.narrow_width for look in looks_of(language) if look.narrow_width > NARROW} == {}


@languages
def test_the_sites_stylesheet_has_every_rule_of_the_theme_that_a_page_needs(
    looks_of: Callable[[str], list[Look]], language: str
) -> None:
    """What was left out of Material's stylesheets fits nothing on any page, in no state."""
    assert {look.path: look.lacking for look in looks_of(language) if look.lacking} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("language", HOMES)
def test_axe_finds_nothing_at_200_percent(
    browser: Browser, site: ScriptedSite, language: str, scheme: Literal["light", "dark"]
) -> None:
    """A screen of 1280 px at twice the size is 640 px wide: nothing is lost there either."""
    context = browser.new_context(
        bypass_csp=True,
        reduced_motion="reduce",
        color_scheme=scheme,
        viewport={"width": ZOOMED, "height": 400},
        device_scale_factor=2,
    )
    bring_axe(context)
    page = context.new_page()
    found = {}
    for place in PAGES[SCHEMES.index(scheme) :: 2]:
        page.goto(site.url + HOMES[language] + place)
        found[place] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED, place
    context.close()
    assert {place: seen for place, seen in found.items() if seen} == {}


@pytest.mark.parametrize("language", HOMES)
def test_no_target_is_made_too_small_by_what_lies_over_it(
    browser: Browser, site: ScriptedSite, language: str
) -> None:
    """A phone shows a part of a page, and at its foot the bar: wherever its edge falls, axe finds nothing."""
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    bring_axe(context)
    page = context.new_page()
    found = {}
    for place in PAGES:
        page.goto(site.url + HOMES[language] + place)
        for width, height in PHONES:
            page.set_viewport_size({"width": width, "height": height})
            found[place, width] = violations(page, ["target-size"])
    context.close()
    assert {where: seen for where, seen in found.items() if seen} == {}


@pytest.mark.parametrize("language", HOMES)
def test_axe_finds_nothing_in_what_opens(browser: Browser, site: ScriptedSite, language: str) -> None:
    """The launcher, search with results, a phone's menu and the form's warnings are no worse than pages."""
    scheme = SCHEMES[list(HOMES).index(language)]
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce", color_scheme=scheme)
    bring_axe(context)
    page = context.new_page()
    found = {}
    page.goto(f"{site.url}{HOMES[language]}topics/account/forgotten-password/")
    page.locator(".header-search input").fill("1")
    page.locator(".header-search [role=option]").first.wait_for()
    found["search"] = violations(page)
    page.keyboard.press("Escape")
    page.locator("button.launcher-opener__button").click()
    page.locator("dialog .launcher").wait_for()
    found["launcher"] = violations(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": NARROW, "height": 800})
    page.locator('button.md-header__button[for="__drawer"]').click()
    found["menu"] = violations(page)
    page.goto(f"{site.url}{HOMES[language]}inquiry/")
    page.locator("#inquiry-message").fill("4111 1111 1111 1111")
    page.locator("#inquiry-message").blur()
    found["form"] = violations(page)
    context.close()
    assert {state: seen for state, seen in found.items() if seen} == {}

"""How pages look and behave at 360 px, on a wide screen, in the dark and on paper, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.launcher_visit import LauncherVisit
    from tests.browser.scripted_site import ScriptedSite

PHONE = {"viewport": {"width": 360, "height": 740}}
PAGES = [
    "",
    "contact/",
    "hours/",
    "emergency/",
    "directory/",
    "topics/",
    "topics/account/",
    "topics/account/cannot-sign-in/",
    "faq/account/",
    "guide/before-you-contact/",
    "cases/payment-fraud/",
    "inquiry/",
    "privacy/",
]


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("place", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(
    new_page: Callable[..., Page], site: ScriptedSite, language: str, place: str
) -> None:
    """At 360 px one scrolls down alone, no span of hours is broken in two, and no column is a letter wide."""
    page = new_page(**PHONE)
    page.goto(site.url + HOMES[language] + place)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    heights: list[Any] = page.evaluate(
        """[...document.querySelectorAll(".hours")].map((span) => span.getClientRects().length)"""
    )
    assert set(heights) <= {1}
    columns: list[int] = page.evaluate(
        """[...document.querySelectorAll("article table:not([class]) :is(th, td)")]
          .map((cell) => cell.offsetWidth)"""
    )
    assert min(columns, default=60) >= 50


@pytest.mark.parametrize("place", ["/contact/", "/en/contact/"])
def test_what_a_card_says_stands_beside_its_label(
    new_page: Callable[..., Page], site: ScriptedSite, place: str
) -> None:
    """On a phone each row of facts is a card, and none of its hours is where the labels are."""
    page = new_page(**PHONE)
    page.goto(site.url + place)
    distances: list[float] = page.evaluate(
        """[...document.querySelectorAll(".fact-table--cards td .hours")].map((span) =>
          span.getBoundingClientRect().left - span.closest("td").getBoundingClientRect().left)"""
    )
    assert min(distances) > 80


@pytest.mark.parametrize("language", HOMES)
def test_the_home_page_leads_to_what_people_need(visit: LauncherVisit, language: str) -> None:
    """Search, emergencies, what is open now and the answers of every topic stand in this order."""
    page = visit.go(language, "", visit.at(visit.monday, "10:30"))
    expect(page.locator(".open-now")).to_be_visible()
    tops = [
        page.locator(part).first.bounding_box()["y"]  # type: ignore[index]  # all are visible
        for part in (".home-hero__search", ".home-hero__urgent", ".open-now", ".topic-cards", ".grid.cards")
    ]
    assert tops == sorted(tops)
    names = page.locator(".open-now__name").all_inner_texts()
    assert set(visit.named("video_chat", "pay_chat")) <= set(names)
    expect(page.locator(".open-now__channel--closed")).to_have_count(0)
    assert page.locator(".topic-card").count() >= 9
    for card in page.locator(".topic-card").all():
        assert card.locator(".topic-card__answers a").count() >= 2


def test_what_is_open_follows_the_time(visit: LauncherVisit) -> None:
    """A channel that closes goes from the home page without a reload."""
    page = visit.go("ko", "", visit.at(visit.monday, "17:59"))
    [phone] = visit.named("pay_phone")
    expect(page.locator(".open-now__name", has_text=phone)).to_be_visible()
    page.clock.run_for(61_000)
    expect(page.locator(".open-now__name", has_text=phone)).to_have_count(0)


def test_the_home_page_is_whole_without_scripts(new_page: Callable[..., Page], site: ScriptedSite) -> None:
    """Nothing empty is shown, and every way on is a link."""
    page = new_page(java_script_enabled=False)
    page.goto(f"{site.url}/en/")
    expect(page.locator(".open-now")).to_be_hidden()
    expect(page.locator(".home-hero__urgent a")).to_be_visible()
    expect(page.get_by_role("link", name="If you can\u2019t sign in")).to_be_visible()
    expect(page.get_by_role("link", name="See every contact")).to_be_visible()


def test_the_questions_of_a_page_are_listed_where_its_contents_are_out_of_sight(
    new_page: Callable[..., Page], site: ScriptedSite
) -> None:
    """A phone has them on top; a wide screen has the table of contents."""
    phone, wide = new_page(**PHONE), new_page()
    for page in (phone, wide):
        page.goto(f"{site.url}/en/faq/account/")
    questions = phone.get_by_role("navigation", name=words("en", "questions.title"))
    expect(questions.get_by_role("link")).to_have_count(wide.locator("article h2[id]").count() - 1)
    questions.get_by_role("link").nth(2).click()
    assert phone.url.endswith("#codes")
    expect(wide.locator(".questions")).to_be_hidden()


_COLOURS = """() => [...document.querySelectorAll("body, header, h1, article :is(p, a), input, footer a")]
  .map((element) => getComputedStyle(element))
  .map(({ color, backgroundColor, colorScheme }) => [color, backgroundColor, colorScheme])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["/privacy/", "/en/emergency/"])
def test_the_device_chooses_the_scheme_without_scripts_too(
    new_page: Callable[..., Page], site: ScriptedSite, place: str, scheme: str
) -> None:
    """The page has the same colours as with scripts, and fields and bars of the browser go with them."""
    seen = []
    for runs in (True, False):
        page = new_page(color_scheme=scheme, java_script_enabled=runs)
        page.goto(site.url + place, wait_until="networkidle")
        seen.append(page.evaluate(_COLOURS))
    assert seen[0] == seen[1]
    assert {colour_scheme for _, _, colour_scheme in seen[0]} == {scheme}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(new_page: Callable[..., Page], site: ScriptedSite, scheme: str) -> None:
    """Whoever prints at night gets dark text all the same, without what can't be pressed on paper."""
    page = new_page(color_scheme=scheme)
    page.goto(f"{site.url}/en/emergency/")
    page.emulate_media(media="print")
    colour = page.evaluate("getComputedStyle(document.querySelector('article h1')).color")
    assert max(int(part) for part in colour[4:-1].split(",")[:3]) < 64
    for part in (".md-banner", ".path", ".helpful", ".related", ".launcher-opener", ".md-header"):
        for found in page.locator(part).all():
            expect(found).to_be_hidden()


@pytest.mark.parametrize("language", HOMES)
def test_text_is_set_in_the_systems_own_type(page: Page, site: ScriptedSite, language: str) -> None:
    """No font is fetched; Hangul has a face on macOS, Android, Linux and Windows, in this order."""
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.resource_type))
    page.goto(site.url + HOMES[language] + "chat/")
    family = page.evaluate("getComputedStyle(document.querySelector('article p')).fontFamily")
    faces = ["Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", "sans-serif"]
    places = [family.index(face) for face in faces]
    assert places == sorted(places)
    assert "font" not in fetched

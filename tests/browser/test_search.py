"""Search as people use it: half a word, the wrong keyboard, keys alone, nothing found, no scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, words
from tests.local.running import eventually
from tests.site.building import component_address

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

    from tests.browser.scripted_site import ScriptedSite

PHONE: ViewportSize = {"width": 360, "height": 740}
languages = pytest.mark.parametrize("language", HOMES)
HALF_A_WORD = {"ko": "비밀번", "en": "forgot passw"}
WRONG_KEYBOARD = {"ko": "qlalfqjsgh", "en": "랙햇 ㅔㅁㄴㄴ잭ㅇ"}
ARTICLE = "topics/account/forgotten-password/"


def header(page: Page) -> Locator:
    """Return the search field of the header."""
    return page.locator(".md-search input")


def options(page: Page) -> Locator:
    """Return what the open list offers."""
    return page.get_by_role("option")


@languages
@pytest.mark.parametrize("typed", [HALF_A_WORD, WRONG_KEYBOARD], ids=["half a word", "wrong keyboard"])
def test_typing_leads_to_the_article(
    page: Page, site: ScriptedSite, language: str, typed: dict[str, str]
) -> None:
    """Results come while one types; a click opens the article with the words marked in it."""
    page.goto(site.url + HOMES[language])
    header(page).press_sequentially(typed[language])
    page.locator(f'.md-search [role="option"][href*="{ARTICLE}"]').first.click()
    expect(page).to_have_url(
        f"{site.url}{HOMES[language]}{ARTICLE}"
    )  # what was searched is not in the address
    eventually(lambda: page.evaluate("CSS.highlights.get('search')?.size > 0"))


@languages
def test_nothing_is_loaded_before_somebody_reaches_for_search(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """Index and worker come with focus, `/`, Ctrl+K or the pointer; only of the page's language, and once."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(urlsplit(request.url).path))
    page.context.on("request", lambda request: urls.append(urlsplit(request.url).path))
    page.goto(site.url + HOMES[language] + "hours/", wait_until="networkidle")
    assert {url for url in urls if "search" in url} == {f"{component_address(site.folder)}/search/search.mjs"}
    page.keyboard.press("Control+k")
    expect(header(page)).to_be_focused()
    page.keyboard.type("1")
    expect(options(page).first).to_be_visible()
    assert {url for url in urls if url.startswith("/search.")} == {f"/search.{language}.json"}


@languages
def test_a_fact_answers_by_itself(page: Page, site: ScriptedSite, language: str) -> None:
    """Who asks for a number reads it above the articles and can dial it."""
    page.goto(site.url + HOMES[language])
    header(page).fill({"ko": "도용 신고 번호", "en": "fraud line number"}[language])
    card = options(page).first
    expect(card).to_contain_text("1700-0316")
    assert (card.get_attribute("href") or "") == "tel:17000316"


@languages
def test_search_is_used_with_keys_alone(page: Page, site: ScriptedSite, language: str) -> None:
    """The field is a combobox: the arrows choose, focus stays in it, Escape closes, Enter follows."""
    page.goto(site.url + HOMES[language])
    page.keyboard.press("/")
    field = header(page)
    expect(field).to_have_attribute("role", "combobox")
    page.keyboard.insert_text(HALF_A_WORD[language])  # at once: no list of fewer letters comes in between
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options(page)).to_have_count(0)
    field.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.url}{HOMES[language]}{ARTICLE}")


@languages
def test_the_slash_key_can_be_turned_off(page: Page, site: ScriptedSite, language: str) -> None:
    """The accessibility statement turns it off, for all pages of the device (WCAG 2.1.4); Ctrl+K stays."""
    page.goto(f"{site.url}{HOMES[language]}accessibility/")
    page.keyboard.press("/")
    expect(header(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("[data-module=slash-switch] input").press("Space")
    for path in ("accessibility/", "hours/"):
        page.goto(site.url + HOMES[language] + path)
        page.keyboard.press("/")
        expect(header(page)).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(header(page)).to_be_focused()


@languages
def test_the_number_of_results_is_announced(page: Page, site: ScriptedSite, language: str) -> None:
    """A live region says how many there are, and how the query was read."""
    page.goto(site.url + HOMES[language])
    header(page).fill(WRONG_KEYBOARD[language])
    status = page.locator(".md-search").get_by_role("status")
    read_as = words(language, "search.read_as", query={"ko": "비밀번호", "en": "forgot password"}[language])
    expect(status).to_contain_text(read_as)
    expect(status).to_contain_text(words(language, "search.arrows"))


def test_a_phone_is_told_of_no_arrow_keys(new_page: Callable[..., Page], site: ScriptedSite) -> None:
    """It has none: the number of articles alone is said."""
    page = new_page(viewport=PHONE, is_mobile=True, has_touch=True)
    page.goto(site.url + HOMES["ko"] + "hours/")
    page.locator(".md-header button[for=__search]").tap()
    header(page).fill("비밀번호")
    status = page.locator(".md-search").get_by_role("status")
    expect(status).to_have_text(re.compile(words("ko", "search.found", count=r"\d+")))


@languages
def test_where_nothing_is_found_there_is_a_way_on(page: Page, site: ScriptedSite, language: str) -> None:
    """The topics are offered, and who is open now."""
    page.goto(site.url + HOMES[language])
    header(page).fill("zzzz")
    expect(page.locator(".md-search .search-open-now a").first).to_be_visible()
    expect(options(page).first).to_be_visible()
    expect(page.locator(".md-search").get_by_role("status")).to_have_text(words(language, "search.none"))


@languages
def test_where_nothing_fits_the_nearest_come_with_whom_to_reach(
    new_page: Callable[..., Page], site: ScriptedSite, language: str
) -> None:
    """A few articles that may be near, said to be that, and who is open now right below them."""
    page = new_page(viewport=PHONE)
    page.goto(site.url + HOMES[language])
    page.locator(".home-hero input").fill({"ko": "우주여행 예약", "en": "book a spaceship ride"}[language])
    search = page.locator(".home-hero")
    expect(search.locator(".search-open-now a").first).to_be_visible()
    articles = search.locator("[data-search-article]").count()
    assert 1 <= articles <= 4
    nearest = words(language, "search.nearest", count=articles)
    expect(search.get_by_role("status")).to_have_text(nearest)


@languages
def test_recent_searches_stay_on_the_device_and_can_be_forgotten(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """What led somewhere is offered again; numbers are not kept; one press forgets all."""
    for query in (HALF_A_WORD[language], "1700-0316"):
        page.goto(site.url + HOMES[language])
        header(page).fill(query)
        options(page).last.click()
    page.goto(site.url + HOMES[language])
    header(page).focus()
    expect(options(page)).to_have_text([HALF_A_WORD[language], words(language, "search.recent.forget")])
    options(page).last.click()
    expect(options(page)).to_have_count(0)
    page.reload()
    header(page).focus()
    expect(header(page)).to_have_attribute("aria-expanded", "false")
    expect(options(page)).to_have_count(0)


@languages
def test_the_field_of_the_home_page_answers_too(
    new_page: Callable[..., Page], site: ScriptedSite, language: str
) -> None:
    """On a phone, results open below the field."""
    page = new_page(viewport=PHONE)
    page.goto(site.url + HOMES[language])
    page.locator(".home-hero input").fill(HALF_A_WORD[language])
    expect(page.locator(f'.home-hero [role="option"][href*="{ARTICLE}"]').first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_an_index_that_cannot_be_had_leaves_a_way(page: Page, site: ScriptedSite) -> None:
    """The status says so, and Enter leads to the page of all articles."""
    page.route("**/search.ko.json", lambda route: route.abort())
    page.goto(site.url)
    header(page).fill("환불")
    expect(page.locator(".md-search").get_by_role("status")).to_have_text(words("ko", "search.failed"))
    header(page).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("모든 도움말")


@languages
def test_without_scripts_search_lists_all_articles(
    browser: Browser, site: ScriptedSite, language: str
) -> None:
    """The field of the home page leads to every article by topic."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + HOMES[language])
    page.fill(".home-hero input", "환불")
    page.press(".home-hero input", "Enter")
    expect(page.locator(f'.md-content a[href*="{ARTICLE.split("/")[-2]}"]').first).to_be_visible()
    context.close()

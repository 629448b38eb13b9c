"""How the launcher is opened, used and left, and what it costs until then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.launcher_visit import HOMES, LauncherVisit, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route, ViewportSize

BUTTON = "button.launcher-opener__button"
PHONE: ViewportSize = {"width": 360, "height": 740}
languages = pytest.mark.parametrize("language", HOMES)


@pytest.mark.parametrize("path", ["/faq/payment/", "/en/inquiry/", "/topics/mail/spam-filter/"])
def test_nothing_of_the_launcher_is_loaded_before_it_is_opened(
    page: Page, visit: LauncherVisit, path: str
) -> None:
    """Whoever does not ask what is open loads neither its modules nor its facts."""
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.clock.install(time=visit.at(visit.monday, "10:00"))
    page.goto(visit.url + path, wait_until="networkidle")
    early = [url for url in urls if "/launcher/" in url or "/clock/" in url or "/facts." in url]
    shared = {"element.mjs"}  # which makes elements; the form's files need it too
    assert {url.rpartition("/")[2] for url in early} - shared == {"opener.mjs"}
    page.click(BUTTON)
    expect(page.locator("dialog.launcher-panel")).to_be_visible()
    facts = f"{visit.url}/facts.{'en' if '/en/' in path else 'ko'}.json"
    assert [url for url in urls if "/facts." in url] == [facts]


@languages
def test_the_launcher_is_used_with_the_keyboard_alone(visit: LauncherVisit, language: str) -> None:
    """Enter opens it, focus moves into it and stays there, Escape closes it and gives the focus back."""
    page = visit.go(language, "", visit.at(visit.monday, "10:00"))
    button = page.get_by_role("button", name=words(language, "launcher.title"))
    expect(button).to_have_attribute("aria-haspopup", "dialog")
    button.focus()
    page.keyboard.press("Enter")
    field = visit.dialog.get_by_label(words(language, "launcher.topic"))
    expect(field).to_be_focused()
    outside = "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate(outside)
    page.keyboard.press("Escape")
    expect(visit.dialog).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    visit.dialog.get_by_role("button", name=words(language, "launcher.close"), exact=True).click()
    expect(visit.dialog).to_be_hidden()


def test_a_click_beside_the_dialog_closes_it(visit: LauncherVisit) -> None:
    """Whoever only looked goes on reading with one click."""
    visit.show("ko", "", visit.at(visit.monday, "10:00"))
    visit.page.mouse.click(20, 400)
    expect(visit.dialog).to_be_hidden()


@pytest.mark.parametrize(("path", "module"), [("/chat/", "launcher-opener"), ("/contact/", "launcher")])
def test_a_page_about_a_topic_has_it_chosen(page: Page, visit: LauncherVisit, path: str, module: str) -> None:
    """On an article about refunds nobody has to say that it is about refunds."""

    def about_refunds(route: Route) -> None:
        response = route.fetch()
        mark = f'data-module="{module}"'
        route.fulfill(response=response, body=response.text().replace(mark, f'{mark} data-topic="refund"'))

    page.route(f"**{path}", about_refunds)
    page.goto(visit.url + path)
    if module == "launcher-opener":
        page.click(BUTTON)
    expect(page.locator("#launcher-topic")).to_have_value("refund")


def test_without_its_facts_the_button_leads_to_the_contact_page(page: Page, visit: LauncherVisit) -> None:
    """When the connection fails at the wrong moment, the button still does what the link did."""
    page.route("**/facts.*.json", lambda route: route.abort())
    page.goto(visit.url + "/en/about/")
    page.click(BUTTON)
    page.wait_for_url(visit.url + "/en/contact/")
    expect(page.locator(".fact-table").first).to_be_visible()
    expect(page.locator(".launcher-place")).to_have_count(0)


@languages
def test_without_scripts_the_contact_page_is_the_full_table(
    new_page: Callable[..., Page], visit: LauncherVisit, language: str
) -> None:
    """The way to it is a link; there each channel has number, purpose and hours."""
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(visit.url + HOMES[language] + "about/")
    page.get_by_role("link", name=words(language, "launcher.title")).click()
    page.wait_for_url(f"{visit.url}{HOMES[language]}contact/")
    expect(page.locator(".launcher-place")).to_be_hidden()
    for channel in visit.facts.channels.values():
        row = page.get_by_role("row").filter(has_text=channel.purpose[language])
        expect(row).to_be_visible()
        expect(row).to_contain_text(channel.number or channel.address or channel.name[language])


@languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_small_phone_it_covers_nothing_and_fits(
    visit: LauncherVisit, language: str, scheme: str
) -> None:
    """At the end of a page nothing lies under the bar, and the open launcher needs no sideways scrolling."""
    page = visit.go(language, "", visit.at(visit.monday, "10:00"), viewport=PHONE, color_scheme=scheme)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    foot, bar = (page.locator(place).bounding_box() for place in (".page-foot", ".launcher-opener"))
    assert foot
    assert bar
    assert foot["y"] + foot["height"] <= bar["y"]
    assert bar["y"] + bar["height"] <= PHONE["height"] + 1
    page.click(BUTTON)
    expect(visit.dialog).to_be_visible()
    assert visit.dialog.evaluate("dialog => dialog.scrollWidth - dialog.clientWidth") == 0
    page.goto(f"{visit.url}{HOMES[language]}contact/")
    expect(visit.launcher).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_it_moves_only_for_those_who_do_not_mind_and_prints_as_nothing(visit: LauncherVisit) -> None:
    """Reduced motion stops the sliding in; on paper there is no button and no list of this minute."""
    page = visit.go("ko", "", visit.at(visit.monday, "10:00"), reduced_motion="reduce")
    page.click(BUTTON)
    assert visit.dialog.evaluate("dialog => getComputedStyle(dialog).animationName") == "none"
    page.emulate_media(media="print")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".launcher-opener")).to_be_hidden()
    page.goto(visit.url + "/contact/")
    expect(page.locator(".launcher-place")).to_be_hidden()

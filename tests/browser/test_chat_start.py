"""A chat from the launcher to the chat system, which is asked for nothing before the button is pressed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from helpcenter.center.facts import Facts, load_facts
from local.site_headers import read_header_rules
from tests.browser.chat_system import HOST, ChatSystem, build_chat_site, told_to
from tests.browser.launcher_visit import HOMES, LauncherVisit, words
from tests.browser.scripted_site import ScriptedSite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.site.building import BuiltSite

languages = pytest.mark.parametrize("language", HOMES)


@pytest.fixture(scope="session")
def chat_built(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of a center that names chat systems, built once."""
    return build_chat_site(tmp_path_factory.mktemp("chat"))


@pytest.fixture(scope="session")
def chat_facts(chat_built: BuiltSite) -> Facts:
    """The facts of that center."""
    return load_facts(chat_built.site.parent / "facts.json")


@pytest.fixture
def chat_site(chat_built: BuiltSite) -> Iterator[ScriptedSite]:
    """That site, with its headers."""
    site = ScriptedSite(chat_built.site, read_header_rules(chat_built.headers))
    yield site
    site.stop()


@pytest.fixture
def visit(new_page: Callable[..., Page], chat_site: ScriptedSite, chat_facts: Facts) -> LauncherVisit:
    """A visitor of that site."""
    return LauncherVisit(new_page, chat_site.url, chat_facts)


def open_page(
    visit: LauncherVisit, language: str, channel: str, time: str = "10:00", more: str = ""
) -> ChatSystem:
    """Go to the page where a channel's chat starts."""
    page = visit.go(language, f"chat/?channel={channel}{more}", visit.at(visit.monday, time))
    system = ChatSystem(page.context, visit.url)
    expect(page.locator(".chat-start")).to_be_visible()
    return system


def begin(page: Page, language: str, email: str = "") -> None:
    """Answer what is asked and press the button."""
    page.get_by_label(words(language, "chat.record.yes" if email else "chat.record.no")).check()
    if email:
        page.get_by_label(words(language, "chat.email"), exact=True).fill(email)
    page.get_by_role("button", name=words(language, "chat.begin"), exact=True).click()


@languages
def test_from_the_launcher_to_the_chat_system(visit: LauncherVisit, language: str) -> None:
    """Open now: a tab of its own, consent and address; then the system learns language, address, consent."""
    visit.show(language, "", visit.at(visit.monday, "10:00"), "payment_failed")
    system = ChatSystem(visit.page.context, visit.url)
    link = visit.channel("pay_chat").get_by_role("link")
    expect(link).to_contain_text(words(language, "chat.start"))
    expect(visit.channel("pay_chat")).to_contain_text(words(language, "wait", least=1, most=10))
    with visit.page.expect_popup() as popup:
        link.click()
    page = popup.value
    expect(page.locator(".chat-start__state")).to_contain_text(words(language, "launcher.open"))
    assert system.asked == []
    begin(page, language, "rowan@example.com")
    expect(page.get_by_role("heading", name=words(language, "chat.started"))).to_be_focused()
    expect(page.locator(".chat-start")).to_contain_text("rowan@example.com")
    assert {url.removeprefix(HOST) for url in system.asked} == {"/packs/js/sdk.js", "/widget"}
    told = told_to(page)
    assert told["run"][0] == {"websiteToken": "site-token", "baseUrl": HOST}
    assert told["setLocale"] == [language]
    assert told["setUser"] == ["rowan@example.com", {"email": "rowan@example.com"}]
    assert told["setCustomAttributes"] == [{"language": language, "consent": "true"}]
    assert told["toggle"] == ["open"]


@languages
def test_who_wants_no_record_gives_no_address(visit: LauncherVisit, language: str) -> None:
    """The chat starts all the same, the system learns of no address, and the page says what comes of it."""
    open_page(visit, language, "pay_chat")
    email = visit.page.get_by_label(words(language, "chat.email"), exact=True)
    expect(email).to_be_hidden()
    begin(visit.page, language)
    expect(visit.page.locator(".chat-start")).to_contain_text(words(language, "chat.record.none"))
    told = told_to(visit.page)
    assert "setUser" not in told
    assert told["setCustomAttributes"] == [{"language": language, "consent": "false"}]


@languages
def test_a_case_goes_along_and_leaves_the_address_bar(visit: LauncherVisit, language: str) -> None:
    """The system is told the case by name, and cannot read it off the page's address."""
    open_page(visit, language, "pay_chat", more="&case=7K3M-9PQ2-RT5")
    assert "7K3M" not in visit.page.url
    begin(visit.page, language)
    expect(visit.page.get_by_role("heading", name=words(language, "chat.started"))).to_be_visible()
    assert told_to(visit.page)["setCustomAttributes"][0]["case_id"] == "7K3M-9PQ2-RT5"


@languages
def test_nothing_is_chosen_beforehand_and_what_is_missing_is_said(
    visit: LauncherVisit, language: str
) -> None:
    """Without an answer, and without a right address, nothing starts; the summary takes the focus."""
    system = open_page(visit, language, "pay_chat")
    page = visit.page
    start = page.get_by_role("button", name=words(language, "chat.begin"), exact=True)
    assert page.locator("input[name=record]:checked").count() == 0
    start.click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_contain_text(words(language, "chat.error.record"))
    page.get_by_label(words(language, "chat.record.yes")).check()
    page.get_by_label(words(language, "chat.email"), exact=True).fill("nobody@")
    start.click()
    expect(page.locator(".error-summary")).to_contain_text(words(language, "chat.error.email"))
    expect(page.get_by_label(words(language, "chat.email"), exact=True)).to_have_attribute(
        "aria-invalid", "true"
    )
    assert system.asked == []


@languages
def test_it_starts_with_the_keyboard_alone(visit: LauncherVisit, language: str) -> None:
    """Tab, space and Enter are enough."""
    open_page(visit, language, "pay_chat")
    page = visit.page
    page.get_by_label(words(language, "chat.record.yes")).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("rowan@example.com")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=words(language, "chat.started"))).to_be_focused()


def test_a_closed_chat_says_when_it_opens_and_leads_to_the_form(visit: LauncherVisit) -> None:
    """In the launcher and on the page: the next opening, and the inquiry form about the same topic."""
    visit.show("ko", "", visit.at(visit.monday, "20:00"), "mail")
    entry = visit.channel("portal_chat")
    expect(entry).to_contain_text("내일 09:00")
    link = entry.get_by_role("link")
    expect(link).to_contain_text(words("ko", "chat.write"))
    expect(link).to_have_attribute("href", f"{visit.url}/inquiry/?topic=mail")
    system = open_page(visit, "ko", "portal_chat", "20:00", "&topic=mail")
    place = visit.page.locator(".chat-start")
    expect(place.get_by_role("status").first).to_contain_text("내일 09:00")
    expect(place.get_by_role("button")).to_have_count(0)
    expect(place.get_by_role("link")).to_have_attribute("href", f"{visit.url}/inquiry/?topic=mail")
    assert system.asked == []


def test_a_chat_in_another_language_says_so(visit: LauncherVisit) -> None:
    """Open, but in Korean alone: whoever reads English is told and led to the form, not into a dead end."""
    visit.show("en", "", visit.at(visit.monday, "10:00"), "mail")
    link = visit.channel("portal_chat").get_by_role("link")
    expect(link).to_have_attribute("href", f"{visit.url}/en/inquiry/?topic=mail")
    system = open_page(visit, "en", "portal_chat")
    place = visit.page.locator(".chat-start")
    expect(place).to_contain_text(words("en", "chat.foreign", languages="Korean"))
    expect(place.get_by_role("button")).to_have_count(0)
    assert system.asked == []


@languages
def test_a_system_that_does_not_come_is_said_and_can_be_tried_again(
    visit: LauncherVisit, language: str
) -> None:
    """An alert says so; the second try works."""
    system = open_page(visit, language, "pay_chat")
    system.works = False
    begin(visit.page, language)
    expect(visit.page.get_by_text(words(language, "chat.failed"))).to_be_visible()
    system.works = True
    visit.page.get_by_role("button", name=words(language, "chat.begin"), exact=True).click()
    expect(visit.page.get_by_role("heading", name=words(language, "chat.started"))).to_be_visible()


@languages
def test_a_link_is_followed_with_language_and_case(visit: LauncherVisit, language: str) -> None:
    """A chat page elsewhere that asks for the address itself: nothing is asked here."""
    open_page(visit, language, "video_chat", more="&case=7K3M-9PQ2-RT5")
    assert visit.page.locator("input[name=record]").count() == 0
    visit.page.get_by_role("button", name=words(language, "chat.begin"), exact=True).click()
    visit.page.wait_for_url(f"https://talk.example.com/?lang={language}&about=7K3M-9PQ2-RT5")


@languages
def test_on_a_small_phone_in_the_dark_it_fits(visit: LauncherVisit, language: str) -> None:
    """At 320 pixels nothing needs scrolling sideways, and choices are big enough for a thumb."""
    options = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}
    place = "chat/?channel=pay_chat"
    page = visit.go(language, place, visit.at(visit.monday, "10:00"), **options)
    expect(page.locator(".chat-start form")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_only_the_page_of_the_chat_may_load_the_system(chat_built: BuiltSite, built: BuiltSite) -> None:
    """Every other page keeps the strict policy; without a system, so does this one."""
    rules = json.loads(chat_built.headers.read_text(encoding="utf-8"))
    assert sorted(rules["pages"]) == ["/chat/", "/en/chat/"]
    assert HOST in rules["pages"]["/chat/"]["Content-Security-Policy"]
    scripts = rules["pages"]["/chat/"]["Content-Security-Policy"].partition("script-src")[2].partition(";")[0]
    assert "unsafe" not in scripts
    assert HOST not in json.dumps(rules["every"])
    plain = json.loads(built.headers.read_text(encoding="utf-8"))
    assert plain["pages"] == {}
    assert plain["every"] == rules["every"]
    assert "chat-start" not in built.html("/chat/")

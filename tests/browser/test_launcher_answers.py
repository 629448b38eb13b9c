"""What the launcher says is open, with the clock set: on the contact page and over another page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.calendar_days import chuseok
from tests.browser.launcher_visit import HOMES, LauncherVisit, words

if TYPE_CHECKING:
    from playwright.sync_api import Page

SATURDAY = timedelta(days=-2)  # from Monday
languages = pytest.mark.parametrize("language", HOMES)
# Where the launcher is: inline on the contact page, or opened on another one.
places = pytest.mark.parametrize("place", ["contact/", "about/"])


@places
@languages
def test_on_a_saturday_night_fraud_is_reported_by_chat(
    visit: LauncherVisit, language: str, place: str
) -> None:
    """The chat that is open comes first as a button; the line says when it opens, wherever the visitor is."""
    now = visit.at(visit.monday + SATURDAY, "23:30")
    launcher = visit.show(language, place, now, "payment_fraud")
    assert visit.order() == visit.named("pay_chat", "inquiry", "fraud_phone")
    chat, line = visit.channel("pay_chat"), visit.channel("fraud_phone")
    expect(chat).to_contain_text(words(language, "launcher.open"))
    expect(chat).to_contain_text(words(language, "wait", least=1, most=10))
    expect(chat.locator(".md-button--primary")).to_be_visible()
    expect(launcher.locator(".md-button")).to_have_count(1)
    expect(line).to_contain_text({"ko": "월요일 09:00에 엽니다", "en": "Opens Mon at 09:00"}[language])
    expect(line).to_contain_text(visit.facts.channels["fraud_phone"].purpose[language])
    expect(launcher.get_by_role("status")).to_have_text(words(language, "launcher.count", count=2))


@places
@languages
def test_by_day_the_line_made_for_the_topic_is_the_button(
    visit: LauncherVisit, language: str, place: str
) -> None:
    """Its number is dialled with one tap; in English the chat that speaks it comes first."""
    visit.show(language, place, visit.at(visit.monday, "10:00"), "payment_fraud")
    order = {"ko": ("fraud_phone", "pay_chat", "inquiry"), "en": ("pay_chat", "inquiry", "fraud_phone")}
    assert visit.order() == visit.named(*order[language])
    line = visit.channel("fraud_phone")
    expect(line).to_contain_text({"ko": "18:00에 닫습니다", "en": "Closes at 18:00"}[language])
    expect(line.get_by_role("link")).to_have_attribute("href", "tel:17000316")
    expect(line.locator(".md-button")).to_have_count(1 if language == "ko" else 0)


@places
@languages
def test_at_lunch_on_a_weekday_a_line_says_when_it_is_back(
    visit: LauncherVisit, language: str, place: str
) -> None:
    """In the break the line is closed until one, and what is open now comes before it."""
    visit.show(language, place, visit.at(visit.monday, "12:30"), "account_stolen")
    line = visit.channel("identity_phone")
    expect(line).to_contain_text({"ko": "13:00에 엽니다", "en": "Opens at 13:00"}[language])
    order = {
        "ko": ("portal_chat", "inquiry", "identity_phone"),
        "en": ("inquiry", "portal_chat", "identity_phone"),
    }
    assert visit.order() == visit.named(*order[language])


@places
@languages
def test_on_chuseok_the_holiday_is_named_and_the_next_day_of_work_is_told(
    visit: LauncherVisit, language: str, place: str
) -> None:
    """A weekday that is a holiday is closed, says why, and promises no hour that is not kept."""
    day = chuseok(visit.facts)
    visit.show(language, place, visit.at(day, "11:00"), "refund")
    line = visit.channel("pay_phone")
    expect(line).to_contain_text(words(language, "launcher.closed"))
    expect(line).to_contain_text({"ko": "추석", "en": "Chuseok"}[language])
    back = day
    while back.weekday() > 4 or back.isoformat() in visit.facts.holidays["KR"]:
        back += timedelta(days=1)
    weekday = words(language, f"weekday.{back.weekday()}" + (".short" if language == "en" else ""))
    when = {"ko": f"{weekday} 09:00에 엽니다", "en": f"Opens {weekday} at 09:00"}
    expect(line).to_contain_text(when[language])
    assert visit.order() == visit.named("pay_chat", "inquiry", "pay_phone")


@places
@languages
def test_tomorrow_becomes_today_at_midnight(visit: LauncherVisit, language: str, place: str) -> None:
    """A minute before midnight the chat opens tomorrow, at midnight today."""
    visit.show(language, place, visit.at(visit.monday, "23:59:00"), "playback")
    chat = visit.channel("video_chat")
    expect(chat).to_contain_text({"ko": "내일 09:00에 엽니다", "en": "Opens tomorrow at 09:00"}[language])
    visit.page.clock.run_for(60_000)
    expect(chat).to_contain_text({"ko": "닫힘 09:00에 엽니다", "en": "Closed Opens at 09:00"}[language])


@places
@languages
def test_the_passing_of_a_closing_time_is_shown(visit: LauncherVisit, language: str, place: str) -> None:
    """At six the line closes before the visitor's eyes, and the focus stays where it was."""
    launcher = visit.show(language, place, visit.at(visit.monday, "17:59:30"), "payment_history")
    line = visit.channel("pay_phone")
    expect(line).to_contain_text({"ko": "18:00에 닫습니다", "en": "Closes at 18:00"}[language])
    line.get_by_role("link").focus()
    visit.page.clock.run_for(31_000)
    expect(line).to_contain_text({"ko": "내일 09:00에 엽니다", "en": "Opens tomorrow at 09:00"}[language])
    expect(line.get_by_role("link")).to_be_focused()
    expect(launcher.get_by_role("status")).to_have_text(words(language, "launcher.count", count=2))


def test_a_page_that_was_in_the_background_is_right_when_it_is_seen_again(visit: LauncherVisit) -> None:
    """A phone that slept over the closing time shows no open line when it wakes."""
    visit.show("ko", "contact/", visit.at(visit.monday, "17:30"), "refund")
    line = visit.channel("pay_phone")
    expect(line).to_contain_text("18:00에 닫습니다")
    visit.page.clock.set_system_time(visit.at(visit.monday, "22:00"))
    visit.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(line).to_contain_text("내일 09:00에 엽니다")


@places
@languages
def test_who_cannot_sign_in_is_sent_nowhere_that_needs_it(
    visit: LauncherVisit, language: str, place: str
) -> None:
    """Ticking it takes such channels away, and what is left stands first as a button."""
    launcher = visit.show(language, place, visit.at(visit.monday, "10:00"), "membership")
    assert visit.order() == visit.named("video_chat", "inquiry")
    visit.page.get_by_label(words(language, "launcher.sign_in")).check()
    assert visit.order() == visit.named("inquiry")
    expect(launcher.locator(".md-button--primary")).to_have_attribute(
        "href", f"{visit.url}{HOMES[language]}inquiry/?topic=membership"
    )


@places
def test_with_no_agent_for_an_urgent_matter_what_to_do_comes_first(visit: LauncherVisit, place: str) -> None:
    """No line speaks English about a stolen account: the advice stands above the list."""
    launcher = visit.show("en", place, visit.at(visit.monday, "10:00"), "account_stolen")
    advice = (visit.facts.topics["account_stolen"].when_closed or {})["en"]
    expect(launcher).to_contain_text(advice)
    text = launcher.inner_text()
    assert text.index(advice) < text.index(visit.named("inquiry")[0])
    visit.page.select_option("#launcher-topic", "refund")
    expect(launcher).not_to_contain_text(advice)


def test_at_a_peak_the_wait_is_longer_and_said_to_be(visit: LauncherVisit) -> None:
    """After lunch the usual wait is told as it is then."""
    visit.show("ko", "contact/", visit.at(visit.monday, "13:05"), "playback")
    expect(visit.channel("video_chat")).to_contain_text(words("ko", "launcher.wait.busy", least=1, most=7))


def test_before_anything_is_said_no_channel_is_the_right_one(visit: LauncherVisit) -> None:
    """Without a topic every channel is listed and none is pressed upon the visitor."""
    launcher = visit.show("ko", "contact/", visit.at(visit.monday, "10:00"))
    assert sorted(visit.order()) == sorted(visit.named(*visit.facts.channels))
    expect(launcher.locator(".md-button")).to_have_count(0)


def test_a_clock_that_is_years_off_promises_nothing(page: Page, visit: LauncherVisit) -> None:
    """Where the date cannot be right, the launcher says so instead of guessing."""
    page.clock.install(time="2001-01-01T10:00:00+09:00")
    page.goto(visit.url + "/contact/")
    expect(page.locator(".launcher").get_by_role("status")).to_have_text(words("ko", "launcher.unknown"))
    expect(page.locator(".launcher-channel")).to_have_count(0)

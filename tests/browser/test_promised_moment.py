"""The form tells by when it will be answered, before it is sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from helpcenter.center.calendar import Calendar
from tests.browser.calendar_days import at, chuseok, ordinary_monday
from tests.site.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from playwright.sync_api import Page

    from helpcenter.center.facts import Facts
    from tests.browser.scripted_site import ScriptedSite

FORMS = {"ko": "/inquiry/", "en": "/en/inquiry/"}
TOPICS = ("payment_fraud", "account_stolen", "refund", "policy_appeal")
languages = pytest.mark.parametrize("language", FORMS)


def promise(facts: Facts, topic: str, now: datetime, language: str) -> str:
    """Return the promise as the functions compute it, as a visitor in the center's zone reads it."""
    texts = json.loads((ROOT / "theme" / "messages" / f"{language}.json").read_text(encoding="utf-8"))
    calendar = Calendar(facts)
    due = calendar.local_time(calendar.promised_moment(facts.topics[topic].promise, now))
    month, weekday = texts[f"month.{due.month}"], texts[f"weekday.{due.weekday()}"]
    if language == "ko":
        return f"{month}월 {due.day}일({weekday[0]}) {due:%H:%M}까지 답변드립니다."
    return f"You get an answer by {weekday} {due.day} {month}, {due:%H:%M}."


@languages
@pytest.mark.parametrize("day", ["monday", "chuseok"])
def test_a_chosen_topic_is_answered_by_a_moment(
    new_page: Callable[..., Page], site: ScriptedSite, facts: Facts, language: str, day: str
) -> None:
    """What the form says is the moment that the receipt will say."""
    now = at(facts, ordinary_monday(facts) if day == "monday" else chuseok(facts), "16:30")
    page = new_page(timezone_id="Asia/Seoul")
    page.clock.install(time=now)
    page.goto(site.url + FORMS[language])
    for topic in TOPICS:
        page.select_option("#inquiry-topic", topic)
        expect(page.locator("#inquiry-topic-promise")).to_have_text(promise(facts, topic, now, language))
    page.select_option("#inquiry-topic", "")
    expect(page.locator("#inquiry-topic-promise")).to_be_empty()


@languages
def test_a_visitor_elsewhere_reads_whose_time_it_is(
    new_page: Callable[..., Page], site: ScriptedSite, facts: Facts, language: str
) -> None:
    """In New York the moment is the center's and says so."""
    now = at(facts, ordinary_monday(facts), "16:30")
    page = new_page(timezone_id="America/New_York")
    page.clock.install(time=now)
    page.goto(site.url + FORMS[language])
    page.select_option("#inquiry-topic", "refund")
    told = page.locator("#inquiry-topic-promise")
    expect(told).to_contain_text("18:00(KST)" if language == "ko" else "18:00 (KST)")


def test_a_promise_for_another_year_names_it(
    new_page: Callable[..., Page], site: ScriptedSite, facts: Facts
) -> None:
    """Over the turn of the year nobody has to guess."""
    year = facts.covers_from.year + 2
    page = new_page(timezone_id="Asia/Seoul")
    page.clock.install(time=at(facts, ordinary_monday(facts).replace(month=12, day=31), "19:00"))
    page.goto(site.url + FORMS["ko"])
    page.select_option("#inquiry-topic", "refund")
    expect(page.locator("#inquiry-topic-promise")).to_contain_text(f"{year + 1}년 1월")


def test_the_moment_follows_the_time_while_somebody_writes(
    new_page: Callable[..., Page], site: ScriptedSite, facts: Facts
) -> None:
    """An hour later the promise is an hour later, told when the visitor goes on to the next field."""
    monday = ordinary_monday(facts)
    page = new_page(timezone_id="Asia/Seoul")
    page.clock.install(time=at(facts, monday, "13:30"))
    page.goto(site.url + FORMS["ko"])
    page.select_option("#inquiry-topic", "payment_fraud")
    expect(page.locator("#inquiry-topic-promise")).to_contain_text("15:30")
    page.clock.set_system_time(at(facts, monday, "14:45"))
    page.focus("#inquiry-message")
    expect(page.locator("#inquiry-topic-promise")).to_contain_text("16:45")


@languages
def test_without_the_facts_the_promise_is_told_as_a_duration(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """When the moment cannot be computed, what was printed with the page still holds."""
    page.route("**/facts.*.json", lambda route: route.abort())
    page.goto(site.url + FORMS[language])
    page.select_option("#inquiry-topic", "refund")
    texts = json.loads((ROOT / "theme" / "messages" / f"{language}.json").read_text(encoding="utf-8"))
    duration = texts["promise.business_days"].replace("{count}", "2")
    expect(page.locator("#inquiry-topic-promise")).to_have_text(
        texts["form.topic.promise"].replace("{promise}", duration)
    )


def test_the_form_opens_with_the_topic_of_the_link(page: Page, site: ScriptedSite) -> None:
    """Whoever comes from the launcher has said what it is about; a topic that does not exist is ignored."""
    page.goto(site.url + FORMS["ko"] + "?topic=refund")
    expect(page.locator("#inquiry-topic")).to_have_value("refund")
    expect(page.locator("#inquiry-topic-promise")).not_to_be_empty()
    page.goto(site.url + FORMS["ko"] + "?topic=nowhere")
    expect(page.locator("#inquiry-topic")).to_have_value("")

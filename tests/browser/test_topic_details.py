"""Fields by topic, the review, two tabs and the seams for other components, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.calendar_days import at, ordinary_monday
from tests.browser.inquiry_form import (
    ACCEPTED,
    FORMS,
    RECEIPT,
    fill,
    languages,
    review,
    submit,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from helpcenter.center.facts import Facts
    from tests.browser.scripted_site import Answer, ScriptedSite

SUMMARY = "#inquiry-form .error-summary"


def asked(page: Page) -> list[str]:
    """Return the details that are to be seen."""
    names = page.locator('[name^="details."]').evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.name.slice(8))"
    )
    return list(map(str, names))


@pytest.mark.parametrize("scripts", [True, False])
def test_each_topic_shows_its_fields(
    new_page: Callable[..., Page], site: ScriptedSite, facts: Facts, *, scripts: bool
) -> None:
    """What the facts ask for and nothing else, marked optional or not; with scripts and without."""
    page = new_page(java_script_enabled=scripts)
    page.goto(site.url + FORMS["ko"])
    assert asked(page) == []
    for topic in facts.choices.values():
        page.select_option("#inquiry-topic", topic.id)
        wanted = {*topic.required, *topic.optional}
        assert asked(page) == [field for field in facts.fields if field in wanted]
        for field in wanted:
            mark = page.locator(f'[for="inquiry-details-{field}"] .form-field__optional')
            assert mark.is_visible() == (field not in topic.required)
        assert page.locator(".form-details").is_visible() == bool(wanted)


@languages
def test_what_is_missing_is_told_before_anything_is_sent(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """An empty form: every required field at once, in the words of the API, beside the field too."""
    page.goto(site.url + FORMS[language])
    page.select_option("#inquiry-topic", "payment_fraud")
    review(page)
    summary = page.locator(SUMMARY)
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_count(4)
    expect(page.locator("#inquiry-details-occurred_at-error")).to_be_visible()
    summary.get_by_role("link").first.click()
    expect(page.locator("#inquiry-details-occurred_at")).to_be_focused()
    assert site.received == []


@languages
def test_an_untouched_form_asks_for_nothing_that_is_optional(
    page: Page, site: ScriptedSite, language: str
) -> None:
    """Topic, message, address and consent: before a topic is chosen, the name is as optional as after."""
    page.goto(site.url + FORMS[language])
    review(page)
    expect(page.locator(SUMMARY)).to_be_focused()
    wrong = page.locator("#inquiry-form [aria-invalid]").evaluate_all("(all) => all.map(({ name }) => name)")
    assert wrong == ["topic", "message", "email", "consent"]


def test_details_are_sent_and_those_of_another_topic_are_not(page: Page, site: ScriptedSite) -> None:
    """Who changes the topic sends what it asks for; what was typed before is there on the way back."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    page.fill("#inquiry-details-order_number", "A-1")
    page.select_option("#inquiry-topic", "payment_failed")
    page.fill("#inquiry-details-amount", "12,900원")
    page.fill("#inquiry-details-device", "")
    page.fill("#inquiry-details-app_version", "")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert site.received[0].body["details"] == {"amount": "12,900원"}


def test_what_the_browser_tells_is_shown_and_can_be_removed(page: Page, site: ScriptedSite) -> None:
    """Device and browser are filled in with a note; removed, they stay away; nothing goes out unseen."""
    page.goto(site.url + FORMS["ko"])
    page.select_option("#inquiry-topic", "playback")
    device = page.locator("#inquiry-details-device")
    expect(device).not_to_have_value("")
    field = page.locator(".form-field", has=device)
    expect(field).to_contain_text(words("ko", "details.filled"))
    field.get_by_role("button").click()
    expect(device).to_have_value("")
    expect(field.locator("[data-filled-note]")).to_be_hidden()
    page.select_option("#inquiry-topic", "mail")
    expect(device).to_have_value("")
    page.reload()
    expect(page.locator("#inquiry-topic")).to_have_value("mail")
    expect(device).to_have_value("")


@languages
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_shows_everything_and_leads_back(
    page: Page, site: ScriptedSite, language: str, scheme: str
) -> None:
    """All that goes out with the promised moment, by keyboard, on a small phone; nothing is lost."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site.url + FORMS[language])
    fill(page)
    page.fill("#inquiry-details-order_number", "A-1")
    page.locator("#inquiry-form [type=submit]").press("Enter")
    shown = page.locator(".form-review")
    expect(shown).to_be_focused()
    for text in ("결제가 두 번 되었습니다.", "A-1", "onyu@example.com", "김온유"):
        expect(shown.locator("dl")).to_contain_text(text)
    expect(shown.locator(".form-review__due")).not_to_be_empty()
    expect(page.locator("#inquiry-message")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#inquiry-message")).to_have_value("결제가 두 번 되었습니다.")
    expect(page.locator("#inquiry-topic")).to_be_focused()
    assert site.received == []


def test_a_promise_that_has_changed_is_read_before_sending(
    new_page: Callable[..., Page], site: ScriptedSite, facts: Facts
) -> None:
    """Who looks over the inquiry for an hour sees the new moment, and sends with the next press."""
    site.answers = [ACCEPTED]
    monday = ordinary_monday(facts)
    page = new_page(timezone_id="Asia/Seoul")
    page.clock.install(time=at(facts, monday, "13:30"))
    page.goto(site.url + FORMS["ko"])
    fill(page)
    page.select_option("#inquiry-topic", "payment_fraud")
    page.fill("#inquiry-details-occurred_at", "오늘")
    review(page)
    expect(page.locator(".form-review__due")).to_contain_text("15:30")
    page.clock.set_system_time(at(facts, monday, "14:45"))
    page.click("#inquiry-form [type=submit]")
    expect(page.locator(".form-review__due")).to_contain_text("16:45")
    expect(page.locator(".inquiry-form__status")).to_have_text(words("ko", "review.due_changed"))
    assert site.received == []
    page.click("#inquiry-form [type=submit]")
    page.wait_for_url(site.url + RECEIPT)


@languages
def test_two_tabs_do_not_overwrite_each_other(page: Page, site: ScriptedSite, language: str) -> None:
    """What one tab wrote, another keeps until its writer decides; both see that there are two."""
    page.goto(site.url + FORMS[language])
    fill(page, "one")
    other = page.context.new_page()
    other.goto(site.url + FORMS[language])
    expect(other.locator("#inquiry-message")).to_have_value("one")
    other.fill("#inquiry-message", "two")
    bar = page.locator(".inquiry-form__draft")
    expect(bar).to_contain_text(words(language, "draft.changed"))
    page.fill("#inquiry-message", "three")
    other.reload()
    expect(other.locator("#inquiry-message")).to_have_value("two")
    bar.get_by_role("button", name=words(language, "draft.mine")).click()
    expect(other.locator(".inquiry-form__draft")).to_contain_text(words(language, "draft.changed"))
    other.get_by_role("button", name=words(language, "draft.take")).click()
    expect(other.locator("#inquiry-message")).to_have_value("three")


def test_a_draft_that_was_sent_in_another_tab_is_not_kept_again(page: Page, site: ScriptedSite) -> None:
    """The tab that stayed open says so; what is in it is kept only if its writer goes on."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page, "one")
    other = page.context.new_page()
    other.goto(site.url + FORMS["ko"])
    other.check("#inquiry-consent")
    submit(other)
    other.wait_for_url(site.url + RECEIPT)
    expect(page.locator(".inquiry-form__draft")).to_contain_text(words("ko", "draft.gone"))
    page.fill("#inquiry-message", "one more")
    assert page.evaluate("localStorage.getItem('inquiry-draft')") is None
    page.get_by_role("button", name=words("ko", "draft.empty")).click()
    expect(page.locator("#inquiry-message")).to_have_value("")


def test_after_sending_the_form_is_empty_on_the_way_back(page: Page, site: ScriptedSite) -> None:
    """Going back in the browser brings nothing of it back."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    page.go_back()
    expect(page.locator("#inquiry-message")).to_have_value("")
    expect(page.locator("#inquiry-topic")).to_have_value("")
    expect(page.locator("#inquiry-message")).to_be_visible()


def test_the_hidden_field_is_hidden_from_everybody(page: Page, site: ScriptedSite) -> None:
    """Not by keyboard and not by a screen reader; filled in all the same, it shows itself with its error."""
    refused = {"field": "homepage", "code": "must_be_empty", "message": "비워 주십시오."}
    site.answers = [_refused(refused), ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    trap = page.locator("#inquiry-homepage")
    assert trap.evaluate("(field) => field.closest('[aria-hidden=true]') !== null && field.tabIndex === -1")
    trap.evaluate("(field) => { field.value = 'x'; }")
    submit(page)
    expect(page.locator(SUMMARY)).to_contain_text("비워 주십시오.")
    assert site.received[0].body["homepage"] == "x"
    page.get_by_role("link", name="비워 주십시오.").click()
    expect(trap).to_be_focused()
    page.keyboard.press("Backspace")
    submit(page)
    page.wait_for_url(site.url + RECEIPT)


def test_other_components_are_asked_and_told(page: Page, site: ScriptedSite) -> None:
    """They hold the form back with a problem, add to the review, and finish before the receipt opens."""
    site.answers = [ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    page.evaluate(
        """() => {
            const form = document.querySelector("#inquiry-form");
            window.ready = false;
            form.addEventListener("inquiry:check", ({ detail }) => {
                if (!window.ready) detail.problems.push({ field: null, message: "not ready" });
            });
            form.addEventListener("inquiry:review", ({ detail }) => {
                detail.rows.push({ label: "Files", value: "a.png" });
            });
            form.addEventListener("inquiry:stored", ({ detail }) => detail.waitFor(new Promise((resolve) => {
                form.dataset.stored = detail.answer.case_id;
                window.finish = resolve;
            })));
        }"""
    )
    review(page)
    expect(page.locator(SUMMARY)).to_contain_text("not ready")
    page.evaluate("window.ready = true")
    review(page)
    expect(page.locator(".form-review dl")).to_contain_text("a.png")
    submit(page)
    expect(page.locator("#inquiry-form")).to_have_attribute("data-stored", str(ACCEPTED.body["case_id"]))
    assert RECEIPT not in page.url
    page.evaluate("window.finish()")
    page.wait_for_url(site.url + RECEIPT)


def _refused(error: dict[str, str]) -> Answer:
    return ACCEPTED._replace(
        status=422,
        body={"type": "t", "title": "t", "status": 422, "detail": "d", "errors": [error]},
        headers={"Content-Type": "application/problem+json"},
    )

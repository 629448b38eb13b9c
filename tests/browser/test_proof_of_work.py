"""Proof of work in Chromium: solved by ALTCHA's own modules from our own origin, under the site's policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from altcha import create_challenge, verify_solution
from playwright.sync_api import expect

from publishing.proof import put_solver
from publishing.site.asset_folder import find_components
from tests.browser.inquiry_form import ACCEPTED, FORMS, RECEIPT, fill, submit, words
from tests.browser.scripted_site import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.scripted_site import ScriptedSite
    from tests.site.building import BuiltSite


@pytest.fixture(autouse=True)
def solver(built: BuiltSite) -> None:
    """The site has the solver, as where center.yml asks for it; `make test` has installed it."""
    put_solver(find_components(built.site))


def asks_for_proof() -> Answer:
    """Return the API's refusal with a cheap challenge."""
    challenge = create_challenge("PBKDF2/SHA-256", 10, hmac_secret="secret")
    body = {
        "type": "urn:helpcenter:problem:proof_required",
        "title": "t",
        "status": 403,
        "detail": "d",
        "errors": [],
        "challenge": challenge.to_dict(),
    }
    return Answer(403, body, {"Content-Type": "application/problem+json"})


def test_a_browser_does_the_work_by_itself(page: Page, site: ScriptedSite) -> None:
    """Nobody notices more than some seconds: the same inquiry goes out again with a solution that holds."""
    site.answers = [asks_for_proof(), ACCEPTED]
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    first, second = site.received
    assert second.key == first.key
    assert {**second.body, "altcha": ""} == {**first.body, "altcha": ""}
    assert verify_solution(second.body["altcha"], "secret").verified


def test_a_center_that_does_not_ask_loads_nothing_of_it(page: Page, site: ScriptedSite) -> None:
    """Neither solver nor challenge."""
    site.answers = [ACCEPTED]
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(site.url + FORMS["ko"])
    fill(page)
    submit(page)
    page.wait_for_url(site.url + RECEIPT)
    assert not [url for url in urls if "altcha" in url or "proof" in url]


def test_a_center_that_is_never_content_is_a_failure_of_ours(page: Page, site: ScriptedSite) -> None:
    """The browser works once, and then says that it is not the visitor's fault."""
    site.answers = [asks_for_proof(), asks_for_proof()]
    page.goto(site.url + FORMS["en"])
    fill(page)
    submit(page)
    expect(page.locator(".inquiry-form__status")).to_have_text(words("en", "failed.server"))
    assert len(site.received) == 2

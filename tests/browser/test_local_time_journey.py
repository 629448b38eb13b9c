"""The time where the customer is, from the browser to the department's mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_journeys import FORMS, fill_in, languages, look_over, send
from tests.browser.test_topic_journeys import department_mail

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.local.running import RunningCenter

pytestmark = pytest.mark.xdist_group("center")


@languages
@pytest.mark.parametrize(
    ("zone", "told"),
    [
        (("Asia/Kathmandu", "UTC+05:45"), r"\(KST\), 고객 현지 시각 .*\(UTC\+05:45\)"),
        (("Asia/Seoul", "UTC+09:00"), r"접수 시각: .*\(KST\)\r?\n"),
    ],
)
def test_the_department_learns_the_customers_time(
    center: RunningCenter,
    new_page: Callable[..., Page],
    language: str,
    zone: tuple[str, str],
    told: str,
) -> None:
    """The review shows what is sent; the mail tells it where it is another time than the center's."""
    name, shown = zone
    page = new_page(timezone_id=name)
    page.goto(center.url + FORMS[language])
    fill_in(page, language, f"zone-{name[5:]}-{language}@example.com".lower())
    look_over(page)
    expect(page.locator(".form-review dl")).to_contain_text(shown)
    send(page)
    expect(page.locator(".receipt")).to_be_visible()
    assert re.search(told, department_mail(center, page, "payment_care@departments.example"))

"""The customer's own time: sent by the browser, told to the department where it is not the center's."""

from __future__ import annotations

import pytest

from tests.unit.inquiry.desk import Desk
from tests.unit.inquiry.sample import MAILS, case_of

SEOUL = "2026년 11월 23일(월) 10:02(KST)"


@pytest.mark.parametrize(
    ("offset", "there"),
    [
        (-300, "2026년 11월 22일(일) 20:02(UTC-05:00)"),
        (0, "2026년 11월 23일(월) 01:02(UTC)"),
        (345, "2026년 11월 23일(월) 06:47(UTC+05:45)"),
        (840, "2026년 11월 23일(월) 15:02(UTC+14:00)"),
    ],
)
def test_the_department_knows_what_time_it_is_for_the_customer(offset: int, there: str) -> None:
    """Beside its own time, in both bodies."""
    mail = MAILS.department_notice(case_of(utc_offset=offset))
    for body in (mail.text, mail.html):
        assert f"{SEOUL}, 고객 현지 시각 {there}" in body


@pytest.mark.parametrize("offset", [None, 540])
def test_the_same_time_is_not_told_twice(offset: int | None) -> None:
    """Nor one that nobody knows: a form without a script sends none."""
    mail = MAILS.department_notice(case_of(utc_offset=offset))
    assert f"접수 시각: {SEOUL}\n" in mail.text
    assert "현지" not in mail.text + mail.html


def test_the_customers_mail_does_not_repeat_it() -> None:
    """Whatever a program sends as an offset, the acknowledgement is the same."""
    assert MAILS.acknowledgement(case_of(utc_offset=-300)) == MAILS.acknowledgement(case_of())


def test_a_retry_from_another_zone_is_the_same_inquiry() -> None:
    """After a flight, or when the clocks have changed: one case, with the time of the first."""
    desk = Desk()
    answers = [desk.post_json(utc_offset=offset) for offset in (540.0, 60)] + [desk.post_json()]
    assert {(answer.status, answer.body) for answer in answers} == {(201, answers[0].body)}
    [case] = desk.table.cases.values()
    assert case.inquiry.utc_offset == 540


def test_a_form_without_a_script_has_none() -> None:
    """Its review and its case do without."""
    desk = Desk()
    assert desk.post_form().status == 303
    [case] = desk.table.cases.values()
    assert case.inquiry.utc_offset is None

"""Every mail of the center, in every language, as it is composed for real."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tests.fakes.examples import make_transcript
from tests.unit.inquiry.sample import FACTS, MAILS, case_of
from tests.unit.mail.test_compose import TRANSCRIPT_MAILS

if TYPE_CHECKING:
    from helpcenter.inquiry.case import Case
    from helpcenter.mail.delivery import Mail

LINKS = {
    code: lambda case: f"https://help.onmaru.example/api/progress/{case.case_id}"
    for code in ("mail.link.answered", "mail.link.needs_information", "mail.link.files")
}
HOUSE = replace(MAILS, department_links=LINKS)


def full_case(language: str) -> Case:
    """Return a case with everything in it: details of several lines, what was masked by whom, a long word."""
    details = dict.fromkeys(FACTS.fields, "첫 줄 ●●●\n둘째 줄 " + "가나다라마바사" * 20)
    case = case_of(
        language=language,
        topic="payment_fraud",
        message="카드 ●●●1111 로 두 번 결제됐어요.\n\nhttps://example.com/" + "a" * 300,
    )
    return replace(case, masked={"card_number": 1}, inquiry=replace(case.inquiry, details=details))


def every_mail() -> dict[str, Mail]:
    """Return the mails by name and language. The house reads its own language, whatever the customer's is."""
    mails: dict[str, Mail] = {}
    for language in FACTS.languages:
        case, house = full_case(language), replace(FACTS, languages=(language,))
        there = replace(HOUSE, facts=house)
        mails |= {
            f"acknowledgement {language}": HOUSE.acknowledgement(case),
            f"department_notice {language}": there.department_notice(case),
            f"undelivered_notice {language}": there.undelivered_notice(case),
            f"transcript {language}": TRANSCRIPT_MAILS.transcript(
                replace(make_transcript(), language=language)
            ),
        }
    return mails

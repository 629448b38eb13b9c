from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcenter.inquiry.case_id import group_case_id
from tests.unit.inquiry.sample import CASE, FACTS, LINKS, MAILS, case_of

LANGUAGES = ("ko", "en")
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Reader(HTMLParser):
    """Collects the tags and the text of a mail."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.mark.parametrize(
    ("language", "subject", "due"),
    [
        ("ko", "[온마루 고객센터] 문의가 접수되었습니다", "2026년 11월 25일(수) 18:00(KST)"),
        ("en", "[Onmaru Help Center] We have your inquiry", "Wednesday 25 November 2026, 18:00 (KST)"),
    ],
)
def test_the_customer_learns_what_was_accepted_and_until_when(language: str, subject: str, due: str) -> None:
    """The acknowledgement is in the language of the inquiry and has ID, topic, promise, link and warning."""
    mail = MAILS.acknowledgement(case_of(language=language))
    grouped = group_case_id(CASE.case_id)
    assert (mail.to, mail.reply_to, mail.attachments) == ("hong@example.com", None, ())
    assert mail.subject == f"{subject} ({grouped})"
    warnings = [name[language] for name in FACTS.never_asks.values()]
    for body in (mail.text, Reader(mail.html).text):
        for part in (grouped, FACTS.topics["refund"].name[language], due, *warnings):
            assert part in body
    assert LINKS.url(CASE.case_id) in mail.text
    assert ("a", LINKS.url(CASE.case_id)) in [(tag, a.get("href")) for tag, a in Reader(mail.html).tags]


@settings(deadline=None)  # the first mail about a topic looks through its channels' hours
@given(
    canaries=st.lists(st.uuids().map(str), min_size=4, max_size=4, unique=True),
    language=st.sampled_from(LANGUAGES),
    topic=st.sampled_from(sorted(FACTS.topics)),
)
def test_no_typed_text_reaches_the_acknowledgement(canaries: list[str], language: str, topic: str) -> None:
    """Whatever is typed as name, message or address, none of it is in subject, text or HTML."""
    name, message, local, domain = canaries
    email = f"{local}@{domain}.example"
    mail = MAILS.acknowledgement(
        case_of(name=name, message=message, email=email, language=language, topic=topic)
    )
    whole = mail.subject + mail.text + mail.html
    assert [canary for canary in canaries if canary in whole] == []


def test_the_acknowledgement_is_the_same_whoever_wrote_what() -> None:
    """Two inquiries that differ only in what was typed get the same bytes."""
    one = MAILS.acknowledgement(CASE)
    other = MAILS.acknowledgement(case_of(name="", message="<b>x</b>", email="k@example.org"))
    assert replace(other, to=one.to) == one


def test_the_department_gets_the_whole_inquiry_and_replies_to_the_customer() -> None:
    """Everything the customer sent is there, and the answer goes where it belongs."""
    mail = MAILS.department_notice(CASE)
    assert (mail.to, mail.reply_to) == ("all@desk.example", "hong@example.com")
    topic = FACTS.topics["refund"].name["ko"]
    assert mail.subject == f"[온마루 고객센터] {topic} ({group_case_id(CASE.case_id)})"
    for body in (mail.text, Reader(mail.html).text):
        for part in ("홍길동", "hong@example.com", CASE.inquiry.message, topic, "한국어", "결제지원팀"):
            assert part in body
        assert "2026년 11월 23일(월) 10:02(KST)" in body
        assert "2026년 11월 25일(수) 18:00(KST)" in body


def test_an_urgent_topic_says_so_in_the_subject() -> None:
    """A report of fraud stands out in the mailbox of its department."""
    case = replace(case_of(topic="payment_fraud"), department="fraud_response")
    mail = MAILS.department_notice(case)
    assert mail.to == "fraud@desk.example"
    assert mail.subject.startswith("[긴급] ")


def test_an_english_inquiry_is_announced_in_the_language_of_the_house() -> None:
    """The department reads its own language and is told which one to answer in."""
    mail = MAILS.department_notice(case_of(language="en", name=""))
    assert "문의 언어: 영어" in mail.text
    assert "이름: (적지 않음)" in mail.text


def test_what_the_customer_typed_is_text_and_never_markup() -> None:
    """Tags, entities and template marks are shown as they were typed and add no element."""
    typed = '<img src=x onerror=alert(1)> &amp; ${case_id} </div><a href="https://evil.example">x</a>\n  끝'
    mail, plain = (
        MAILS.department_notice(case_of(message=typed, name="<b>홍</b>")),
        Reader(MAILS.department_notice(CASE).html),
    )
    reader = Reader(mail.html)
    assert reader.tags == plain.tags
    assert typed in reader.text
    assert "<b>홍</b>" in reader.text
    assert typed in mail.text
    assert re.search(r"<div [^>]*white-space:pre-wrap[^>]*>&lt;img src=x", mail.html)


def test_characters_that_reorder_text_are_not_shown() -> None:
    """A name or link cannot be made to read backwards."""
    mail = MAILS.department_notice(case_of(message=f"moc{BIDI}.live", name=f"홍{BIDI}길동"))
    assert not set(BIDI) & set(mail.subject + mail.text + mail.html)
    assert "moc.live" in mail.text
    assert "홍길동" in mail.html


def test_a_domain_in_disguise_is_marked() -> None:
    """A punycode domain may look like a known one; the department is warned, Reply-To stays usable."""
    email = "hong@xn--pple-43d.example"
    mail = MAILS.department_notice(case_of(email=email))
    assert mail.reply_to == email
    warned = re.search(f"{email} \\(주의[^)]+\\)", mail.text)
    assert warned
    assert warned[0] in Reader(mail.html).text
    assert "(주의" not in MAILS.department_notice(CASE).text


@given(typed=st.text(st.characters(exclude_categories=["Cs"]), min_size=5))
def test_no_typed_text_reaches_the_subject(typed: str) -> None:
    """The subject of the department's mail is made of facts alone, on one line."""
    expected = MAILS.department_notice(CASE).subject
    mail = MAILS.department_notice(case_of(name=typed, message=typed))
    assert mail.subject == expected
    assert not any(unicodedata.category(character) == "Cc" for character in mail.subject)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_loads_nothing_and_names_its_language(language: str) -> None:
    """No image, script, font or remote style sheet: nothing tells that the mail was opened."""
    for mail in (MAILS.acknowledgement(case_of(language=language)), MAILS.department_notice(CASE)):
        tags = Reader(mail.html).tags
        assert not {tag for tag, _ in tags} & {"img", "script", "link", "iframe", "form", "base"}
        assert not [a for _, a in tags if {"src", "background", "srcset"} & set(a)]
        assert not re.search(r"url\(|@import|@font-face", mail.html)
        assert all(a.get("role") == "presentation" for tag, a in tags if tag == "table")
    root = dict(Reader(MAILS.acknowledgement(case_of(language=language)).html).tags)["html"]
    assert root["lang"] == language


def test_a_case_outlives_the_facts_it_was_accepted_under() -> None:
    """A topic, department or language that the operator has removed since does not hold its mails back."""
    case = replace(case_of(topic="removed_topic", language="fr"), department="removed_team")
    assert "removed_topic" in MAILS.department_notice(case).subject
    assert MAILS.department_notice(case).to == "all@desk.example"
    assert MAILS.acknowledgement(case).subject.startswith("[온마루 고객센터]")

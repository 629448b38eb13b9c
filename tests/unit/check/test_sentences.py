"""Right and wrong sentences, as writers write them."""

from __future__ import annotations

from itertools import product

import pytest

from tests.unit.check.checking import LANGUAGES, check_page, corpus, found_in

# Where a sentence stands: alone, on the page of the chat, in a list of what to know before a call.
PLACES = {
    "ko": ("{}", "# 채팅 상담\n\n{}", "# 고객센터 안내\n\n전화하기 전에 읽어 주십시오.\n\n- {}"),
    "en": ("{}", "# Chat\n\n{}", "# Contact us\n\nRead this before you call.\n\n- {}"),
}
WRONG = [(language, line) for language in LANGUAGES for line in corpus("wrong", language)]


@pytest.mark.parametrize(("language", "place"), list(product(LANGUAGES, range(3))))
def test_nothing_is_found_in_right_sentences(language: str, place: int) -> None:
    """Dates, prices, codes, warnings, others' hours and references alarm nobody, wherever they stand."""
    sentences = corpus("right", language)
    wrong = [
        (sentence, finding.code, finding.values)
        for sentence in sentences
        for finding in check_page(PLACES[language][place].format(sentence), language)
    ]
    assert wrong == []


@pytest.mark.parametrize(("language", "line"), WRONG, ids=[f"{code}-{line[:50]}" for code, line in WRONG])
def test_a_wrong_sentence_is_found_out(language: str, line: str) -> None:
    """What collides with a fact is found, by the code that the corpus names, and nothing else is."""
    codes, _, sentence = line.partition(" | ")
    assert {code for _, code in found_in(sentence, language)} == set(codes.split("+"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpora_are_large(language: str) -> None:
    """At least sixty right and sixty wrong sentences in each language."""
    assert len(corpus("right", language)) >= 60
    assert len(corpus("wrong", language)) >= 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_found_in_every_part_of_a_page(language: str) -> None:
    """Headings, items, cells, admonitions, front matter and text over several lines are all read."""
    sentence = {"ko": "상담 시간은 09:00-18:00입니다", "en": "Our hours are 09:00-18:00"}[language]
    page = (
        f'---\ntitle: "{sentence}"\nnested:\n  - deep: {sentence}\n---\n\n# {sentence}\n\n'
        f'- one\n- {sentence}\n\n| a |\n| --- |\n| {sentence} |\n\n!!! note "{sentence}"\n\n    Inside.\n'
        f"    {sentence}\n\n"
        f"First\n{sentence.replace(' ', chr(10), 1)}\n\n<p>{sentence}</p>\n"
    )
    lines = [line for line, code in found_in(page, language) if code == "loose_hours"]
    assert lines == [2, 4, 7, 10, 14, 16, 19, 23, 25]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_customers_ask_is_no_claim(language: str) -> None:
    """`questions:` holds customers' own words: they may ask for hours, but give no number."""
    asked = {"ko": "24시간 상담하나요", "en": "do you answer 24/7"}[language]
    page = "---\nquestions:\n  - {}\n---\n"
    assert found_in(page.format(asked), language) == []
    assert found_in(page.format("1588-3819"), language) == [(3, "unknown_number")]


def test_comments_and_code_are_no_claims_of_ours_and_addresses_no_numbers() -> None:
    """A comment is read by nobody; digits in an address are no phone number."""
    text = "<!-- 전화는 24시간 운영합니다 -->\n\n[안내](https://a.example/1588-3819) https://a.example/02-123-4567\n"
    assert found_in(text) == []

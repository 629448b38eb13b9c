"""What holds on every page: titles, descriptions, headings, images, and the language of each word."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

import pytest

from tests.site.addresses import EVERY_PAGE, HOMES, TO_BE_FOUND, address
from tests.site.markup import elements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.site.building import BuiltSite

HANGUL = re.compile(r"[\uac00-\ud7a3]")
# What a search result shows of a description before it cuts it off.
LONGEST = {"ko": 90, "en": 155}
languages = pytest.mark.parametrize("language", HOMES)


def pages_in(built: BuiltSite, language: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the HTML of each page that may be found."""
    for own, name in TO_BE_FOUND:
        if own == language:
            yield address(own, name), built.html(address(own, name))


def title(html: str) -> str:
    """Return a page's title."""
    [found] = re.findall(r"<title>(.*?)</title>", html, re.DOTALL)
    return unescape(found.strip())


def description(html: str) -> str:
    """Return what a page says about itself."""
    [found] = [
        meta.attributes for meta in elements(html, "meta") if meta.attributes.get("name") == "description"
    ]
    return found["content"]


@languages
def test_no_two_pages_have_the_same_title(built: BuiltSite, language: str) -> None:
    """In a list of results, in tabs and in bookmarks each page can be told from the others."""
    titles = Counter(title(html) for _, html in pages_in(built, language))
    assert [own for own, count in titles.items() if count > 1] == []


@languages
def test_each_page_says_in_a_sentence_of_its_own_what_it_is_about(built: BuiltSite, language: str) -> None:
    """A result shows the whole sentence, and no other page has it."""
    sentences = {place: description(html) for place, html in pages_in(built, language)}
    assert len(set(sentences.values())) == len(sentences)
    assert {
        place: text for place, text in sentences.items() if not 15 <= len(text) <= LONGEST[language]
    } == {}


def test_each_page_has_one_main_heading_and_skips_no_level(built: BuiltSite) -> None:
    """Whoever goes from heading to heading with a screen reader finds an outline without gaps."""
    for language, name in EVERY_PAGE:
        html = built.html(address(language, name))
        levels = [int(heading.tag[1]) for heading in elements(html, "h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, name
        steps = zip([0, *levels], levels, strict=False)
        assert [(before, level) for before, level in steps if level > before + 1] == [], name


def test_each_image_has_words_or_is_said_to_have_none(html_files: list[Path]) -> None:
    """Who does not see a picture is told what it shows, or spared it when it shows nothing."""
    for file in html_files:
        images = elements(file.read_text(encoding="utf-8"), "img")
        assert [image for image in images if "alt" not in image.attributes] == [], file


@languages
def test_words_of_the_other_language_are_marked(built: BuiltSite, language: str) -> None:
    """A screen reader reads each word in its language; no page stands under the wrong `lang`."""
    for place, html in pages_in(built, language):
        assert elements(html, "html")[0].attributes["lang"] == language
        body = re.sub(r"<script.*?</script>", "", html[html.index("<body") :], flags=re.DOTALL)
        unmarked = re.sub(r"<(\w+)[^>]*\blang=\"(?!" + language + r").*?</\1>", "", body, flags=re.DOTALL)
        words = re.sub(r"<[^>]+>", " ", unmarked)
        if language == "ko":
            main = words.split()
            assert len([word for word in main if HANGUL.search(word)]) > len(main) / 3, place
        else:
            assert HANGUL.findall(words) == [], place


def test_no_page_has_styles_in_its_markup(html_files: list[Path]) -> None:
    """A strict content security policy would leave them out."""
    for file in html_files:
        html = file.read_text(encoding="utf-8")
        assert re.findall(r"<[a-z][^>]*\sstyle=[^>]*>", html) == [], file
        assert elements(html, "style") == [], file

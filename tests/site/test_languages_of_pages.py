"""That search engines learn every page, its own address and its other languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from publishing.site.addresses import hreflang, translations
from tests.site.addresses import HIDDEN, HOMES, SITE, TO_BE_FOUND, address
from tests.site.markup import elements

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def expected(name: str) -> dict[str, str]:
    """Return the absolute addresses of a page by language, the English one as `x-default` too."""
    languages = {language: SITE + address(language, name) for language in HOMES}
    return {**languages, "x-default": languages["en"]}


@pytest.mark.parametrize(("language", "name"), TO_BE_FOUND)
def test_each_head_names_the_page_in_every_language(built: BuiltSite, language: str, name: str) -> None:
    """Each page says its own lasting address and where it is in each language, absolutely."""
    links = [link.attributes for link in elements(built.html(address(language, name)), "link")]
    assert [link["href"] for link in links if link["rel"] == "canonical"] == [SITE + address(language, name)]
    alternates = {link["hreflang"]: link["href"] for link in links if "hreflang" in link}
    assert alternates == expected(name)
    assert {tuple(link["rel"].split()) for link in links if "hreflang" in link} == {("alternate",)}


def test_the_sitemap_names_each_page_with_its_languages(built: BuiltSite) -> None:
    """The sitemap has every page once, with the same languages that the page's own head names."""
    sitemap = ET.parse(built.site / "sitemap.xml")  # noqa: S314 our own file
    told = {
        str(entry.findtext("s:loc", namespaces=_NAMES)): {
            link.get("hreflang"): link.get("href") for link in entry.findall("x:link", _NAMES)
        }
        for entry in sitemap.findall("s:url", _NAMES)
    }
    assert told == {SITE + address(language, name): expected(name) for language, name in TO_BE_FOUND}
    content = (built.site / "sitemap.xml").read_text(encoding="utf-8")
    assert len(re.findall("<loc>", content)) == len(TO_BE_FOUND)


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("language", HOMES)
def test_a_page_that_is_not_to_be_found_says_so(built: BuiltSite, language: str, name: str) -> None:
    """What is for operators alone is in no sitemap, and tells search engines to leave it."""
    html = built.html(address(language, name))
    assert '<meta name="robots" content="noindex">' in html
    assert [link for link in elements(html, "link") if "hreflang" in link.attributes] == []


@pytest.mark.parametrize(
    ("url", "korean", "english"),
    [
        ("", "https://a.example/help/", "https://a.example/help/en/"),
        ("./", "https://a.example/help/", "https://a.example/help/en/"),
        ("en/", "https://a.example/help/", "https://a.example/help/en/"),
        ("en/a/b/", "https://a.example/help/a/b/", "https://a.example/help/en/a/b/"),
        ("english/", "https://a.example/help/english/", "https://a.example/help/en/english/"),
    ],
)
def test_translations_stay_below_the_sites_address(url: str, korean: str, english: str) -> None:
    """A site below a path keeps it, and a folder that begins like a language is none."""
    languages = ("ko", "en")
    told = translations(url, languages, languages, "https://a.example/help/")
    assert told == {"ko": korean, "en": english}


@pytest.mark.parametrize(
    ("has_page", "told"),
    [
        (("ko", "en", "ja"), {"ko": "/a/", "en": "/en/a/", "ja": "/ja/a/", "x-default": "/en/a/"}),
        (("en", "ja"), {"en": "/en/a/", "ja": "/ja/a/", "x-default": "/en/a/"}),
        (("ko", "ja"), {"ko": "/a/", "ja": "/ja/a/", "x-default": "/a/"}),
        (("en",), {}),
    ],
)
def test_a_page_names_only_languages_that_have_it(has_page: tuple[str, ...], told: dict[str, str]) -> None:
    """A language that leaves a page out is not promised, and a page of one language names none."""
    languages = ("ko", "en", "ja")
    assert hreflang(translations("en/a/", languages, has_page, "/"), languages) == told

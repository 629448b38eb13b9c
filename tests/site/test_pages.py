from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.site.building import ROOT
from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite

DOCS = ROOT / "docs" / "ko"
NAMES = sorted(
    str(page.relative_to(DOCS).with_suffix(""))
    for page in DOCS.rglob("*.md")
    if "robots: noindex" not in page.read_text(encoding="utf-8")
)
HOMES = {"ko": "/", "en": "/en/"}


def address(language: str, name: str) -> str:
    """Return where a page is."""
    return HOMES[language] + f"{name}/".removesuffix("index/")


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_each_page_exists_in_each_language_and_says_so(built: BuiltSite, language: str, name: str) -> None:
    """A visitor finds every page in both languages, and `lang` tells the screen reader which it is."""
    html = built.html(address(language, name))
    assert elements(html, "html")[0].attributes["lang"] == language
    assert len(elements(html, "h1")) == 1


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_the_language_switch_keeps_the_page(built: BuiltSite, language: str, name: str) -> None:
    """Changing the language leads to the same page, not to the home."""
    html = built.html(address(language, name))
    other = "en" if language == "ko" else "ko"
    switch = [a for a in elements(html, "a") if "md-select__link" in a.attributes.get("class", "")]
    [link] = [a for a in switch if a.attributes["hreflang"] == other]
    up = "../" * address(language, name).strip("/").count("/")
    depth = len([part for part in address(language, name).split("/") if part])
    target = address(other, name).lstrip("/")
    assert link.attributes["href"] in {"../" * depth + target, up + target, address(other, name)}


def test_nothing_is_fetched_from_a_third_party(html_files: list[Path]) -> None:
    """Reading the site tells nobody else: scripts, styles, images and fonts come from the site itself."""
    foreign = [
        (file.name, element)
        for file in html_files
        for element in elements(
            file.read_text(encoding="utf-8"), "script", "link", "img", "iframe", "source", "use"
        )
        for attribute in ("src", "href", "srcset")
        if re.match(r"(https?:)?//", element.attributes.get(attribute, ""))
        and element.attributes.get("rel") != "canonical"
    ]
    assert foreign == []


def test_styles_and_modules_fetch_nothing_foreign(built: BuiltSite) -> None:
    """Our own stylesheets and browser modules name no other host."""
    files = [*(built.site / "components").rglob("*.css"), *(built.site / "components").rglob("*.mjs")]
    assert files
    assert [file.name for file in files if re.search(r"https?://(?!www\.w3\.org)", file.read_text())] == []


def test_no_reference_is_left_unfilled(html_files: list[Path]) -> None:
    """Pages show facts, never the braces that stand for them."""
    assert [file for file in html_files if "{{" in file.read_text(encoding="utf-8")] == []


def test_the_missing_page_speaks_every_language(built: BuiltSite) -> None:
    """Whoever follows a dead link reads about it in their language, and gets on from there."""
    html = (built.site / "404.html").read_text(encoding="utf-8")
    assert [section.attributes["lang"] for section in elements(html, "section")] == ["ko", "en"]
    links = {link.attributes.get("href") for link in elements(html, "a")}
    assert {"/", "/en/", "/inquiry/", "/en/inquiry/"} <= links


def test_the_sitemap_names_each_page_with_its_other_language(built: BuiltSite) -> None:
    """Search engines learn every page, its translation and the default one from the sitemap."""
    sitemap = (built.site / "sitemap.xml").read_text(encoding="utf-8")
    base = "https://help.onmaru.example"
    listed = re.findall(r"<loc>(.*?)</loc>", sitemap)
    assert sorted(listed) == sorted(base + address(language, name) for language in HOMES for name in NAMES)
    assert sitemap.count('hreflang="x-default"') == len(listed)
    assert f'hreflang="en" href="{base}/en/contact/"' in sitemap


def test_message_catalogues_are_no_part_of_the_site(built: BuiltSite) -> None:
    """The theme's catalogues are read when the site is built; visitors get no copy."""
    assert not (built.site / "messages").exists()

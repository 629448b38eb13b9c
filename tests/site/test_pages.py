from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.site.addresses import HOMES, NAMES, address
from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_each_page_exists_in_each_language_and_says_so(built: BuiltSite, language: str, name: str) -> None:
    """A visitor finds every page in both languages, and `lang` tells the screen reader which it is."""
    html = built.html(address(language, name))
    assert elements(html, "html")[0].attributes["lang"] == language


@pytest.mark.parametrize("language", HOMES)
@pytest.mark.parametrize("name", NAMES)
def test_the_language_switch_keeps_the_page(built: BuiltSite, language: str, name: str) -> None:
    """Changing the language leads to the same page, not to the home."""
    here = address(language, name)
    links = [a.attributes for a in elements(built.html(here), "a")]
    switch = [link for link in links if "md-select__link" in link.get("class", "")]
    led_to = {link["hreflang"]: urljoin(here, link["href"]) for link in switch}
    assert led_to == {code: address(code, name) for code in HOMES}


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
        and element.attributes.get("rel", "").strip() not in {"canonical", "alternate"}
    ]
    assert foreign == []


def test_styles_and_modules_fetch_nothing_foreign(built: BuiltSite) -> None:
    """Our own stylesheets and browser modules name no other host."""
    files = [*(built.site / "assets").rglob("*.css"), *(built.site / "assets").rglob("*.mjs")]
    assert files
    assert [file.name for file in files if re.search(r"https?://(?!www\.w3\.org)", file.read_text())] == []


def test_no_reference_is_left_unfilled(html_files: list[Path]) -> None:
    """Pages show facts, never the braces that stand for them."""
    assert [file for file in html_files if "{{" in file.read_text(encoding="utf-8")] == []


def test_message_catalogues_are_no_part_of_the_site(built: BuiltSite) -> None:
    """The theme's catalogues are read when the site is built; visitors get no copy."""
    assert not (built.site / "messages").exists()

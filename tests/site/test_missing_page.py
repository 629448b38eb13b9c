"""The page for addresses that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.site.addresses import HOMES
from tests.site.markup import elements

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

languages = pytest.mark.parametrize("language", HOMES)


def missing_page(built: BuiltSite, language: str) -> str:
    """Return the page of a language."""
    return (built.site / HOMES[language].strip("/") / "404.html").read_text(encoding="utf-8")


@languages
def test_the_missing_page_speaks_the_language_of_the_address(built: BuiltSite, language: str) -> None:
    """Whoever follows a dead link reads about it in the language they read before, and is told one thing."""
    html = missing_page(built, language)
    assert elements(html, "html")[0].attributes["lang"] == language
    assert len(elements(html, "h1")) == 1
    assert '<meta name="robots" content="noindex">' in html


@languages
def test_the_missing_page_leads_on(built: BuiltSite, language: str) -> None:
    """Home, articles, contact, inquiry and emergencies are a step away, search and launcher on the spot."""
    html, home = missing_page(built, language), HOMES[language]
    content = html[html.index("<h1>") : html.index("</article>")]
    links = [link.attributes["href"] for link in elements(content, "a")]
    other = next(folder for code, folder in HOMES.items() if code != language)
    places = ["articles/", "contact/", "inquiry/", "emergency/"]
    assert links == [home, *(f"{home}{place}" for place in places), other]
    [form] = elements(content, "form")
    assert (form.attributes["method"], form.attributes["action"]) == ("get", f"{home}articles/")
    assert [field.attributes["name"] for field in elements(content, "input")] == ["q"]
    assert [place for place in elements(content, "section") if place.attributes["data-module"] == "launcher"]


@languages
def test_nothing_on_the_missing_page_is_missing_at_any_depth(built: BuiltSite, language: str) -> None:
    """It is shown below any address, so what it links to and loads is named from the site's root."""
    addresses = {
        element.attributes[attribute]
        for element in elements(missing_page(built, language), "a", "link", "script", "img", "form")
        for attribute in ("href", "src", "action")
        if attribute in element.attributes
    }
    own = {url.partition("#")[0] for url in addresses if not url.startswith(("#", "https://"))}
    assert {url for url in own if not url.startswith("/")} == set()
    assert {url for url in own if not (built.site / url.partition("#")[0].lstrip("/")).exists()} == set()

"""The index that search reads, and what it finds in the site's own articles."""

from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.center.facts import load_facts
from publishing.site.asset_folder import find_components
from tests.modules.node import run_node
from tests.site.building import ROOT
from tests.site.markup import elements

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

HOMES = {"ko": "", "en": "en/"}
languages = pytest.mark.parametrize("language", HOMES)


def index_of(built: BuiltSite, language: str) -> dict[str, Any]:
    """Return the index of a language."""
    index: dict[str, Any] = json.loads((built.site / f"search.{language}.json").read_text(encoding="utf-8"))
    return index


@languages
def test_search_finds_what_people_type_among_the_first_three(built: BuiltSite, language: str) -> None:
    """Each search of the table leads to its article."""
    run_node("articles.test.mjs", SITE=str(built.site), LANGUAGE=language)


@languages
def test_the_index_has_every_page_of_its_language(built: BuiltSite, language: str) -> None:
    """No page of the sitemap is missing, but the home page and the list of all articles."""
    root = load_facts(built.site.parent / "facts.json").site_url
    found = re.findall(r"<loc>(.*?)</loc>", (built.site / "sitemap.xml").read_text(encoding="utf-8"))
    pages = {url.removeprefix(root) for url in found}
    own = {page for page in pages if page.startswith("en/") == (language == "en")}
    home = HOMES[language]
    assert {path for path, *_ in index_of(built, language)["articles"]} == own - {home, f"{home}articles/"}


@languages
def test_each_section_leads_to_its_heading(built: BuiltSite, language: str) -> None:
    """A fragment in the index is an id on the page, under a heading of the same words."""
    for path, title, _, sections in index_of(built, language)["articles"]:
        html = built.html(f"/{path}")
        ids = {element.attributes.get("id") for tag in ("h2", "h3", "h4") for element in elements(html, tag)}
        assert title
        assert {fragment for fragment, *_ in sections[1:]} <= ids, path


@languages
def test_what_customers_call_it_stands_beside_the_title(built: BuiltSite, language: str) -> None:
    """The questions of a page's front matter are names of its article."""
    names = {path: names for path, _, names, _ in index_of(built, language)["articles"]}
    path = HOMES[language] + "topics/account/forgotten-password/"
    page = (ROOT / "docs" / language / "topics/account/forgotten-password.md").read_text(encoding="utf-8")
    assert names[path]
    assert all(f"  - {name}\n" in page for name in names[path])


@languages
def test_facts_are_in_the_index_with_their_answers(built: BuiltSite, language: str) -> None:
    """Each phone number is one card, in the words of the language."""
    facts = load_facts(built.site.parent / "facts.json")
    numbers = {c.name[language]: c.number for c in facts.channels.values() if c.number}
    cards = index_of(built, language)["facts"]
    assert {title: answer for kind, title, answer, *_ in cards if kind == "number"} == numbers
    for _, _, _, _, page, _ in cards:
        assert "://" in page or (built.site / page / "index.html").exists()


def test_material_builds_no_index_and_loads_no_worker_of_its_own(built: BuiltSite) -> None:
    """There is one search, and it costs nothing before somebody reaches for it."""
    assert not (built.site / "search").exists()
    assert 'data-md-component="search' not in built.html("/")


@languages
def test_search_works_as_a_plain_form(built: BuiltSite, language: str) -> None:
    """Without scripts the field leads to a page that lists every article by topic."""
    home = HOMES[language]
    forms = [
        form for form in elements(built.html(f"/{home}hours/"), "form") if "search" in str(form.attributes)
    ]
    assert [form.attributes["action"] for form in forms] == ["../articles/"]
    html = built.html(f"/{home}articles/")
    links = {link.attributes.get("href", "") for link in elements(html, "a")}
    for path, *_ in index_of(built, language)["articles"]:
        assert f"../{path.removeprefix(home)}" in links


def test_the_worker_is_one_small_file(built: BuiltSite) -> None:
    """Nothing follows it, and it is less than 8 KB as it is sent."""
    worker = (find_components(built.site) / "search" / "worker.mjs").read_text(encoding="utf-8")
    assert "import {" not in worker
    assert len(gzip.compress(worker.encode())) < 8_000

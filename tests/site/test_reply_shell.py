from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from publishing.site.reply_shell import with_absolute_paths
from tests.site.markup import elements

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

LANGUAGES = ("ko", "en")


def shell(built: BuiltSite, language: str) -> str:
    """Return a language's shell."""
    return (built.pages / f"reply.{language}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shell_has_one_place_for_its_title_and_one_for_its_content(built: BuiltSite, language: str) -> None:
    """A function fills in a title and a content, heading included, and nothing else stands beside it."""
    html = shell(built, language)
    assert elements(html, "html")[0].attributes["lang"] == language
    assert re.findall(r"<title>%%title%% - .+</title>", html)
    parts = re.search(
        r'<article class="md-content__inner md-typeset">\s*%%content%%(.*?)</article>', html, re.DOTALL
    )
    assert parts
    # The uploads of a receipt stand ready in a template, which shows nothing by itself.
    assert re.fullmatch(r"\s*<template data-attachments-template>.*</template>\s*", parts[1], re.DOTALL)
    assert html.count("%%") == 4
    assert elements(html, "h1") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shell_works_at_any_depth(built: BuiltSite, language: str) -> None:
    """Wherever a function serves it, its styles, scripts and links are those of the site."""
    html = shell(built, language)
    addresses = [
        element.attributes[attribute]
        for element in elements(html, "a", "link", "script", "img", "form")
        for attribute in ("href", "src", "action")
        if attribute in element.attributes
    ]
    assert [url for url in addresses if not url.startswith(("/", "#"))] == []
    assert all(
        (built.site / url.partition("#")[0].lstrip("/")).exists() for url in addresses if url.startswith("/")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shell_is_not_to_be_found(built: BuiltSite, language: str) -> None:
    """A receipt belongs to one person: search engines are told to leave it, and it has no address to name."""
    html = shell(built, language)
    robots = [meta.attributes for meta in elements(html, "meta") if meta.attributes.get("name") == "robots"]
    assert [meta["content"] for meta in robots] == ["noindex"]
    assert [
        link for link in elements(html, "link") if link.attributes["rel"] in {"canonical", "alternate"}
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_switch_of_a_shell_leads_home(built: BuiltSite, language: str) -> None:
    """A filled-in page has no counterpart in another language, so the switch must not promise one."""
    links = [a.attributes for a in elements(shell(built, language), "a") if "hreflang" in a.attributes]
    assert {link["hreflang"]: link["href"] for link in links} == {"ko": "/", "en": "/en/"}


def test_the_site_itself_has_no_trace_of_the_shells(built: BuiltSite) -> None:
    """Nobody meets an unfilled page: it is in no folder, sitemap, search index or link of the site."""
    assert not list(built.site.rglob("reply*"))
    assert "reply" not in (built.site / "sitemap.xml").read_text(encoding="utf-8")
    for language in LANGUAGES:
        index = json.loads((built.site / f"search.{language}.json").read_text(encoding="utf-8"))
        assert [path for path, *_ in index["articles"] if "reply" in path] == []
    assert [page for page in built.site.rglob("*.html") if "reply/" in page.read_text(encoding="utf-8")] == []


def test_paths_stay_right_for_a_site_below_a_path() -> None:
    """A site that does not live at the root of its host keeps its own paths."""
    html = '<a href="../contact/">x</a><a href="#top">y</a><link href="https://a.example/">'
    expected = '<a href="/help/en/contact/">x</a><a href="#top">y</a><link href="https://a.example/">'
    assert with_absolute_paths(html, "en/reply/", "/help/") == expected

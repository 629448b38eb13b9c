"""That the demo center has in both languages what the five kinds of center have: `center_features.yml`."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from helpcenter.center.clock import Clock
from helpcenter.center.facts import load_facts
from helpcenter.messages import load_messages
from publishing.site.vocabulary import vocabulary
from tests.site.addresses import HOMES, NAMES, address
from tests.site.building import ROOT
from tests.site.markup import visible_text

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

FEATURES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests" / "site" / "center_features.yml").read_text(encoding="utf-8")
)
languages = pytest.mark.parametrize("language", HOMES)


@pytest.fixture(scope="module")
def words(built: BuiltSite) -> dict[str, Any]:
    """What references stand for, by language."""
    facts = load_facts(built.site.parent / "facts.json")
    catalogues = load_messages(ROOT / "theme" / "messages")
    today = Clock(facts.clock).local(datetime.now(UTC)).date()  # as the build takes it
    return {language: vocabulary(facts, catalogues[language], today) for language in HOMES}


def text_at(html: str, anchor: str) -> str:
    """Return the words of an element, of a heading those below it too; without an anchor the article's."""
    article = html[html.index("<article") : html.index("</article>")]
    if not anchor:
        return visible_text(article)
    found = re.search(rf'<(\w+)[^>]*\bid="{re.escape(anchor)}"', article)
    assert found, anchor
    rest = article[found.start() :]
    tag = found[1]
    end = (
        re.search(r"<h[12][ >]", rest[4:])
        if re.fullmatch("h[1-6]", tag)
        else re.search(rf"</{tag}>", rest[4:])
    )
    return visible_text(rest[: end.start() + 4] if end else rest)


def fact(words: dict[str, Any], path: str) -> str:
    """Return the words that a reference stands for."""
    value: Any = words
    for step in path.split("."):
        value = value[step]
    return visible_text(str(value))


@languages
@pytest.mark.parametrize("feature", FEATURES)
def test_the_center_has_it(built: BuiltSite, words: dict[str, Any], feature: str, language: str) -> None:
    """Page and anchor exist, and the facts and words that make up the feature stand there."""
    for place in FEATURES[feature]:
        name, _, anchor = place["at"].partition("#")
        assert name in NAMES
        text = text_at(built.html(address(language, name)), anchor)
        expected = [fact(words[language], path) for path in place.get("facts", ())] + place.get(language, [])
        assert [own for own in expected if own.lower() not in text.lower()] == [], (place["at"], text)


def test_each_place_is_named_for_both_languages() -> None:
    """Words are asked for in both languages or in none."""
    for feature, places in FEATURES.items():
        assert [place for place in places if ("ko" in place) != ("en" in place)] == [], feature


@languages
@pytest.mark.parametrize("name", NAMES)
def test_no_page_gives_a_share_of_unknown_origin(built: BuiltSite, name: str, language: str) -> None:
    """What a page says is true or left out: nobody counted how many per cent, so no page says so."""
    text = text_at(built.html(address(language, name)), "")
    counted_there = re.sub(r"\{percent\}%", "", text)  # how far a file has gone up, told by the page itself
    assert re.findall(r"\S+ ?(?:%|퍼센트|per ?cent)", counted_there) == []


def test_every_kind_of_center_is_there() -> None:
    """None of the five has been forgotten."""
    kinds = Counter(feature.partition(".")[0] for feature in FEATURES)
    assert set(kinds) == {"A", "B", "C", "D", "E", "directory"}
    assert min(kinds[kind] for kind in "ABCDE") >= 12

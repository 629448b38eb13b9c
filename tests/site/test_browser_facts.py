from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from helpcenter.center.facts import load_facts

if TYPE_CHECKING:
    from tests.site.building import BuiltSite

LANGUAGES = ("ko", "en")
languages = pytest.mark.parametrize("language", LANGUAGES)


def browser_facts(built: BuiltSite, language: str) -> dict[str, Any]:
    """Return what browsers get."""
    facts: dict[str, Any] = json.loads((built.site / f"facts.{language}.json").read_text(encoding="utf-8"))
    return facts


@languages
def test_browsers_get_the_facts_in_the_language_of_their_page(built: BuiltSite, language: str) -> None:
    """Channels and topics come in the order of the center file, named in the page's language alone."""
    facts, own = load_facts(built.site.parent / "facts.json"), browser_facts(built, language)
    assert [channel["name"] for channel in own["channels"]] == [
        channel.name[language] for channel in facts.channels.values()
    ]
    assert [topic["name"] for topic in own["topics"]] == [
        topic.name[language] for topic in facts.topics.values()
    ]
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    assert facts.channels["inquiry"].purpose[other] not in json.dumps(own, ensure_ascii=False)


@languages
def test_links_to_channels_are_pages_of_the_language(built: BuiltSite, language: str) -> None:
    """Where a channel is used or explained is a page that exists, or stands elsewhere."""
    named = {channel["page"] for channel in browser_facts(built, language)["channels"] if "page" in channel}
    pages = {page for page in named if not page.startswith("https://")}
    assert pages
    for page in pages:
        assert (built.site / page / "index.html").exists()
        assert page.startswith("en/") == (language == "en")


@languages
def test_browsers_get_only_what_they_need(built: BuiltSite, language: str) -> None:
    """Who answers and how long data are kept is not the launcher's business; a phone loads little."""
    own = browser_facts(built, language)
    keys = {key for item in (*own["channels"], *own["topics"], own) for key in item}
    assert not keys & {"department", "departments", "retention_days", "required", "record", "remark"}
    content = (built.site / f"facts.{language}.json").read_bytes()
    assert len(gzip.compress(content)) < 5_000

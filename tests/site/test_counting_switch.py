"""Counting on and off, as the site shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpcenter.messages import load_messages
from tests.site.addresses import HOMES
from tests.site.building import ROOT, BuiltSite, run_build
from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "topics/account/cannot-sign-in/"
MESSAGES = load_messages(ROOT / "theme" / "messages")


def counts_at(html: str) -> list[str]:
    """Return where a page tells what happened, if it does."""
    metas = [meta.attributes for meta in elements(html, "meta")]
    return [meta["content"] for meta in metas if meta.get("name") == "counting"]


@pytest.mark.parametrize("language", HOMES)
def test_the_privacy_notice_tells_what_is_counted(built: BuiltSite, language: str) -> None:
    """With the figures that the code works by."""
    html = built.html(f"/{HOMES[language]}privacy/")
    [section] = [part for part in html.split("<h2 ") if part.startswith('id="counting"')]
    for figure in ("Do Not Track", "Global Privacy Control", "100", "800"):
        assert figure in section
    assert counts_at(html) == ["/api/gaps"]


def test_a_center_that_counts_nothing_asks_and_tells_nothing(project: Path) -> None:
    """`counting: false` takes the question off articles and the address off pages, and changes the notice."""
    center = project / "center.yml"
    text = center.read_text(encoding="utf-8")
    center.write_text(text.replace("counting: true", "counting: false"), encoding="utf-8")
    result = run_build(project, project / "build")
    assert result.returncode == 0, result.stderr
    site = BuiltSite(
        project / "build" / "site", project / "build" / "pages", project / "build" / "headers.json"
    )
    for language, home in HOMES.items():
        article = site.html(f"/{home}{ARTICLE}")
        assert counts_at(article) == []
        assert [form for form in elements(article, "form") if form.attributes.get("class") == "helpful"] == []
        assert "helpful.mjs" not in article
        privacy = site.html(f"/{home}privacy/")
        off = MESSAGES[language].text("counting.off").replace("'", "&#39;")
        assert off in privacy
        assert "Do Not Track" not in privacy

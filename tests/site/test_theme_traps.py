"""What Material and static-i18n would do if nobody watched; the other traps have tests where they belong."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.site.markup import elements

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite


def test_no_script_of_the_theme_is_loaded(html_files: list[Path]) -> None:
    """Neither instant navigation, nor the search index, nor a sitemap is fetched by what is not there."""
    for file in html_files:
        scripts = [script.attributes for script in elements(file.read_text(encoding="utf-8"), "script")]
        loaded = [one["src"] for one in scripts if "src" in one]
        assert [each for each in loaded if not re.search(r"/assets/[0-9a-f]{12}/|^assets/", each)] == [], file
        assert [one for one in scripts if one.get("id") == "__config"] == [], file


def test_one_script_stands_in_the_pages_and_it_is_the_same_everywhere(built: BuiltSite) -> None:
    """The policy allows exactly that one, however deep a page is."""
    policy = json.loads(built.headers.read_text(encoding="utf-8"))["every"]["Content-Security-Policy"]
    assert len(re.findall(r"'sha256-[^']+'", policy)) == 1
    assert "unsafe" not in policy


@pytest.mark.parametrize("address", ["/", "/en/", "/topics/account/locked-account/", "/en/inquiry/"])
def test_a_page_loads_one_stylesheet_of_all_pages(built: BuiltSite, address: str) -> None:
    """Its name changes with what is in it, so that it may be kept for a year."""
    links = [link.attributes for link in elements(built.html(address), "link")]
    sheets = [link["href"] for link in links if link["rel"] == "stylesheet"]
    shared = [sheet for sheet in sheets if "assets/stylesheets/" in sheet]
    assert [re.sub(r"\.[0-9a-f]{8}\.css$", "", sheet).rpartition("/")[2] for sheet in shared] == ["site"]


def test_aligned_tables_need_no_style_attribute(built: BuiltSite) -> None:
    """The policy would leave the alignment out."""
    pages = "".join(file.read_text(encoding="utf-8") for file in built.site.rglob("*.html"))
    assert [cell for cell in re.findall(r"<t[dh][^>]*>", pages) if "style=" in cell] == []

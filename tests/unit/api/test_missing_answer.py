from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpcenter.api.missing_page import MissingEndpoint, load_missing_pages
from helpcenter.api.request import Request

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def endpoint(tmp_path: Path) -> MissingEndpoint:
    """The endpoint of a site in Korean and English."""
    (tmp_path / "missing.html").write_text("없는 페이지", encoding="utf-8")
    (tmp_path / "missing.en.html").write_text("not there", encoding="utf-8")
    headers = {"every": {"Content-Security-Policy": "default-src 'none'"}}
    (tmp_path / "headers.json").write_text(json.dumps(headers), encoding="utf-8")
    return load_missing_pages(tmp_path)


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/releases/20261122T1/en/nothing/index.html", "not there"),
        ("/releases/20261122T1/en/index.html", "not there"),
        ("/releases/20261122T1/nothing.html", "없는 페이지"),
        ("/releases/20261122T1/de/nothing/index.html", "없는 페이지"),
        ("/releases/20261122T1/", "없는 페이지"),
        ("/", "없는 페이지"),
        ("", "없는 페이지"),
    ],
)
def test_what_is_missing_is_told_in_the_language_of_its_address(
    endpoint: MissingEndpoint, path: str, page: str
) -> None:
    """404, with the site's own page and its policy."""
    response = endpoint(Request("GET", path))
    assert (response.status, response.body) == (404, page)
    assert response.headers["content-security-policy"] == "default-src 'none'"
    assert response.headers["cache-control"] == "public, max-age=60"

"""What serves the built site on this machine sends what a host of the site sends."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from local.asgi import Reply, reply_of, request_scope
from local.front import site_app
from publishing.site.headers import headers_json

if TYPE_CHECKING:
    from pathlib import Path

    from local.asgi import App


@pytest.fixture
def site(tmp_path: Path) -> App:
    """A small site."""
    (tmp_path / "site" / "assets").mkdir(parents=True)
    for name in ("index.html", "404.html", "assets/look.0123abcd.css"):
        (tmp_path / "site" / name).write_text("온마루 " * 500, encoding="utf-8")
    (tmp_path / "headers.json").write_text(headers_json(["'sha256-x'"]), encoding="utf-8")
    return site_app(tmp_path / "site", tmp_path / "headers.json")


def get(site: App, path: str, **headers: str) -> Reply:
    """Ask the site."""
    scope = request_scope("GET", path, {"host": "127.0.0.1"} | headers)
    with ThreadPoolExecutor(1) as aside:  # a browser of another test may keep a loop in this thread
        return aside.submit(lambda: asyncio.run(reply_of(site, scope, b""))).result()


def headers_of(reply: Reply) -> dict[str, str]:
    """Return the headers by name."""
    return {name.decode().lower(): value.decode() for name, value in reply.headers}


@pytest.mark.parametrize("path", ["/", "/assets/look.0123abcd.css", "/nowhere/"])
def test_every_answer_is_guarded(site: App, path: str) -> None:
    """Pages, files and missing addresses alike carry the whole set."""
    every = json.loads(headers_json(["'sha256-x'"]))["every"]
    headers = headers_of(get(site, path))
    assert {name: headers.get(name.lower()) for name in every} == every


def test_what_never_changes_is_kept_and_what_may_change_is_asked_for_again(site: App) -> None:
    """A file with a digest in its name is kept for a year, a page for a minute."""
    assert "immutable" in headers_of(get(site, "/assets/look.0123abcd.css"))["cache-control"]
    assert headers_of(get(site, "/"))["cache-control"] == "public, max-age=60, must-revalidate"


def test_pages_travel_compressed(site: App) -> None:
    """Who can read gzip gets it, who cannot gets the page as it is."""
    packed = get(site, "/", **{"accept-encoding": "gzip, br"})
    assert headers_of(packed)["content-encoding"] == "gzip"
    assert len(packed.body) < 500
    assert "content-encoding" not in headers_of(get(site, "/"))


def test_browsers_come_by_tls_alone() -> None:
    """For two years, below the domain too: https://hstspreload.org asks for one at least."""
    told = json.loads(headers_json([]))["every"]["Strict-Transport-Security"]
    age, *more = told.split("; ")
    assert int(age.removeprefix("max-age=")) >= 365 * 86400
    assert "includeSubDomains" in more

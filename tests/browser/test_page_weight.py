"""What a first visit brings over the wire, counted in bytes and requests by Chromium."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from benchmarks.build.corpus import articles, languages
from benchmarks.build.generators import STOCK
from benchmarks.build.measuring import measure
from benchmarks.build.plain import PlainCorpus, all_words
from benchmarks.page.serving import app_of
from benchmarks.serving import served
from benchmarks.weight.visiting import app_of as compressed
from tests.site.building import component_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession

    from tests.site.building import BuiltSite

ARTICLES = [
    "/topics/account/forgotten-password/",
    "/en/topics/account/forgotten-password/",
    "/topics/payment/cancel-and-refund/",
    "/en/topics/video/cannot-play/",
]
OTHERS = [
    "/",
    "/en/",
    "/contact/",
    "/en/contact/",
    "/inquiry/",
    "/en/inquiry/",
    "/faq/account/",
    "/en/faq/account/",
]
KEPT = [
    "/service-worker.js",
    "/emergency/",
    "/en/emergency/",
]  # after the page, where nothing else is to be done
MOST = 60 * 1024
"""Bytes of an article's first visit that are promised: heads and bodies as they came, without its images."""
REQUESTS = {"article": 10, "faq": 10, "home": 20, "contact": 20, "inquiry": 40}
BYTES = {"article": 40_500, "faq": 40_500, "home": 66_000, "contact": 67_500, "inquiry": 116_000}
"""What a first visit asks for and brings today, bytes with three in a hundred to grow into."""
OF_MATERIAL = 0.53
"""The bytes of an article of ours as a share of one with Material's default theme, which has fewer words."""


@dataclass
class Wire:
    """What came over the wire while a page was visited: bytes by address, images apart."""

    sizes: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    _urls: dict[str, str] = field(default_factory=dict)

    def listen(self, session: CDPSession) -> None:
        """Count from now on."""
        session.on("Network.responseReceived", self._note)
        session.on("Network.loadingFinished", self._count)
        session.send("Network.enable")

    def _note(self, event: dict[str, Any]) -> None:
        self._urls[event["requestId"]] = event["response"]["url"]
        self.kinds[event["response"]["url"]] = event["type"]

    def _count(self, event: dict[str, Any]) -> None:
        url = self._urls.get(event["requestId"])
        if url and not url.startswith("data:"):
            self.sizes[url] = self.sizes.get(url, 0) + int(event["encodedDataLength"])

    def total(self) -> int:
        """Return the bytes without images; the site's own icon counts."""
        return sum(
            size
            for url, size in self.sizes.items()
            if self.kinds[url] != "Image" or url.endswith("/favicon.svg")
        )


@pytest.fixture(scope="module")
def address(built: BuiltSite) -> Iterator[str]:
    """The site as `make run` serves it: compressed, with its headers."""
    with served(app_of(built.site)) as address:
        yield address


def first_visit(browser: Browser, url: str) -> Wire:
    """Visit a page for the first time, until nothing more is asked for."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    page = context.new_page()
    wire = Wire()
    wire.listen(context.new_cdp_session(page))
    page.goto(url, wait_until="networkidle")
    context.close()
    return wire


@pytest.mark.parametrize("path", ARTICLES)
def test_the_first_article_is_light(browser: Browser, address: str, path: str) -> None:
    """On a slow line at night an article is there at once, the copy of the emergency page included."""
    wire = first_visit(browser, address + path)
    kept = [address + path for path in KEPT]
    sizes = {**wire.sizes, **{url: first_visit(browser, url).sizes[url] for url in kept}}
    assert wire.total() + sum(sizes[url] for url in kept) <= MOST, sizes


@pytest.mark.parametrize("path", [*ARTICLES, *OTHERS])
def test_a_first_visit_is_no_heavier_than_it_was(browser: Browser, address: str, path: str) -> None:
    """Bytes and requests of every kind of page stay where they are until somebody says so here."""
    name = path.removeprefix("/en").strip("/").partition("/")[0] or "home"
    kind = "article" if name == "topics" else name
    wire = first_visit(browser, address + path)
    assert wire.total() <= BYTES[kind], wire.sizes
    assert len(wire.sizes) <= REQUESTS[kind], wire.sizes


def test_an_article_is_half_of_what_it_is_with_the_stock_theme(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """The same toolchain with its default theme and search, a few articles, compressed in the same way."""
    corpus = PlainCorpus(articles(4), languages(2), all_words())
    job = STOCK.write(tmp_path, corpus)
    measure(job)
    article = corpus.articles[0]
    with served(compressed(job.site)) as stock:
        whole = first_visit(browser, f"{stock}/{article.folder}/{article.name}/").total()
    assert first_visit(browser, address + ARTICLES[0]).total() <= OF_MATERIAL * whole


@pytest.mark.parametrize("path", [*ARTICLES, *OTHERS])
def test_nothing_of_search_comes_before_somebody_reaches_for_it(
    browser: Browser, built: BuiltSite, address: str, path: str
) -> None:
    """The index, the worker and the box are for who searches; the page has only what notices that."""
    asked = {urlsplit(url).path for url in first_visit(browser, address + path).sizes}
    early = {one for one in asked if "search" in one} - {f"{component_address(built.site)}/search/search.mjs"}
    assert early == set()


@pytest.mark.parametrize("path", [*ARTICLES, *OTHERS])
def test_a_first_visit_is_nobody_elses_business(browser: Browser, address: str, path: str) -> None:
    """Each request goes to the site itself."""
    wire = first_visit(browser, address + path)
    assert {urlsplit(url).netloc for url in wire.sizes} == {urlsplit(address).netloc}

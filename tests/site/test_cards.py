"""The cards that stand beside a page where somebody shares its address."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from publishing.cards.card import Card
from publishing.cards.drawing import HEIGHT, WIDTH, draw_card, wrapped
from publishing.cards.fonts import CardFont, find_font
from publishing.cards.store import CardStore
from tests.site.addresses import HIDDEN, HOMES, SITE, TO_BE_FOUND, address
from tests.site.building import ROOT, run_build
from tests.site.markup import elements, visible_text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite

languages = pytest.mark.parametrize("language", HOMES)


@pytest.fixture(scope="module")
def font() -> CardFont:
    """The machine's font; `make test` installs one."""
    found = find_font()
    assert found
    return found


def shared(html: str) -> dict[str, str]:
    """Return what a page says to whoever shares it, by name."""
    metas = [meta.attributes for meta in elements(html, "meta")]
    named = {str(meta.get("property") or meta.get("name")): str(meta.get("content")) for meta in metas}
    return {name: value for name, value in named.items() if name.startswith(("og:", "twitter:"))}


def png_size(picture: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, in pixels."""
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", picture[16:24])
    return int(width), int(height)


@pytest.mark.parametrize(("language", "name"), TO_BE_FOUND)
def test_a_shared_page_brings_its_own_picture(built: BuiltSite, language: str, name: str) -> None:
    """Its absolute address leads to a picture of the size it says, and its words name the page."""
    html = built.html(address(language, name))
    said = shared(html)
    host, path = said["og:image"][: len(SITE)], urlsplit(said["og:image"]).path
    assert host == SITE
    assert path == f"/cards/{language}/{name}.png"
    size = png_size((built.site / path.lstrip("/")).read_bytes())
    assert size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630)
    assert said["og:title"] in said["og:image:alt"]
    assert said["og:url"] == SITE + address(language, name)
    assert said["og:description"]
    assert said["twitter:card"] == "summary_large_image"
    if name != "index":
        [heading] = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
        assert said["og:title"] == visible_text(heading)


@languages
def test_a_page_that_nobody_shall_find_has_none(built: BuiltSite, language: str) -> None:
    """What search engines leave is not advertised otherwise."""
    for name in HIDDEN:
        assert shared(built.html(address(language, name))) == {}


def test_no_two_pages_share_a_picture(built: BuiltSite) -> None:
    """Each picture says its own page's title, in its language."""
    pictures = [
        (built.site / "cards" / language / f"{name}.png").read_bytes() for language, name in TO_BE_FOUND
    ]
    assert len(set(pictures)) == len(pictures)


def test_a_machine_without_fonts_uses_the_ready_made_one(project: Path, tmp_path: Path) -> None:
    """A build does not fail for want of a font: every page of a language has that language's own card."""
    nowhere = str(tmp_path / "no-fonts")
    out = tmp_path / "out"
    result = run_build(project, out, HOME=nowhere, XDG_DATA_HOME=nowhere, XDG_DATA_DIRS=nowhere)
    assert result.returncode == 0, result.stderr
    for language, home in HOMES.items():
        said = shared((out / "site" / home.strip("/") / "contact" / "index.html").read_text(encoding="utf-8"))
        path = urlsplit(said["og:image"]).path.lstrip("/")
        assert path.endswith(f"{language}.png")
        assert png_size((out / "site" / path).read_bytes()) == (1200, 630)
        assert said["og:title"] not in said["og:image:alt"]  # the picture names the center, not the page


def test_the_ready_made_ones_are_as_they_would_be_made(font: CardFont) -> None:
    """They are of the size that pages say, one for each language."""
    ready = ROOT / "theme" / "components" / "card"
    assert {file.stem for file in ready.glob("*.png")} == set(HOMES)
    assert {png_size(file.read_bytes()) for file in ready.glob("*.png")} == {(WIDTH, HEIGHT)}
    assert font


@pytest.mark.parametrize(
    ("text", "longest"),
    [
        ("고객센터가 할 수 있는 일과 할 수 없는 일", 8),
        ("If a message pretends to be from somebody else", 9),
        ("띄어쓰지않은아주아주아주아주아주아주긴제목", 5),
    ],
)
def test_lines_break_between_words(font: CardFont, text: str, longest: int) -> None:
    """A title is cut between words, within one only where that is wider than the card; nothing is lost."""
    lines = wrapped(text, font, 80, 500)
    assert all(font.of_size(80).getlength(line) <= 500 for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert len(lines) > 1
    if max(map(len, text.split())) <= longest:
        assert " ".join(lines) == text


def test_a_card_is_drawn_once(tmp_path: Path, font: CardFont) -> None:
    """What was drawn is used again; other words are another card."""
    store = CardStore(tmp_path, font)
    card = Card("온마루 고객센터", "환불", "결제", "help.onmaru.example")
    first = store.picture(card)
    [kept] = tmp_path.iterdir()
    before = kept.stat().st_mtime_ns
    assert store.picture(card) == first == draw_card(card, font)
    assert kept.stat().st_mtime_ns == before
    assert store.picture(card._replace(title="취소")) != first
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("title", ["", "가" * 200, "word " * 60])
def test_any_title_gets_a_card(font: CardFont, title: str) -> None:
    """None, or one too long for its card, breaks nothing."""
    assert png_size(draw_card(Card("센터", title, "", "help.onmaru.example"), font)) == (WIDTH, HEIGHT)

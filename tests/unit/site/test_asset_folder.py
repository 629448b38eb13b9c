"""Modules and styles at addresses that never hold anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publishing.site.asset_folder import find_components, move_components

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://help.example/"
PAGE = """<link rel="stylesheet" href="../assets/stylesheets/site.0123abcd.css">
<meta property="og:image" content="https://help.example/components/card/ko.png">
<script type="module" src="../components/box/box.mjs"></script>
<a href="/components/box/other.html">a page of that name</a>"""


def site_of(folder: Path, module: str = "1;") -> Path:
    """Lay a page, two components and what the theme brought into a folder; return the page."""
    for name, text in {
        "components/box/box.mjs": module,
        "components/card/ko.png": "picture",
        "assets/stylesheets/site.0123abcd.css": "a{}",
        "assets/javascripts/lunr/wordcut.js": "2;",
        "guide/index.html": PAGE,
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "guide" / "index.html"


def test_pages_load_modules_from_the_folder_of_their_build(tmp_path: Path) -> None:
    """However they name them; an address that only looks like one stays."""
    page = site_of(tmp_path)
    folder, _ = move_components(tmp_path, [page], SITE)
    html = page.read_text(encoding="utf-8")
    assert f'src="../{folder}/box/box.mjs"' in html
    assert f'content="https://help.example/{folder}/card/ko.png"' in html
    assert 'href="/components/box/other.html"' in html
    assert (tmp_path / folder / "box" / "box.mjs").read_text(encoding="utf-8") == "1;"
    assert find_components(tmp_path) == tmp_path / folder


def test_the_folder_is_named_by_what_is_in_it(tmp_path: Path) -> None:
    """The same modules keep their address, and with it what browsers kept; others get another."""
    sites = {name: tmp_path / name for name in ("one", "same", "other")}
    folders = {
        name: move_components(site, [site_of(site, "2;" if name == "other" else "1;")], SITE)[0]
        for name, site in sites.items()
    }
    assert folders["one"] == folders["same"] != folders["other"]


def test_nothing_stays_among_the_assets_that_no_page_loads(tmp_path: Path) -> None:
    """Whatever lies there is kept for a year, and so must have a digest in its name."""
    folder, _ = move_components(tmp_path, [site_of(tmp_path)], SITE)
    left = {
        file.relative_to(tmp_path).as_posix() for file in (tmp_path / "assets").rglob("*") if file.is_file()
    }
    assert left == {
        "assets/stylesheets/site.0123abcd.css",
        f"{folder}/box/box.mjs",
        f"{folder}/card/ko.png",
    }


def test_half_a_build_has_no_folder(tmp_path: Path) -> None:
    """Whoever looks for the modules of a site is told that it is none."""
    with pytest.raises(FileNotFoundError):
        find_components(tmp_path)

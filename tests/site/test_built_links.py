"""Every address in a built site leads somewhere, or is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publishing.links.checking import BuiltLinks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.site.building import BuiltSite

URL = "https://help.example/"
RIGHT = """<link rel="stylesheet" href="../all.css"><img src="../a.png" srcset="../a.png 2x, /a.png 3x">
<h2 id="다음">next</h2><a href="#다음">here</a><a href="#%EB%8B%A4%EC%9D%8C">here</a><a href="../">home</a>
<a href="https://elsewhere.example/none">other site</a><form action="/api/inquiries"></form>
<a href="mailto:a@example.com">mail</a><meta property="og:image" content="https://help.example/a.png">"""


def broken_in(
    folder: Path, guide: str = RIGHT, css: str = "", module: str = ""
) -> list[tuple[str, int, str]]:
    """Return what is broken in a small site, as (address, line, what)."""
    files = {"index.html": "<p id='top'>", "guide/index.html": guide, "all.css": css, "a.mjs": module}
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "a.png").write_bytes(b"")
    return [(one.address, one.line, one.what) for one in BuiltLinks(folder, URL).broken()]


def test_what_leads_somewhere_is_silent(tmp_path: Path) -> None:
    """Pages, anchors in any spelling, pictures in every size; functions and other sites are not asked."""
    assert broken_in(tmp_path, css="a{background:url(a.png)}", module='import { x } from "./a.mjs";') == []


@pytest.mark.parametrize(
    ("guide", "found"),
    [
        ('\n<a href="../gone/">', ("../gone/", 2, "file")),
        ('<a href="../#gone">', ("../#gone", 1, "anchor")),
        ('<a href="https://help.example/gone/">', ("https://help.example/gone/", 1, "file")),
        ('<script src="../gone.mjs"></script>', ("../gone.mjs", 1, "file")),
        ('<img srcset="../a.png 1x, ../gone.png 2x">', ("../gone.png", 1, "file")),
        ('<meta name="twitter:image" content="/gone.png">', ("/gone.png", 1, "file")),
    ],
)
def test_what_leads_nowhere_is_told_with_its_line(
    tmp_path: Path, guide: str, found: tuple[str, int, str]
) -> None:
    """Whatever names it."""
    assert broken_in(tmp_path, guide) == [found]


def test_styles_and_modules_are_read_too(tmp_path: Path) -> None:
    """A picture of a style, an import, a worker."""
    module = 'import "./gone.mjs";\nconst w = new Worker(new URL("./worker.mjs", import.meta.url));\n'
    found = broken_in(tmp_path, css="a{}\nb{background:url('gone.svg')}", module=module)
    assert sorted(found) == [("./gone.mjs", 1, "file"), ("./worker.mjs", 2, "file"), ("gone.svg", 2, "file")]


def test_the_site_that_ships_has_no_address_that_leads_nowhere(built: BuiltSite) -> None:
    """The shells of answered pages included; the solver of proof of work is no part of it."""
    links = BuiltLinks(built.site, "https://help.onmaru.example/", tuple(built.pages.glob("*.html")))
    assert [one for one in links.broken() if "altcha" not in one.address] == []
